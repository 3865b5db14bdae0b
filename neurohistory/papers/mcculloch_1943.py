"""The first artificial neuron: nets of all-or-none cells compute logic."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("McCulloch, Warren S.", "Pitts, Walter"),
    title="A logical calculus of the ideas immanent in nervous activity",
    journal="Bulletin of Mathematical Biophysics",
    volume="5",
    number="4",
    pages="115-133",
    year=1943,
    doi="10.1007/BF02478259",
)
