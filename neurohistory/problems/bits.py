"""Problems that ask for several bits at once, from the book of 1986.

They stand in `neurohistory.papers.rumelhart_1986_pdp`: the encoding problem, negation and addition.  A
network has learned when each of its outputs is within 0.5 of what it should be.
"""

from __future__ import annotations

import numpy as np

from neurohistory.problems.gates import all_cases, check_size, from_truth_table
from neurohistory.problems.problem import Problem

__all__ = ["ADDITION_SIZES", "ENCODER_SIZES", "NEGATION_SIZES", "addition", "encoder", "negation"]

# At most 1,024 cases.
ADDITION_SIZES = range(1, 6)
NEGATION_SIZES = range(2, 10)
ENCODER_SIZES = range(2, 65)


def addition(n: int) -> Problem:
    """What is the sum of two numbers of n bits?  It has n + 1 bits.

    The book's numbers have two bits.  The first number comes first, and each begins with its highest
    bit.  With a learning rate of 0.5 and 3,000 epochs,
    ``load("backprop")((4,), learning_rate=0.5, max_epochs=3000)``, four hidden units learn ADDITION2
    from about three starts in four; with the defaults, whose epochs are fewer, from one in three.

    Parameters
    ----------
    n : int
        Bits of each number, 1 to 5.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> problem = addition(2)
    >>> problem
    Problem(ADDITION2: 16 examples and 0 to test, 4 features, 3 bits)
    >>> problem.X[11].astype(int), problem.y[11]  # 2 + 3 = 5
    (array([1, 0, 1, 1]), array([1, 0, 1]))
    """
    check_size("addition", "bits", n, ADDITION_SIZES)
    X = all_cases(2 * n)
    place_values = 2 ** np.arange(n + 1)[::-1]
    sums = X[:, :n] @ place_values[1:] + X[:, n:] @ place_values[1:]  # (example,)
    return from_truth_table(f"ADDITION{n}", X, sums[:, None] // place_values % 2)


def negation(n: int) -> Problem:
    """The n bits after the first, or the opposite of each if the first is 1.

    The book's patterns have three bits and the one that negates.

    Parameters
    ----------
    n : int
        Bits of a pattern, 2 to 9; with a single one it would be XOR.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> problem = negation(3)
    >>> problem.X[[1, 9]].astype(int).tolist(), problem.y[[1, 9]].tolist()
    ([[0, 0, 0, 1], [1, 0, 0, 1]], [[0, 0, 1], [1, 1, 0]])
    """
    check_size("negation", "bits", n, NEGATION_SIZES)
    X = all_cases(n + 1)
    return from_truth_table(f"NEGATION{n}", X, X[:, 1:] != X[:, :1])


def encoder(n: int) -> Problem:
    """Each of n inputs alone, to be given back at its own output.

    Few hidden units between them have to find a code: log2 n are enough for binary numbers.  D. H.
    Ackley, G. E. Hinton and T. J. Sejnowski posed it to the Boltzmann machine in 1985.

    Parameters
    ----------
    n : int
        Inputs, and outputs, 2 to 64.

    Raises
    ------
    ValueError
        If `n` is out of range.

    Examples
    --------
    >>> encoder(8)
    Problem(ENCODER8: 8 examples and 0 to test, 8 features, 8 bits)
    """
    check_size("encoder", "inputs", n, ENCODER_SIZES)
    return from_truth_table(f"ENCODER{n}", np.eye(n), np.eye(n))
