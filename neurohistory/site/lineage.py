"""The steps of the history, as data: what each machine took away, and at what price.

`STEPS` has them by the model's name in the catalog, for the timeline.  A plug-in's model has none, and
its card speaks for it.  `LIMITS` are the limits of machines and what removed them, for the lineage.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["LIMITS", "STEPS", "Limit", "Step"]


class Step(NamedTuple):
    """What a machine took away from the one before, and what that cost; in Markdown."""

    took: str
    price: str
    aside: bool = False  # from another line of thought, and no child of its neighbours


STEPS: dict[str, Step] = {
    "mcculloch_pitts": Step(
        "the flesh. A nerve cell became a proposition, true or false at each tick.",
        "A person wires it, and nothing is learned.",
    ),
    "logistic_unit": Step(
        "the jump. A smooth answer has a derivative everywhere, so each weight knows which way is down. "
        "It comes from statistics, on a line of its own.",
        "It is still one line.",
        aside=True,
    ),
    "perceptron": Step(
        "the person who sets the weights. What is on this site under the name is its last unit, taught "
        "by the error correction that Rosenblatt published in 1960: a wrong answer moves the weights, "
        "and if any line can do the task this rule finds one.",
        "The units before the taught one stay as chance made them.",
    ),
    "adaline": Step(
        "the threshold between the error and the weights. The error is measured on the sum, so a right "
        "answer teaches too. It is the perceptron rule's twin and no reply to it: both were worked out "
        "in 1959, independently, and printed within months.",
        "The least error and the fewest mistakes are not the same thing.",
    ),
    "mark_i": Step(
        "the doubt that such a machine could be built, with photocells for a retina and motors that "
        "turn the weights. Its units that chance has wired and nobody teaches are in the report of 1957 "
        "and the paper of 1958 already; that a perceptron is a single unit is the textbooks' later "
        "reduction. With enough of them the taught unit sees XOR as a task for a plane.",
        "Many units, most of which are of no use for the task at hand.",
    ),
    "madaline": Step(
        "the single taught unit. Several learn under a fixed gate, and when its answer is wrong the one "
        "that needs the least persuasion is moved. XOR is within its reach, as our runs show; whether "
        "anybody tried it in 1962 we do not know.",
        "The gate stays as it is, and learning can lock.",
    ),
    "minsky_papert": Step(
        "a hope. They asked what *no* weights could do, and proved it. XOR is the smallest example.",
        "The proof says what cannot be done, and not what to do instead.",
    ),
    "backprop": Step(
        "the fixed units in the middle: they are taught too, by a rule that became known.",
        "The answer depends on where one starts, and it takes many sweeps.",
    ),
    "madaline_ii": Step(
        "the gate that somebody has chosen: the unit behind the layer is taught too. No derivative is "
        "asked for, so the thresholds stay hard, and the rule finds by trial which units to turn "
        "([@widrow_1990], page 1427, who date it to 1987).",
        "It gropes, and where no trial leads on it stays where it is.",
    ),
    "svm": Step(
        "the dependence on the start. The problem is convex and has one answer.",
        "Nothing between input and output is learned; a person chooses the kernel.",
    ),
    "rbm": Step(
        "the wait for equilibrium. The machine of 1985 had to settle before each change of a weight; "
        "contrastive divergence looks at one short step from the data.",
        "It follows a gradient that is not quite the right one.",
    ),
    "pretrained_classifier": Step(
        "the fear of depth. Layers are learned one after the other, each from what the one below has "
        "made of the data, and then all together by back-propagation.",
        "There are several stages, each with constants of its own.",
    ),
}


class Limit(NamedTuple):
    """A limit of a machine, and what removed it.

    `shown` and `there` lead to the pages with the runs; where `run` is true, the run is that of XOR, and
    its numbers stand beside it.
    """

    of: str
    limit: str
    shown: str
    by: str
    how: str
    there: str
    run: bool = True
    disputed: str = ""


_REGIONS = "#and-or-and-xor"

LIMITS: tuple[Limit, ...] = (
    Limit(
        of="mcculloch_pitts",
        limit="A person wires it, and nothing is learned.",
        shown="story/1943_mcculloch_pitts.md",
        by="perceptron",
        how="A wrong answer moves the weights, and where a line exists the rule finds one.",
        there="story/1958_perceptron.md",
        run=False,
    ),
    Limit(
        of="perceptron",
        limit="It learns from wrong answers alone, and rests on the first line that works, near a case "
        "or far from it.",
        shown="story/1958_perceptron.md",
        by="adaline",
        how="The error is measured on the sum, so a right answer teaches too.",
        there="story/1960_adaline.md",
        run=False,
        disputed="ADALINE was no reply to the perceptron. Both rules were worked out in 1959, "
        "independently, and printed within months ([@widrow_1990], page 1425).",
    ),
    Limit(
        of="perceptron",
        limit="It is one line, and no line does XOR.",
        shown=f"models/perceptron.md{_REGIONS}",
        by="mark_i",
        how="Units that chance has wired stand between the input and the taught unit. With enough of "
        "them XOR is a task for a plane.",
        there=f"models/mark_i.md{_REGIONS}",
        disputed="The order of the years misleads: such units are in the report of 1957 and in the "
        "paper of 1958 already ([@rosenblatt_1958]), and the single unit is the textbooks' later "
        "reduction.",
    ),
    Limit(
        of="adaline",
        limit="It is one line too.",
        shown=f"models/adaline.md{_REGIONS}",
        by="madaline",
        how="Several of them learn under a fixed gate.",
        there=f"models/madaline.md{_REGIONS}",
        disputed="XOR is within its reach, as our runs show; whether anybody tried it in 1962 we "
        "do not know.",
    ),
    Limit(
        of="madaline",
        limit="The gate is chosen by a person and stays as it is.",
        shown="story/1962_madaline.md",
        by="madaline_ii",
        how="The unit behind the layer is taught too, by trial and without a derivative.",
        there=f"models/madaline_ii.md{_REGIONS}",
        run=False,
    ),
    Limit(
        of="minsky_papert",
        limit="Predicates that look at few points at a time cannot do parity, whatever their weights.",
        shown=f"models/minsky_papert.md{_REGIONS}",
        by="backprop",
        how="The units in the middle are taught, and each may look at all points.",
        there=f"models/backprop.md{_REGIONS}",
        disputed="The theorem still holds, for it is about machines whose units look at few points. How "
        "far it stopped the field is disputed: [both sides](timeline.md#what-is-disputed).",
    ),
    Limit(
        of="backprop",
        limit="The answer depends on where it starts; some starts are stuck.",
        shown="story/1986_stuck.md",
        by="svm",
        how="The problem is convex, so there is one answer and no start.",
        there=f"models/svm.md{_REGIONS}",
        disputed="It gave up learning the units in the middle for that. Margins and kernels are older "
        "than 1986: [where they come from](timeline.md#what-is-disputed).",
    ),
    Limit(
        of="svm",
        limit="Nothing between input and output is learned; a person chooses the kernel.",
        shown="story/1995_kernels_chosen.md",
        by="pretrained_classifier",
        how="Layers are learned one after the other, each from what the one below has made of the data.",
        there="story/2006_deep_features.md",
        run=False,
    ),
    Limit(
        of="backprop",
        limit="From small first weights a deep network stays on a plateau.",
        shown="story/2006_deep_autoencoder.md",
        by="pretrained_classifier",
        how="Pretraining begins beyond it.",
        there="story/2006_deep_autoencoder.md",
        run=False,
        disputed="At our small scale the plateau ends by itself, and from wider first weights there is "
        "none. Our run does not repeat the failure that the paper reports ([@hinton_2006]).",
    ),
)
