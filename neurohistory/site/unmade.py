"""What stands where a page, or a part of one, could not be made: what there is to say, and why."""

from __future__ import annotations

from neurohistory.card import Card

__all__ = ["apology", "unmade_model"]


def apology(reason: str) -> str:
    """A note with the reason, in Markdown.

    Parameters
    ----------
    reason : str
        Its first line is shown.

    Examples
    --------
    >>> print(apology("it takes three inputs"), end="")
    !!! failure "This could not be made"
    <BLANKLINE>
        it takes three inputs
    """
    told = (reason.splitlines() or ["nothing was said"])[0]
    return f'!!! failure "This could not be made"\n\n    {told}\n'


def unmade_model(name: str, card: Card, reason: str) -> str:
    """The page of a model that could not be run on AND, OR and XOR: its card, and what is missing.

    Parameters
    ----------
    name : str
        The model's, in the catalog.
    card : Card
    reason : str
    """
    return "\n\n".join(
        [
            f"# {card.title}",
            f'<span class="card-year">{card.year}</span> {" · ".join(card.people)}',
            card.idea,
            f"**What it could not do.** {card.limit}",
            apology(reason),
            "The pictures, the player and the steps of this page are left out. They show a machine on "
            "AND, OR and XOR, which have two inputs and two classes. A machine that is made for other "
            "examples can still be run on them, from a file with a column for each input:",
            f"```console\n$ neurohistory compare {name} --data FILE --target COLUMN\n```",
            f"## Source\n\n- {card.paper.markdown}.\n",
        ]
    )
