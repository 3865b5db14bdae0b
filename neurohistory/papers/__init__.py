"""The papers that the package cites, a file each: where it stands in print, and what it showed.

A file is named after the first author and the year, and holds the `neurohistory.card.Paper` as
``PAPER``.  Cards, docstrings and chapters refer to it.  It is imported when it is first cited.

Examples
--------
>>> from neurohistory import papers
>>> papers.rosenblatt_1958.PAPER.doi
'10.1037/h0042519'
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neurohistory.papers import (
        ackley_1985,
        aizerman_1964,
        amari_1967,
        block_1962,
        block_1970,
        boser_1992,
        cortes_1995,
        cover_1965,
        cox_1958,
        hebb_1949,
        hinton_2002,
        hinton_2006,
        hinton_2006_belief_nets,
        hoff_1962,
        hopfield_1982,
        ivakhnenko_1965,
        kaplan_1958,
        kelley_1960,
        linnainmaa_1976,
        mcclelland_1988,
        mcculloch_1943,
        minsky_1969,
        novikoff_1962,
        polyak_1964,
        ridgway_1962,
        rosenblatt_1957,
        rosenblatt_1958,
        rosenblatt_1960,
        rosenblatt_1960_simulations,
        rosenblatt_1962,
        ruder_2016,
        rumelhart_1986,
        rumelhart_1986_pdp,
        schmidhuber_2015,
        schmidhuber_2022,
        smolensky_1986,
        tieleman_2008,
        vapnik_1963,
        werbos_1974,
        werbos_1982,
        widrow_1960,
        widrow_1962,
        widrow_1990,
        wilson_1927,
        winter_1988,
        younes_1999,
    )

__all__ = [
    "ackley_1985",
    "aizerman_1964",
    "amari_1967",
    "block_1962",
    "block_1970",
    "boser_1992",
    "cortes_1995",
    "cover_1965",
    "cox_1958",
    "hebb_1949",
    "hinton_2002",
    "hinton_2006",
    "hinton_2006_belief_nets",
    "hoff_1962",
    "hopfield_1982",
    "ivakhnenko_1965",
    "kaplan_1958",
    "kelley_1960",
    "linnainmaa_1976",
    "mcclelland_1988",
    "mcculloch_1943",
    "minsky_1969",
    "novikoff_1962",
    "polyak_1964",
    "ridgway_1962",
    "rosenblatt_1957",
    "rosenblatt_1958",
    "rosenblatt_1960",
    "rosenblatt_1960_simulations",
    "rosenblatt_1962",
    "ruder_2016",
    "rumelhart_1986",
    "rumelhart_1986_pdp",
    "schmidhuber_2015",
    "schmidhuber_2022",
    "smolensky_1986",
    "tieleman_2008",
    "vapnik_1963",
    "werbos_1974",
    "werbos_1982",
    "widrow_1960",
    "widrow_1962",
    "widrow_1990",
    "wilson_1927",
    "winter_1988",
    "younes_1999",
]


def __getattr__(name: str) -> ModuleType:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return import_module(f"{__name__}.{name}")
