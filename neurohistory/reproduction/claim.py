"""Claims: what a paper printed, and how ours is measured, as values that anybody can write down."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from neurohistory.card import Paper, check_paper
from neurohistory.reproduction.bands import Band, Equal, Spread, Verdict

__all__ = [
    "CAUSES",
    "CONFIDENCES",
    "TIERS",
    "Claim",
    "ClaimError",
    "Correction",
    "Experiment",
    "OldMachine",
    "Reproduction",
    "experiment",
]

Findings = Mapping[str, Any]

# How sure it is that the number was printed.  It is shown, and decides nothing.
CONFIDENCES = {
    "read": "The number was read in the paper, or in a text that quotes it.",
    "computed": "The number follows from the paper's definitions, and was worked out apart from this "
    "package.",
    "from memory": "Nobody here has seen the number in print; it is not shown and decides nothing.",
}
# Where our number comes from.
TIERS = {
    "run here": "This package runs it.",
    "run by others": "Somebody else has run it and says so in print.",
    "from a text": "It is only told, and nobody we know of has run it.",
}
# Why a number did not come out.
CAUSES = {
    "recipe": "The recipe as printed does not lead there.",
    "reading": "The text leaves open how something was done, and no reading that we tried leads there.",
    "approximation": "The printed formula is an approximation, and the exact law says otherwise.",
    "print": "What is printed contradicts itself or its own definitions.",
    "scale": "The number was true of machines or samples of another size.",
}
_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*(?:\.[a-z0-9]+(?:_[a-z0-9]+)*)+")


class ClaimError(ValueError):
    """A claim that says something impossible, or that nobody has made."""


@dataclass(frozen=True)
class Experiment:
    """A run from which one claim or several read their numbers.

    Attributes
    ----------
    function : callable
        ``(starts, seed) -> {name: finding}``; a finding is a number, a truth, words, a
        `neurohistory.reproduction.findings.Share` or an array with a number for each start, NaN for
        one that never arrives.
    settings : str
        What is run, in words.
    starts : int
        In the full form; 0 where nothing is random.
    quick : int
        In the quick form.
    """

    function: Callable[[int, int], Findings]
    settings: str
    starts: int = 0
    quick: int = 0

    def __post_init__(self) -> None:
        name = getattr(self.function, "__name__", None)
        if not callable(self.function) or not isinstance(name, str):
            raise ClaimError(f"an experiment of {self.function!r}; give it a function with a name")
        if not isinstance(self.settings, str) or not self.settings:
            raise ClaimError(f"experiment {name!r}: settings are {self.settings!r}; say what is run")
        for which in ("starts", "quick"):
            if type(value := getattr(self, which)) is not int or value < 0:
                raise ClaimError(
                    f"experiment {name!r}: {which} is {value!r}; make it a whole number, 0 or more"
                )

    @property
    def name(self) -> str:
        """The name of its function."""
        return self.function.__name__

    def __call__(self, starts: int | None = None, seed: int = 0) -> Findings:
        """Carry it out."""
        return self.function(self.starts if starts is None else starts, seed)


def experiment(
    settings: str, *, starts: int = 0, quick: int = 0
) -> Callable[[Callable[[int, int], Findings]], Experiment]:
    """Make a function an `Experiment`.

    Examples
    --------
    >>> @experiment("two plus two")
    ... def sums(starts, seed):
    ...     return {"two": 2 + 2}
    >>> sums.name, sums()["two"]
    ('sums', 4)
    """
    return lambda function: Experiment(function, settings, starts, quick)


class OldMachine(NamedTuple):
    """A machine of the paper's time, for an estimate of how long a run took then.

    Attributes
    ----------
    name : str
        With its article, ``"an IBM 704"``.
    seconds : float
        For a multiplication and an addition.
    source : str
        Who says so.
    """

    name: str
    seconds: float
    source: str


class Correction(NamedTuple):
    """What was changed of a claim, and when; it stays visible."""

    on: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One printed number, and how ours is measured.

    Attributes
    ----------
    id : str
        Lower-case words with a dot between them, ``"symmetry.sweeps"``: what is run, and the number.
    says : str
        What the number is, in a sentence without its full stop.
    place : str
        Page, figure, table or equation.
    printed : str
        As it is printed: ``"1,425"``, ``"16 of 20"``, ``"yes"``.  Its digits are its precision.
    experiment : Experiment or None
        What is run; None where it is not testable here.
    finding : str
        Which of the findings is ours; the id behind the first dot, if not given.
    band : Band
        When ours counts as the printed one.
    recorded : Verdict
        The verdict when the claim was written down; a run that comes to another one fails.
    cause : str
        Why it is not reproduced, one of `CAUSES`.
    missing : str
        What a test here would need, for what is not testable.
    stand_in : str
        The data that stand for the paper's, if it was run on others.  What comes of them is shown and
        decides nothing, so that something is missing, too, unless `despite` says more.
    despite : str
        Why the number does not depend on the data, where it is decided on others.
    departures : tuple of str
        Where our run does something else than the paper, a sentence each.
    open_questions : tuple of str
        What the paper leaves open, and what we took.
    confidence : str
        One of `CONFIDENCES`.
    tier : str
        One of `TIERS`.
    on : str
        The day when it was written down.
    version : str
        The version of this package then.
    corrections : tuple of Correction
    """

    id: str
    says: str
    place: str
    printed: str = ""
    experiment: Experiment | None = None
    finding: str = ""
    band: Band = field(default_factory=Equal)
    recorded: Verdict = Verdict.REPRODUCED
    cause: str = ""
    missing: str = ""
    stand_in: str = ""
    despite: str = ""
    departures: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    confidence: str = "read"
    tier: str = "run here"
    on: str = "2026-12-02"
    version: str = "0.1.0"
    corrections: tuple[Correction, ...] = ()

    def __post_init__(self) -> None:
        if self.missing:
            object.__setattr__(self, "recorded", Verdict.NOT_TESTABLE)
        elif isinstance(self.band, Spread) and self.recorded is Verdict.REPRODUCED:
            object.__setattr__(self, "recorded", Verdict.WITHIN_SPREAD)
        _check(self)

    @property
    def key(self) -> str:
        """The name of its finding."""
        return self.finding or self.id.partition(".")[2]

    @property
    def is_decided(self) -> bool:
        """Whether it has a verdict for or against."""
        return self.recorded is not Verdict.NOT_TESTABLE


