"""What the pages say of history: claims that are not so stand nowhere, and those made have a source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory import catalog
from neurohistory.card import Card

ROOT = Path(__file__).parents[1]
CARDS = {name: model.card for name, model in catalog.timeline().models.items()}


def words_of(path: Path) -> str:
    """The prose of a page, a script or a module in one line; code and string marks stay in."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return " ".join(" ".join(line.lstrip("#").strip().strip('"') for line in lines).split())


PLACES = [
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "gallery").rglob("*.py")),
    *sorted((ROOT / "neurohistory").rglob("*.py")),
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CITATION.cff")),
]
TEXTS = {str(path.relative_to(ROOT)): words_of(path) for path in PLACES}

# What was told and is not so, and a sentence of each kind that is to be found.
NOT_SO = {
    r"\bno rule for (?:deeper|more|several|two|hidden)": (
        "no rule for deeper layers was found in the 1960s"
    ),
    r"\bnobody (?:had|knew|found) (?:was |is )?a (?:rule|way|method)(?!.{0,40}became known)": (
        "What nobody had was a rule for more than one adaptive layer"
    ),
    r"missing in 1969": "what was missing in 1969 was a way to teach the units between",
    r"XOR,? (?:\w+ ){0,3}years before": "it is XOR, seven years before 1969",
    r"is (?:only )?a (?:legend|myth)\b": "That XOR put an end to the field is a legend",
    r"took away the (?:teacher|wait for a mistake|straight path)": "2002 took away the teacher",
    r"New against the perceptron": "New against the perceptron: the error is taken from the sum",
    r"New against (?:everything|all) before": "New against all before: the machine has no output",
    r"DeepBelief|(?<!no )(?<!taught a )deep belief net(?!s)": "a deep belief net for each replica",
    r"by default as in 1986|defaults are (?:still )?those of 1986": "by default as in 1986",
    r"settings of 1986|network of 1986, with": "The network of 1986, with its own settings",
    r"told in (?:more than one|different) way": "who proved it first is told in different ways",
    r"convergence (?:theorem|proofs?) of 1962": "the convergence theorem of 1962 holds",
    r"In 1962 two proofs appeared": "In 1962 two proofs appeared, by Block and by Novikoff",
    r"Tieleman(?:'s| proposed| invented)": "Persistent chains are T. Tieleman's",
    r"reconstructions, because": "as reconstructions, because we could not check them",
    r"1943 was the first|first mathematics of": "1943 was the first mathematics of neurons",
    r"(?:invented|discovered) (?:in 1986|by Rumelhart)": "back-propagation was invented in 1986",
}


@pytest.mark.parametrize("claim", NOT_SO)
def test_what_is_not_so_stands_nowhere(claim: str) -> None:
    told = {
        place: found[0]
        for place, text in TEXTS.items()
        if (found := re.search(claim, text.replace("*", ""), re.IGNORECASE))
    }
    assert told == {}


@pytest.mark.parametrize(("claim", "sentence"), NOT_SO.items())
def test_it_would_be_found_if_it_did(claim: str, sentence: str) -> None:
    assert re.search(claim, sentence, re.IGNORECASE)


# What a page tells, and how the source begins that it gives for it.
TOLD = {
    "docs/timeline.md": {
        "printed within months": 'Widrow and M. A. Lehr, "30 years',
        "in the report of 1957 and the paper of 1958": "Psychological Review",
        "is disputed": "M. Olazaran",
        "Wightman": "Principles of Neurodynamics",
        "two of them adaptive": 'S. Amari, "A theory',
        "grew networks layer by layer": "Cybernetic Predicting Devices",
        "optimal control": 'H. J. Kelley, "Gradient theory',
        "Block and Levin": "boundedness of an iterative procedure",
        "Vapnik and Lerner": "generalized portrait method",
        "Boltzmann machine of 1985": 'Sejnowski, "A learning algorithm for Boltzmann machines"',
        "are in the work of Younes": "Markovian stochastic algorithms",
        "relations in space and time": "page 405",
    },
    "gallery/1943_mcculloch_pitts.py": {"*exceeds*": "Bulletin of Mathematical Biophysics"},
    "gallery/1943_nets_with_time.py": {"Net i cannot forget": "page 105 of the reprint"},
    "gallery/1958_perceptron.py": {
        "a source of inspiration": "Psychological Review",
        "von Neumann (1956)": "those of its references",
        "seems to represent": "Psychological Review",
        "in a report of 1960": "VG-1196-G-4",
        "S. A. Levin proved": "boundedness of an iterative procedure",
    },
    "gallery/1960_adaline.py": {"worked out in 1959, independently": "Proceedings of the IEEE"},
    "gallery/1960_mark_i.py": {
        "Charles Wightman and Francis Martin": "page ix, for the builders Wightman, Martin and Hay",
        "report of 1957": "85-460-1",
    },
    "gallery/1962_madaline.py": {
        "it is our inference": "We do not know that XOR was tried in 1962",
        "published gradient training": 'Amari, "A theory of adaptive',
        "grew networks layer by layer": "Cybernetic Predicting Devices",
        "networks of several layers that learn": "Multi-layer learning networks",
        "were unsuccessful": "Proceedings of the IEEE",
    },
    "gallery/1969_xor.py": {
        "This is disputed": "sociological study of the official history",
        "S. A. Levin proved": "boundedness of an iterative procedure",
        "eleven years before": "Psychological Review",
    },
    "gallery/1969_xor_and_order.py": {"takes it up": "T and C, page 348"},
    "gallery/1986_backprop.py": {
        "between -0.3 and 0.3": "Explorations in Parallel Distributed Processing",
        "along a flight path": 'Kelley, "Gradient theory',
        "gradient training in 1967": 'Amari, "A theory',
    },
    "gallery/1995_kernels.py": {"Vapnik and Lerner's": "generalized portrait method"},
    "gallery/2002_rbm.py": {
        "It is of 1985": "A learning algorithm for Boltzmann machines",
        "Donald Hebb": "The Organization of Behavior",
        "Laurent Younes": "Markovian stochastic algorithms",
    },
    "gallery/2006_deep_autoencoder.py": {
        "even after prolonged fine-tuning": "10.1126/science.1127647",
        "It is no deep belief net": "10.1162/neco.2006.18.7.1527",
    },
}


