"""Predicates: what a machine must look at to answer, and how many questions one unit can answer.

The nouns, after Minsky and Papert's *Perceptrons* (1969):

* a **mask** is a set of points seen together; `partial` makes the products that machines of bounded
  order see;
* a **predicate** is a question about patterns on a retina: connected?  mirror-symmetric?  a T or a C?
  (`retinas`);
* its **order** is how many points must be seen together, with a proof both ways (`order`);
* all the **functions** of n inputs, by number and kind (`functions`), those that one **threshold** unit
  computes, counted exactly (`threshold_functions`), and those that two **hidden units** add
  (`hidden_units`).
"""
