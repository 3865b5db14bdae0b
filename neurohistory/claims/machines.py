"""The machines of their time, as far as a source tells how fast they were."""

from __future__ import annotations

from neurohistory.reproduction.claim import OldMachine

__all__ = ["IBM_704"]

IBM_704 = OldMachine(
    name="an IBM 704",
    seconds=(84 + 204) * 1e-6,
    source="IBM's description of the 704, as a copy at palosverdes.com/lasthurrah has it: 84 "
    "microseconds for an addition and 204 for a multiplication, both in floating point",
)
