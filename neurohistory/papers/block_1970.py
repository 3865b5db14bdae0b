"""Error correction stays bounded where no plane separates the classes."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Block, H. D.", "Levin, S. A."),
    title="On the boundedness of an iterative procedure for solving a system of linear inequalities",
    journal="Proceedings of the American Mathematical Society",
    volume="26",
    pages="229-235",
    year=1970,
)
