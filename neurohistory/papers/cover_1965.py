"""How many patterns a plane can part: two for each weight."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Cover, Thomas M.",),
    title="Geometrical and statistical properties of systems of linear inequalities with applications "
    "in pattern recognition",
    journal="IEEE Transactions on Electronic Computers",
    volume="EC-14",
    pages="326-334",
    year=1965,
    doi="10.1109/PGEC.1965.264137",
)
