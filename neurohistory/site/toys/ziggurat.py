"""The table from which NumPy draws normal numbers, read off NumPy itself.

The scripts of the pages draw the same numbers from the same seed (``assets/numpy-random.js``).  They
need the 256 layers of the ziggurat that NumPy lays under the bell curve.  Computing the layers from
their formula gives other last digits than NumPy's constants have.  So a generator is made whose bits
are ours, and NumPy tells which number it makes of them.  The widths suffice: where a layer lies under
the curve for sure, and how high it is, follow from them.
"""

from __future__ import annotations

import base64
import ctypes

import numpy as np

__all__ = ["NumpysLayers", "widths", "ziggurat_script"]

_LAYERS = 256
_PLACE = 2**40  # one of the 2^52 within a layer; any would do


class _Bits(ctypes.Structure):
    """What NumPy keeps of a generator of random bits: its state, and whom to ask for more."""

    _fields_ = [
        (name, ctypes.c_void_p) for name in ("state", "next_uint64", "next_uint32", "next_double", "raw")
    ]


class NumpysLayers:
    """NumPy's generator of normal numbers, with bits that it is told.

    Examples
    --------
    >>> layers = NumpysLayers()
    >>> layers.draw(255, 0), layers.draw(1, 0)
    ((0.0, True), (0.0, False))
    """

    def __init__(self) -> None:
        self._bits = self._second_draws = 0
        source = np.random.PCG64(0)
        asked = ctypes.cast(source.ctypes.bit_generator, ctypes.POINTER(_Bits)).contents
        # NumPy has their addresses alone, so they are kept here.
        self._next_uint64 = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)(lambda _: self._bits)
        self._next_double = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p)(self._second_draw)
        asked.next_uint64 = ctypes.cast(self._next_uint64, ctypes.c_void_p).value
        asked.next_double = ctypes.cast(self._next_double, ctypes.c_void_p).value
        self._generator = np.random.Generator(source)

    def _second_draw(self, _: int) -> float:
        self._second_draws += 1
        return 0.9 if self._second_draws % 2 == 0 else 0.0  # what a layer, and the tail, do not refuse

    def draw(self, layer: int, place: int) -> tuple[float, bool]:
        """The number at a place of a layer, and whether it lies under the curve for sure.

        Parameters
        ----------
        layer : int
            0 to 255.
        place : int
            0 to 2^52 - 1, and not the last in its layer, which NumPy refuses for ever.

        Returns
        -------
        float
            The number.
        bool
            Whether NumPy asked for no second draw.
        """
        self._bits, self._second_draws = layer | place << 9, 0
        number = self._generator.standard_normal()
        return number, self._second_draws == 0


def widths() -> list[float]:
    """The width of each layer, as a part of 2^52.

    Examples
    --------
    >>> len(widths()), round(2**52 * widths()[255], 6)  # where the tail begins
    (256, 3.654153)
    """
    layers = NumpysLayers()
    return [layers.draw(layer, _PLACE)[0] / _PLACE for layer in range(_LAYERS)]


def ziggurat_script() -> str:
    """The widths as a script, for pages that are opened from disk, where no script may fetch data.

    They are bytes in base64, half as long as their digits.
    """
    packed = base64.b64encode(np.array(widths(), dtype="<f8").tobytes()).decode("ascii")
    return (
        "globalThis.neurohistory ??= {};\n"
        f'{{\nconst bytes = Uint8Array.from(atob("{packed}"), (letter) => letter.charCodeAt(0));\n'
        "neurohistory.ziggurat = { width: new Float64Array(bytes.buffer) };\n}\n"
    )
