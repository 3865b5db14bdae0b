"""Nets that use the same weights at many times, or at many places: unfolded in time, and fields.

Both are nets of `neurohistory.network.groups` with ties, as `neurohistory.papers.rumelhart_1986_pdp`
tells them.  A net with loops is a net of layers, one for each tick, all with the same weights.  A
field that looks at every place of a retina with the same weights is the first convolution.
"""

from __future__ import annotations

import numpy as np

from neurohistory.network.groups import Group, GroupedNet

__all__ = ["fields", "unfolded"]


def unfolded(n_units: int, n_ticks: int) -> GroupedNet:
    """Units that all see one another a tick before, for so many ticks; the inputs are their first state.

    Examples
    --------
    >>> net = unfolded(3, 4)
    >>> len(net.groups), net.n_parameters
    (4, 12)
    """
    of_a_tick = np.arange((1 + n_units) * n_units)
    groups = [Group(n_units, (tick,)) for tick in range(n_ticks)]
    return GroupedNet([n_units], groups, ties=np.tile(of_a_tick, n_ticks))


def fields(side: int, width: int) -> GroupedNet:
    """A hidden unit for each place of a field on a retina, one set of weights, and one output.

    The output sees all hidden units with one weight too, so that it does not matter where a thing is.

    Examples
    --------
    >>> fields(5, 3).n_parameters  # nine and a bias, one and a bias
    12
    """
    places = side - width + 1
    inward = np.full((1 + side * side, places * places), -1)
    inward[0] = width * width
    for place in range(places * places):
        row, column = divmod(place, places)
        for at in range(width * width):
            down, right = divmod(at, width)
            inward[1 + (row + down) * side + column + right, place] = at
    outward = np.full(1 + places * places, width * width + 1)
    outward[0] = width * width + 2
    ties = np.concatenate([inward.ravel(), outward])
    return GroupedNet([side * side], [Group(places * places, (0,)), Group(1, (1,))], ties=ties)
