"""The nets of Figure 1 of McCulloch and Pitts (1943), each with its formula.

The formulas are those printed under the figure (page 105 of the reprint in the Bulletin of
Mathematical Biology 52 (1990) 99-115).  N1, N2, ... are the paper's names; the cells in between have
small letters, and their wiring is ours or agrees with published readings of the drawings.

The threshold is 2 everywhere: a source that suffices alone makes two endings, a source that needs a
partner makes one.  This is a reading of the drawings, for the paper prints no number there; the proof
of its Theorem I lets a cell fire where the sum of its endings *exceeds* its threshold.
"""

from __future__ import annotations

from typing import NamedTuple

from neurohistory.nervous_nets.net import Net, Neuron

__all__ = ["FIGURE_1", "Drawing"]


class Drawing(NamedTuple):
    """A net of the figure: its letter, what it does, its formulas in symbols and in words."""

    letter: str
    title: str
    net: Net
    formulas: tuple[str, ...]
    words: str

    @property
    def name(self) -> str:
        """The letter and the title."""
        return f"{self.letter}: {self.title}"


_A = Drawing(
    "a",
    "a relay",
    Net(["N1"], [Neuron("N2", {"N1": 2})]),
    ("N2(t) = N1(t−1)",),
    "N2 fires one tick after N1.",
)
_B = Drawing(
    "b",
    "or",
    Net(["N1", "N2"], [Neuron("N3", {"N1": 2, "N2": 2})]),
    ("N3(t) = N1(t−1) or N2(t−1)",),
    "N3 fires one tick after N1 or N2 or both.",
)
_C = Drawing(
    "c",
    "and",
    Net(["N1", "N2"], [Neuron("N3", {"N1": 1, "N2": 1})]),
    ("N3(t) = N1(t−1) and N2(t−1)",),
    "N3 fires one tick after N1 and N2 fire together.",
)
_D = Drawing(
    "d",
    "and not",
    Net(["N1", "N2"], [Neuron("N3", {"N1": 2}, inhibitory=["N2"])]),
    ("N3(t) = N1(t−1) and not N2(t−1)",),
    "N3 fires one tick after N1, unless N2 fires with it.",
)
_E = Drawing(
    "e",
    "the illusion of heat and cold",
    Net(
        ["N1", "N2"],
        [
            Neuron("a", {"N2": 2}),
            Neuron("b", {"a": 2}, inhibitory=["N2"]),
            Neuron("N3", {"N1": 2, "b": 2}),
            Neuron("N4", {"a": 1, "N2": 1}),
        ],
    ),
    (
        "N3(t) = N1(t−1) or [N2(t−3) and not N2(t−2)]",
        "N4(t) = N2(t−2) and N2(t−1)",
    ),
    "N1 is a receptor of heat and N2 one of cold.  N3, which feels heat, fires one tick after the "
    "receptor of heat, and also three ticks after a tick of cold that was the last.  N4 feels cold, "
    "after two ticks of cold in a row.",
)
_F = Drawing(
    "f",
    "relative inhibition, rebuilt with absolute inhibition",
    Net(
        ["N1", "N2", "N3"],
        [
            Neuron("a", {"N2": 2, "N3": 2}, inhibitory=["N1"]),
            Neuron("b", {"N2": 1, "N3": 1}),
            Neuron("N4", {"a": 2, "b": 2}),
        ],
    ),
    ("N4(t) = [not N1(t−2) and (N2(t−2) or N3(t−2))] or [N1(t−2) and N2(t−2) and N3(t−2)]",),
    "N4 fires for one of N2 and N3 while N1 is silent; against N1 it takes both.  A cell whose "
    "threshold an inhibitor raises does this in one tick; cells with a veto take two.",
)
_G = Drawing(
    "g",
    "extinction imitated",
    Net(
        ["N1", "N2"],
        [
            Neuron("a", {"N1": 2}),
            Neuron("b", {"N2": 2}, inhibitory=["a"]),
            Neuron("N3", {"b": 2}),
        ],
    ),
    ("N3(t) = N2(t−2) and not N1(t−3)",),
    "N3 fires two ticks after N2, unless N1 fired a tick before N2 did.",
)
_H = Drawing(
    "h",
    "temporal summation imitated",
    Net(["N1"], [Neuron("a", {"N1": 2}), Neuron("N2", {"N1": 1, "a": 1})]),
    ("N2(t) = N1(t−1) and N1(t−2)",),
    "N2 fires after two spikes of N1 in a row: a relay makes them arrive together.",
)
_I = Drawing(
    "i",
    "learning imitated by a loop",
    Net(
        ["N1", "N2"],
        [
            Neuron("a", {"N1": 1, "N2": 1, "a": 2}),
            Neuron("N3", {"N2": 2, "N1": 1, "a": 1}),
        ],
    ),
    ("N3(t) = N2(t−1) or [N1(t−1) and N1(x) and N2(x) for some earlier x]",),
    "N2 always fires N3.  N1 does so only after N1 and N2 have once fired together: that sets cell a "
    "going, which keeps itself going for ever.",
)

FIGURE_1: dict[str, Drawing] = {
    drawing.letter: drawing for drawing in (_A, _B, _C, _D, _E, _F, _G, _H, _I)
}
