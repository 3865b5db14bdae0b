"""Numbers to draw: three trials of the perceptron, and axes to draw on."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from neurohistory import AND, OR, XOR, Trial, run
from neurohistory.plots import STYLE


@pytest.fixture(autouse=True)
def page_style() -> Iterator[None]:
    with mpl.rc_context(STYLE):
        yield


@pytest.fixture
def ax() -> Axes:
    return Figure().subplots()


@pytest.fixture(scope="session")
def perceptron_trials() -> list[Trial]:
    return [run("perceptron", gate, starts=30) for gate in (AND, OR, XOR)]