def _check(claim: Claim) -> None:
    """Complain about nonsense, with the claim and the remedy."""

    def refuse(what: str) -> None:
        raise ClaimError(f"claim {claim.id!r}: {what}")

    for name in (
        "id",
        "says",
        "place",
        "printed",
        "finding",
        "cause",
        "missing",
        "on",
        "version",
        "stand_in",
        "despite",
    ):
        if not isinstance(value := getattr(claim, name), str):
            refuse(f"{name} is {value!r}; make it a text")
    for name, kind, due in (
        ("departures", str, "sentences"),
        ("open_questions", str, "sentences"),
        ("corrections", Correction, "Corrections"),
    ):
        values = getattr(claim, name)
        if not isinstance(values, tuple) or not all(isinstance(each, kind) for each in values):
            refuse(f"{name} are {values!r}; make it a tuple of {due}")
    if not all(isinstance(text, str) for each in claim.corrections for text in each):
        refuse(f"corrections are {claim.corrections!r}; make each a day and a sentence")
    if not _ID.fullmatch(claim.id):
        refuse("write the id as lower-case words with a dot between them, such as 'symmetry.sweeps'")
    if not claim.says or not claim.place:
        refuse("says and place are needed: what the number is, and where it stands")
    for name, known in (("confidence", CONFIDENCES), ("tier", TIERS)):
        if (value := getattr(claim, name)) not in known:
            refuse(f"{name} is {value!r}; make it one of {', '.join(map(repr, known))}")
    reason = getattr(claim.band, "reason", None)
    if not isinstance(claim.band, Band) or not isinstance(reason, str) or not reason:
        refuse(f"band is {claim.band!r}; make it one of neurohistory.reproduction.bands, with a reason")
    if not isinstance(claim.recorded, Verdict):
        refuse(f"recorded is {claim.recorded!r}; make it a Verdict")
    if (claim.recorded is Verdict.NOT_REPRODUCED) != (claim.cause in CAUSES):
        causes = ", ".join(map(repr, CAUSES))
        refuse(
            f"cause is {claim.cause!r}; what is not reproduced has one of {causes}, and nothing else has"
        )
    try:
        date.fromisoformat(claim.on)
    except ValueError:
        refuse(f"on is {claim.on!r}; make it a day such as '2026-12-02'")
    if claim.despite and not claim.stand_in:
        refuse("despite says why other data do as well; say in stand_in which they are")
    if claim.stand_in and bool(claim.missing) == bool(claim.despite):
        refuse(
            f"it was run on other data, {claim.stand_in!r}; say in despite why its number does not "
            "depend on them, or in missing which data it needs"
        )
    if claim.missing:
        if claim.experiment is not None and not claim.stand_in:
            refuse("it has an experiment and says what is missing; leave one of them out")
    elif not isinstance(claim.experiment, Experiment):
        refuse("it has no experiment; give it one, or say what is missing")
    elif not claim.printed:
        refuse("nothing is printed to be compared with; say what was printed, or what is missing")
    if claim.confidence == "from memory" and (claim.printed or not claim.missing):
        refuse("a number from memory is not shown and decides nothing; say what is missing instead")


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """A paper and its claims: what an entry point of the group ``neurohistory.papers`` names.

    Attributes
    ----------
    paper : Paper
    about : str
        What the paper was about, in a few sentences of Markdown.
    claims : tuple of Claim
    differs : str
        What differs from the paper as a whole, and why; Markdown.
    machine : OldMachine, optional
        On which such things were run then, if a source tells how fast it was.
    """

    paper: Paper
    about: str
    claims: tuple[Claim, ...]
    differs: str = ""
    machine: OldMachine | None = None

    def __post_init__(self) -> None:
        title = getattr(self.paper, "title", None)
        if not isinstance(self.paper, Paper):
            raise ClaimError(f"paper is {self.paper!r}; make it a neurohistory.card.Paper")
        if self.machine is not None and not (
            isinstance(self.machine, OldMachine) and self.machine.seconds > 0 and self.machine.source
        ):
            raise ClaimError(
                f"{title!r}: machine is {self.machine!r}; make it an OldMachine with a source"
            )
        try:
            check_paper(self.paper, "the paper")
        except ValueError as error:
            raise ClaimError(f"{title!r}: {error}") from error
        if not isinstance(self.about, str) or not self.about:
            raise ClaimError(f"{title!r}: say what the paper was about")
        if not isinstance(self.differs, str):
            raise ClaimError(f"{title!r}: differs is {self.differs!r}; make it a text")
        if not isinstance(self.claims, tuple):
            raise ClaimError(f"{title!r}: claims are {self.claims!r}; make it a tuple")
        wrong = next((each for each in self.claims if not isinstance(each, Claim)), None)
        if wrong is not None or not self.claims:
            raise ClaimError(f"{title!r}: claims are {wrong or 'none'!r}; give it Claims, one at least")
        ids = [claim.id for claim in self.claims]
        if twice := next((each for each in ids if ids.count(each) > 1), None):
            raise ClaimError(f"{title!r}: two claims are called {twice!r}; rename one")
        names: dict[str, Experiment] = {}
        for each in filter(None, (claim.experiment for claim in self.claims)):
            if names.setdefault(each.name, each) is not each:
                raise ClaimError(f"{title!r}: two experiments are called {each.name!r}; rename one")

    @cached_property
    def experiments(self) -> dict[str, Experiment]:
        """The experiments by name."""
        return {each.name: each for claim in self.claims if (each := claim.experiment)}
