"""The two families of Hinton 1986: twelve people each, of the same shape, and who is whose what.

The questions are (person, relation), and the answers people: Colin has two aunts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["PEOPLE", "RELATIONS", "Families", "families", "triples"]

RELATIONS = (
    "father", "mother", "husband", "wife", "son", "daughter",
    "uncle", "aunt", "brother", "sister", "nephew", "niece",
)  # fmt: skip

# Couples; whose children they are, a couple's number and the child, in both families alike.
_ENGLISH = (
    "Christopher", "Penelope", "Andrew", "Christine", "Arthur", "Margaret",
    "James", "Victoria", "Charles", "Jennifer", "Colin", "Charlotte",
)  # fmt: skip
_ITALIAN = (
    "Roberto", "Maria", "Pierro", "Francesca", "Emilio", "Gina",
    "Marco", "Lucia", "Tomaso", "Angela", "Alfonso", "Sophia",
)  # fmt: skip
_COUPLES = ((0, 1), (2, 3), (4, 5), (6, 7), (8, 9))  # husband, wife
_CHILDREN = {0: (4, 7), 1: (6, 9), 3: (10, 11)}  # by couple: son, daughter

PEOPLE = (*_ENGLISH, *_ITALIAN)


class Families(NamedTuple):
    """The questions and their answers as a network is asked them.

    Attributes
    ----------
    cases : list of tuple
        ``(person, relation, {answers})``.
    X : ndarray of shape (case, 36)
        24 people and 12 relations, one of each lit.
    target : ndarray of shape (case, 24)
        1 for those who are meant, 0 for the others.
    """

    cases: list[tuple[str, str, frozenset[str]]]
    X: NDArray[np.float64]
    target: NDArray[np.float64]


def triples() -> list[tuple[str, str, str]]:
    """All facts: ``("Colin", "aunt", "Jennifer")`` says that Colin has her for an aunt.

    Examples
    --------
    >>> len(triples())
    112
    >>> sorted(third for first, relation, third in triples() if (first, relation) == ("Colin", "aunt"))
    ['Jennifer', 'Margaret']
    """
    facts: set[tuple[int, str, int]] = set()
    for husband, wife in _COUPLES:
        facts |= {(husband, "wife", wife), (wife, "husband", husband)}
    for couple, (son, daughter) in _CHILDREN.items():
        father, mother = _COUPLES[couple]
        for child in (son, daughter):
            facts |= {(child, "father", father), (child, "mother", mother)}
        for parent in (father, mother):
            facts |= {(parent, "son", son), (parent, "daughter", daughter)}
        facts |= {(son, "sister", daughter), (daughter, "brother", son)}
    for child, parent in [(a, c) for a, relation, c in facts if relation in ("father", "mother")]:
        for sibling in [
            c for a, relation, c in facts if a == parent and relation in ("brother", "sister")
        ]:
            married = next(each for each in _COUPLES if sibling in each)
            niece = "nephew" if child % 2 == 0 else "niece"
            for person, relation in zip(married, ("uncle", "aunt"), strict=True):
                facts |= {(child, relation, person), (person, niece, child)}
    return [
        (names[a], relation, names[b])
        for names in (_ENGLISH, _ITALIAN)
        for a, relation, b in sorted(facts)
    ]


def families() -> Families:
    """The 104 questions; facts with the same person and relation are one.

    Examples
    --------
    >>> asked = families()
    >>> asked.X.shape, asked.target.shape, int(asked.target.sum())
    ((104, 36), (104, 24), 112)
    """
    answers: dict[tuple[str, str], set[str]] = {}
    for person, relation, other in triples():
        answers.setdefault((person, relation), set()).add(other)
    cases = [(person, relation, frozenset(who)) for (person, relation), who in answers.items()]
    X = np.zeros((len(cases), len(PEOPLE) + len(RELATIONS)))
    target = np.zeros((len(cases), len(PEOPLE)))
    for row, (person, relation, who) in enumerate(cases):
        X[row, [PEOPLE.index(person), len(PEOPLE) + RELATIONS.index(relation)]] = 1
        target[row, [PEOPLE.index(each) for each in who]] = 1
    return Families(cases, X, target)
