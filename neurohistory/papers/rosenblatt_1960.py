"""Error correction, and that it converges."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Rosenblatt, Frank",),
    title="On the convergence of reinforcement procedures in simple perceptrons",
    venue="Report VG-1196-G-4, Cornell Aeronautical Laboratory, Buffalo",
    year=1960,
)
