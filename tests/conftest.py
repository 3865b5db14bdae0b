"""What all tests share: how Hypothesis searches."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run, and no clock: a slow machine is not a wrong result.
settings.register_profile(
    "neurohistory", max_examples=40, derandomize=True, deadline=None, print_blob=True
)
settings.load_profile("neurohistory")
