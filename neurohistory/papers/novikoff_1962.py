"""The convergence theorem: at most (R / gamma)^2 corrections."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Novikoff, A. B. J.",),
    title="On convergence proofs on perceptrons",
    booktitle="Proceedings of the Symposium on the Mathematical Theory of Automata 12, "
    "Polytechnic Institute of Brooklyn",
    pages="615-622",
    year=1962,
)