@pytest.mark.parametrize(
    ("place", "told"), [(place, told) for place, tells in TOLD.items() for told in tells]
)
def test_what_is_told_has_its_source_on_the_page(place: str, told: str) -> None:
    text, source = TEXTS[place].replace("**", ""), TOLD[place][told]
    assert told in text
    assert source in text
    if "## Sources" in (ROOT / place).read_text(encoding="utf-8"):
        assert text.rindex(source) > text.index(told)


STORY = sorted((ROOT / "gallery").glob("[0-9]*.py"))
_PERSON = re.compile(r"(?:[A-Z][a-z'-]+(?: [A-Z]\.)?|[A-Z]\. [A-Z]\.) ([A-Z][a-z]{2,})\b")
_TITLE = re.compile(r"\*[^*]+\*|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]\([^)]*\)|\$[^$]*\$")
_NOBODY = {"Naval Research"}  # of the Office of


def credited(prose: str) -> dict[str, str]:
    """Who is named in a paragraph that names a year as well: the family name, and all of it."""
    found = {}
    for paragraph in re.split(r"\n\s*\n", prose):
        text = " ".join(paragraph.split())
        if re.search(r"\b(?:1[89]|20)\d\d\b", text):
            for person in _PERSON.finditer(_TITLE.sub(" ", text)):
                found[person[1]] = person[0]
    return {family: name for family, name in found.items() if name not in _NOBODY}


@pytest.mark.parametrize("chapter", STORY, ids=lambda path: path.stem)
def test_whoever_is_credited_with_a_year_is_in_the_sources(chapter: Path) -> None:
    lines = chapter.read_text(encoding="utf-8").splitlines()
    prose = "\n".join(line[2:] if line.startswith("# ") else "" for line in lines)
    body, found, sources = prose.partition("\n## Sources")
    assert found
    assert {name for family, name in credited(body).items() if family not in sources} == set()


def test_those_who_are_credited_are_found() -> None:
    prose = "In 1967 Shun'ichi Amari and H. D. Block.\n\nYann Le Cun, without a year."
    assert credited(prose) == {"Amari": "Shun'ichi Amari", "Block": "H. D. Block"}


# Where the code departs from its paper: a phrase of each sentence on the card, and no sentence more.
DEPARTURES = {
    "mcculloch_pitts": ["exceeds", "search for the wiring", "time and loops", "Receptors"],
    "logistic_unit": ["Cox wrote statistics", "plain gradient descent"],
    "perceptron": ["response unit alone", "published in 1960", "learned as a bias"],
    "adaline": ["knobs", "average pattern", "bipolar view", "first gains"],
    "mark_i": [
        "whole retina",
        "error correction",
        "eight units",
        "negative numbers",
        "no limits",
        "defaults x = 6",
    ],
    "madaline": [
        "not seen the text",
        "exactly 0",
        "adapts the output unit",
        "stops its trials",
        "bipolar",
    ],
    "minsky_papert": ["some weights can compute", "All masks", "multiplied all the same"],
    "backprop": ["step shrinks", "skip a layer", "handbook of 1988", "later years"],
    "svm": ["soft margin", "SVC"],
    "rbm": ["Labels", "momentum stays at 0.5", "one standard deviation", "standard deviation of 2"],
    "pretrained_classifier": [
        "steepest descent",
        "held the pretrained layers",
        "standard deviation of 0.5",
        "taken for probabilities",
    ],
}


@pytest.mark.parametrize("name", DEPARTURES)
def test_each_departure_is_declared_and_no_other(name: str) -> None:
    declared = CARDS[name].departures
    phrases = DEPARTURES[name]
    assert [[phrase in sentence for phrase in phrases].count(True) for sentence in declared] == [
        1 for _ in declared
    ]
    assert all(any(phrase in sentence for sentence in declared) for phrase in phrases)


def test_every_model_of_ours_is_asked_for_its_departures() -> None:
    ours = {path.stem for path in (ROOT / "neurohistory" / "models").glob("[!_]*.py")}
    assert set(DEPARTURES) == ours & CARDS.keys()


@pytest.mark.parametrize("name", DEPARTURES)
def test_a_year_on_a_card_is_that_of_a_source(name: str) -> None:
    card: Card = CARDS[name]
    told = " ".join((card.idea, card.limit, *card.departures))
    years = {paper.year for paper in (card.paper, *card.also)}
    assert {int(year) for year in re.findall(r"\b(?:1[89]|20)\d\d\b", told)} <= years


def test_the_timeline_in_words_has_the_models_in_their_order_and_year() -> None:
    told = re.findall(
        r"^\*\*(\d{4}), ", (ROOT / "docs" / "timeline.md").read_text("utf-8"), re.MULTILINE
    )
    assert [int(year) for year in told] == [CARDS[name].year for name in CARDS if name in DEPARTURES]
