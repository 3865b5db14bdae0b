"""What tests of nets share: expressions to compile and to read."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st


@pytest.fixture(scope="session")
def expressions() -> st.SearchStrategy[str]:
    """Expressions of a, b, c and d, as people might write them, with all their parentheses."""
    return st.recursive(
        st.sampled_from(["a", "b", "c", "d", "a", "b", "c", "d", "0", "1"]),
        lambda part: st.one_of(
            part.map("(not {})".format),
            st.tuples(part, st.sampled_from(["and", "or", "^", "&", "|"]), part).map(
                lambda three: f"({' '.join(three)})"
            ),
            st.tuples(part, st.sampled_from([" and ", " or ", " ^ "]), part, part).map(
                lambda four: f"({four[1].join([four[0], *four[2:]])})"
            ),
        ),
        max_leaves=12,
    )
