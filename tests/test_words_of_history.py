"""What the pages say of history: claims that are not so stand nowhere, and those made have a source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from neurohistory import catalog
from neurohistory.card import Card
from neurohistory.site.citations import with_citations

ROOT = Path(__file__).parents[1]
CARDS = {name: model.card for name, model in catalog.timeline().models.items()}


def text_of(path: Path) -> str:
    """A file; chapters and written pages with what they cite."""
    text = path.read_text(encoding="utf-8")
    return with_citations(text) if path.parts[len(ROOT.parts)] in ("gallery", "docs") else text


def words_of(path: Path) -> str:
    """The prose of a page, a script or a module in one line; code and string marks stay in."""
    lines = text_of(path).splitlines()
    return " ".join(" ".join(line.lstrip("#").strip().strip('"') for line in lines).split())


PLACES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "gallery").rglob("*.py")),
    *sorted((ROOT / "gallery").rglob("*.md")),
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
    r"DeepBelief|(?<!no )(?<!taught a )deep belief net(?!s| of 2006)": "a deep belief net for each",
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


_CLAIM = re.compile(r'\*\*"[^"]*"\*\*')  # a heading that quotes what the paragraph below it corrects
_CORRECTED = re.compile(r"\bdisputed\b|\boften told\b", re.IGNORECASE)
_END = re.compile(
    r"(?<=[.!?])[\"')*]*\s+|=\s*\(?\"|\","
)  # of a sentence, in prose or in a string of code


def sentences(text: str) -> list[str]:
    """What a page says in a voice of its own: no claim that it quotes or corrects in the same breath."""
    said = _END.split(_CLAIM.sub(" ", text).replace("*", ""))
    return [sentence for sentence in said if not _CORRECTED.search(sentence)]


SAID = {place: sentences(text) for place, text in TEXTS.items()}


def together(*words: str) -> str:
    """A pattern of sentences that have all these words, in whatever order."""
    return "^" + "".join(rf"(?=.{{0,300}}\b(?:{word}))" for word in words)


# Whatever the words: a kind of claim that is not so, and some of the ways to make it.
KINDS = {
    "before 1986 no hidden unit was taught": (
        together(
            r"nobody|no one|no (?:way|method|rule|means|procedure)\b|impossible|could ?not\b|cannot\b|"
            r"un(?:train|teach)",
            r"(?:un)?(?:train|teach|taught|learn)",
            r"hidden|(?:multi-?)?layer|(?:inner|middle) units",
            r"(?:before|until|till|prior to) (?:\w+ ){0,3}(?:1986|Rumelhart|back-?propagation)",
        ),
        "Before 1986 nobody could train a hidden layer.",
        "There was no way to teach the hidden units until 1986.",
        "Until Rumelhart, networks of several layers could not be trained.",
        "Multilayer networks could not be taught until back-propagation came.",
        "Hidden layers were untrainable before 1986.",
    ),
    "1960 put the layer of chance before the perceptron": (
        r"\b(?:Mark I|1960)\b.{0,60}\b(?:add(?:s|ed)|put|brought|introduced|gave it|was the first|new)\b"
        r".{0,40}\b(?:layer|random|hidden|association)",
        "The Mark I added a layer of random units to the perceptron of 1958.",
        "In 1960 Rosenblatt introduced association units that nobody teaches.",
        "The Mark I was the first with a hidden layer.",
    ),
    "ADALINE is an answer to the perceptron": (
        r"\b(?:ADALINE|Widrow|Hoff|LMS|delta rule)\b.{0,40}"
        r"\b(?:improve\w*|refine\w*|repair\w*|correct(?:s|ed)|fixe[sd]|mended|succeed(?:s|ed)|grew out|"
        r"built on|replied|answered)\b.{0,30}\b(?:perceptron|Rosenblatt)",
        "ADALINE improved on the perceptron.",
        "Widrow and Hoff refined Rosenblatt's rule.",
        "ADALINE corrected a flaw of the perceptron.",
    ),
    "a proof ended the field": (
        r"\b(?:XOR|book|Minsky|Papert|theorems?|proof)\b.{0,60}\b(?:kill(?:s|ed)|end(?:s|ed)|stop(?:s|ped)|"
        r"halt(?:s|ed)|fr[eo]+ze|destroyed|put an end to)\b.{0,40}"
        r"\b(?:research|field|funding|work on|neural net(?:work)?s)|"
        r"\b(?:after|because of|since) (?:\w+ ){0,4}(?:XOR|book|Papert)\b.{0,40}"
        r"\b(?:research|field|funding|work on)\b.{0,40}\b(?:died|dried up|ended|stopped|ceased|halted)|"
        r"\b(?:XOR|book|Minsky|Papert|1969)\b.{0,60}\bAI winter",
        "The XOR proof ended research on neural networks for a decade.",
        "After Minsky and Papert research stopped for ten years.",
        "The book of 1969 brought the first AI winter.",
        "Minsky and Papert killed the field.",
    ),
    "2002 was the first to learn without a teacher": (
        together(
            r"first\b(?! (?:weight|state|layer|stage|machine of))|(?:2002|2006)\b.{0,40}invent|began in",
            r"(?:without|no) (?:a |any )?(?:teacher|labels?|supervision)|unsupervised",
        ),
        "2002 was the first machine that learned without a teacher.",
        "The restricted Boltzmann machine was the first of all that needed no labels.",
        "Learning without labels began in 2002.",
    ),
    "kernels or margins are of the 1990s": (
        r"(?<!soft )\b(?:kernels?|margins?)\b.{0,40}\b(?:invented|introduced|discovered|proposed|new)\b"
        r".{0,40}\b(?:199\d|Vapnik|Cortes|Boser)|"
        r"\bkernels?\b (?:are|is|were|was) (?:of 199|Vapnik|due to|by )|"
        r"\b(?:199\d|Vapnik|Cortes|Boser)\b.{0,40}\b(?:invented|introduced|discovered|proposed)\b"
        r".{0,20}(?<!soft )\b(?:kernels?|margins?)\b",
        "Kernels were invented in 1995 by Vapnik.",
        "In 1995 Cortes and Vapnik introduced the kernel.",
        "Kernels are Vapnik's idea of 1995.",
    ),
}


@pytest.mark.parametrize("claim", NOT_SO)
def test_what_is_not_so_stands_nowhere(claim: str) -> None:
    told = {
        place: found[0]
        for place, text in TEXTS.items()
        if (found := re.search(claim, _CLAIM.sub(" ", text).replace("*", ""), re.IGNORECASE))
    }
    assert told == {}


@pytest.mark.parametrize("kind", KINDS)
def test_no_sentence_is_of_a_kind_that_is_not_so(kind: str) -> None:
    claim = re.compile(KINDS[kind][0], re.IGNORECASE)
    told = {
        place: sentence for place, said in SAID.items() for sentence in said if claim.search(sentence)
    }
    assert told == {}


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [*NOT_SO.items(), *((claim, sentence) for claim, *told in KINDS.values() for sentence in told)],
)
def test_it_would_be_found_if_it_did(claim: str, sentence: str) -> None:
    page = sentences(f"Said before. {sentence} Said after.") if sentence.endswith(".") else [sentence]
    assert any(re.search(claim, said, re.IGNORECASE) for said in page)


@pytest.mark.parametrize(
    "sentence",
    [
        "The paper of 1995 introduced the soft margin.",
        "Rosenblatt described random association units in 1958, before the Mark I.",
        "ADALINE and the perceptron rule are twins of 1959.",
        "Before 1986 several people taught hidden layers.",
        "Learning without a teacher is older than 2002.",
    ],
)
def test_what_is_so_may_be_said(sentence: str) -> None:
    assert not [kind for kind, (claim, *_) in KINDS.items() if re.search(claim, sentence, re.I)]


# What a page tells, and how the source begins that it gives for it.
TOLD = {
    "docs/timeline.md": {
        "printed in 1960, a few months apart": 'Widrow and M. A. Lehr, "30 years',
        "in a laboratory report of January 1957": "Psychological Review",
        "is disputed": "M. Olazaran",
        "Wightman": "Principles of Neurodynamics",
        "two of them adaptive": "arXiv:2212.11279",
        "in 1967, and his student": 'S. Amari, "A theory',
        "his paper of 1982": "Applications of advances in nonlinear sensitivity analysis",
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
        "von Neumann (1956)": "and Kleene, Minsky and von Neumann 1956",
        "seems to represent": "Psychological Review",
        "in a report of 1960": "VG-1196-G-4",
    },
    "gallery/1958_round_and_round.py": {
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
        "his student Saito's": "arXiv:2212.11279",
        "it had learned around them": "Adaline: smarter than sweet",
    },
    "gallery/1969_xor.py": {
        "This is disputed": "sociological study of the official history",
        "eleven years before": "Psychological Review",
        "book of the year": "Talking Nets",
    },
    "gallery/1969_xor_and_beyond.py": {
        "S. A. Levin proved": "boundedness of an iterative procedure",
    },
    "gallery/1969_xor_and_order.py": {"takes it up": "T and C, page 348"},
    "gallery/1986_backprop.py": {
        "neurons do not send real numbers": "Talking Nets",
        "between -0.3 and 0.3": "Explorations in Parallel Distributed Processing",
        "along a flight path": 'Kelley, "Gradient theory',
        "gradient training in 1967": 'Amari, "A theory',
        "his student Saito": "arXiv:2212.11279",
        "how far it applies the method to neural networks is disputed": "nonlinear sensitivity analysis",
    },
    "gallery/1995_kernels.py": {
        "Vapnik and Lerner's": "generalized portrait method",
        "in the three months before": "the invention of support vector machines",
    },
    "gallery/2002_rbm.py": {
        "described it in 1985": "A learning algorithm for Boltzmann machines",
        "Donald Hebb": "The Organization of Behavior",
    },
    "gallery/2002_rbm_bars_and_stripes.py": {
        "Laurent Younes": "Markovian stochastic algorithms",
    },
    "gallery/2006_deep_autoencoder.py": {
        "even after prolonged fine-tuning": "10.1126/science.1127647",
    },
    "gallery/2006_deep_features.py": {
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
    if "## Sources" in text_of(ROOT / place):
        assert text.rindex(source) > text.index(told)


_YEAR = r"\b(?:1[89]|20)\d\d\b"
_QUOTED = re.compile(
    r"```.*?```|\[\^\w+\]|<[^>]*>|\*[^*]+\*|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]\([^)]*\)|\$[^$]*\$", re.DOTALL
)  # titles, links and formulas name nobody
_CAPITAL = re.compile(
    r"\b[A-Z][A-Za-z]*[a-z]{2,}\b(?!(?:'[a-z]{2,})?[ -](?:[A-Z]\. )?[A-Z])"
)  # no first name
_SOURCED = re.compile(r"(?:[A-Z]\. )+(?:Le |von )?([A-Z][A-Za-z]*[a-z]{2,})(?=,| and)")
_LOWER = {word for text in TEXTS.values() for word in re.findall(r"\b[a-z]{3,}\b", text)}
PEOPLE = {
    *(
        name.split(",")[0]
        for card in CARDS.values()
        for paper in (card.paper, *card.also)
        for name in paper.authors
    ),
    *(name for text in TEXTS.values() for name in _SOURCED.findall(text)),
}
_NOBODY = {
    "January",
    "March",
    "June",
    "July",
    "September",
    "October",
    "November",
    "English",
    "Stanford",
    "Office",
    "Boltzmann",
}


def credited(prose: str) -> set[str]:
    """The family names in sentences that name a year: of people we know, and of any others.

    A capital names somebody if a source has the word for a name, or if the word never has a small letter
    and does not merely begin a sentence.
    """
    plain = _QUOTED.sub(" ", prose.replace("**", ""))
    names = set()
    for paragraph in re.split(r"\n\s*\n", plain):
        for sentence in re.split(r"(?<![A-Z])[.!?]\s|\|", " ".join(paragraph.split()) + " "):
            for word in _CAPITAL.finditer(sentence) if re.search(_YEAR, sentence) else ():
                begins = (
                    not re.match(rf"(?:'s)?,? \(?{_YEAR}", sentence[word.end() :]) and not word.start()
                )
                if word[0] in PEOPLE or not (begins or word[0].lower() in _LOWER):
                    names.add(word[0])
    return names - _NOBODY


def prose_and_sources(path: Path) -> tuple[str, str]:
    """What a page tells, and the list of sources below it: a heading's, or footnotes."""
    text = text_of(path)
    if path.suffix == ".py":
        lines = text.splitlines()
        text = "\n".join(line[2:] if re.match("# (?!%%)", line) else "" for line in lines)
        prose, _, sources = text.partition("\n## Source")
    else:
        note = re.compile(r"^\[\^.*?(?=^\[\^|\Z)", re.MULTILINE | re.DOTALL)
        prose, sources = note.sub("", text), "\n".join(note.findall(text))
    return prose, sources


