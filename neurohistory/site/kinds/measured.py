"""What was measured for the page of a model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neurohistory.card import Card
from neurohistory.checks import weights_of
from neurohistory.trial import Trial

__all__ = ["Measured", "final_weights"]


@dataclass(frozen=True)
class Measured:
    """One model on AND, OR and XOR.

    Attributes
    ----------
    name : str
        The model's, in the catalog.
    card : Card
    learners : sequence of Trial
        A single start on each problem, with all its states.
    studies : sequence of Trial
        Many starts on each problem.
    variants : sequence of Trial
        The same for each of the card's other settings.
    """

    name: str
    card: Card
    learners: Sequence[Trial]
    studies: Sequence[Trial]
    variants: Sequence[Trial]

    @property
    def chance(self) -> bool:
        """Whether starts differ at all."""
        return any(trial.starts_differ for trial in self.studies)


def final_weights(trial: Trial) -> dict[str, float]:
    """What the weights of one learner are in the end, by name."""
    return weights_of(trial.model, trial.history.end)
