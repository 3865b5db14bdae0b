"""The claims of the papers that this project tells of, a module each, named after the paper's.

Each holds ``REPRODUCTION``, which an entry point of the group ``neurohistory.papers`` names, and the
experiments that measure our numbers.  `neurohistory.reproduction` runs and judges them.
"""
