"""The process around the models: signals, streams, files that are written whole, models kept apart.

* `interrupts`: who asks a command to end
* `streams`: what is printed, and where it goes
* `writing`: files that are written whole or not at all
* `isolation`: what a model does to the process, undone
* `pool`: functions called in processes of their own
* `store`: values that need not be computed again
"""
