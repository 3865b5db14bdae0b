"""Results as plain values, the same keys in each: for tables, CSV and JSON."""

from __future__ import annotations

from collections.abc import Mapping

from neurohistory.reproduction.bands import Verdict
from neurohistory.reproduction.claim import CAUSES
from neurohistory.reproduction.running import Result

__all__ = ["in_words", "result_row", "result_summary", "tally"]


def result_row(result: Result) -> dict[str, object]:
    """Everything that is known of a claim and its run.

    Examples
    --------
    >>> from neurohistory.reproduction.running import reproduce
    >>> (result,) = reproduce(claims=["minsky_1969.parity.order_3"])
    >>> row = result_row(result)
    >>> row["printed"], row["ours"], row["verdict"], row["holds"]
    ('3', '3', 'reproduced', True)
    """
    claim = result.claim
    return {
        "claim": result.name,
        "says": claim.says,
        "place": claim.place,
        "printed": claim.printed,
        "ours": result.ours,
        "verdict": result.verdict.value,
        "recorded": claim.recorded.value,
        "holds": result.holds,
        "failure": result.failure,
        "band": result.band,
        "reason": claim.band.reason if claim.is_decided else "",
        "cause": CAUSES.get(claim.cause, ""),
        "missing": claim.missing,
        "stand_in": claim.stand_in,
        "despite": claim.despite,
        "settings": claim.experiment.settings if claim.experiment else "",
        "starts": result.starts,
        "seed": result.seed,
        **result.effort._asdict(),
        "departures": " ".join(claim.departures),
        "open_questions": " ".join(claim.open_questions),
        "confidence": claim.confidence,
        "tier": claim.tier,
        "on": claim.on,
        "version": claim.version,
        "corrections": " ".join(f"{each.on}: {each.text}" for each in claim.corrections),
        "command": result.command,
    }


def result_summary(result: Result) -> dict[str, str]:
    """What a table shows of it."""
    return {
        "claim": result.name,
        "printed": result.claim.printed or "–",
        "ours": result.ours,
        "verdict": "failed" if result.failure else result.verdict.value,
        "as recorded": "yes" if result.holds else "NO",
    }


def tally(results: list[Result]) -> dict[Verdict, int]:
    """How many claims have each verdict, all verdicts in their order.

    Examples
    --------
    >>> {verdict.value: n for verdict, n in tally([]).items()}["reproduced"]
    0
    """
    return {
        verdict: sum(1 for result in results if result.verdict is verdict and not result.failure)
        for verdict in Verdict
    }


def in_words(counts: Mapping[Verdict, int]) -> str:
    """How many there are of each verdict, in their order; those of which there is none are left out.

    Examples
    --------
    >>> in_words({Verdict.NOT_REPRODUCED: 1, Verdict.REPRODUCED: 2})
    '2 reproduced, 1 not reproduced'
    """
    return ", ".join(f"{n} {verdict.value}" for verdict in Verdict if (n := counts.get(verdict)))