STORY = [
    *(path for path in sorted((ROOT / "gallery").rglob("[0-9]*.py")) if path.parent.name != "atoms"),
    *(ROOT / "docs" / name for name in ("timeline.md", "certificates.md", "scoreboard.md")),
]


@pytest.mark.parametrize("page", STORY, ids=lambda path: path.stem)
def test_whoever_is_credited_with_a_year_is_in_the_sources(page: Path) -> None:
    prose, sources = prose_and_sources(page)
    assert sources
    assert {name for name in credited(prose) if not re.search(rf"\b{name}\b", sources)} == set()


def test_those_who_are_credited_are_found() -> None:
    assert credited("In 1967 Shun'ichi Amari and H. D. Block.\n\nYann Le Cun, without a year.") == {
        "Amari",
        "Block",
    }
    assert credited("Gordan (1873). The rule of Hebb is of 1949. In 1967 Amari taught more.") == {
        "Gordan",
        "Hebb",
        "Amari",
    }
    assert credited("Zzyzzowski, 1961.") == {"Zzyzzowski"}
    assert credited("In May 1958, by then. **What** *Minsky* (1969) [Pitts](1943.md) said.") == set()


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
        "negative or not",
        "no limits",
        "defaults x = 6",
    ],
    "madaline": [
        "not seen the text",
        "exactly 0",
        "bipolar",
    ],
    "madaline_ii": [
        "not seen the paper",
        "exactly 0",
        "adapts the output units last",
        "The trials end",
        "one output unit",
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
