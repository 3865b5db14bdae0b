"""Deep autoencoders, pretrained machine by machine and then tuned as one."""

from neurohistory.card import Paper

__all__ = ["PAPER"]

PAPER = Paper(
    authors=("Hinton, Geoffrey E.", "Salakhutdinov, Ruslan R."),
    title="Reducing the dimensionality of data with neural networks",
    journal="Science",
    volume="313",
    pages="504-507",
    year=2006,
    doi="10.1126/science.1127647",
)
