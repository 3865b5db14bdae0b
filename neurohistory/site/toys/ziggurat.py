"""The tables from which NumPy draws normal numbers, read off NumPy itself.

The scripts of the pages draw the same numbers from the same seed (``assets/numpy-random.js``).  They
need the 256 layers of the ziggurat that NumPy lays under the bell curve.  Computing the layers from
their formula gives other last digits than NumPy's constants have.  So a generator is made whose bits
are ours, and NumPy tells which number it makes of them.
"""

from __future__ import annotations

import base64
import ctypes
from math import exp

import numpy as np

__all__ = ["ziggurat", "ziggurat_script"]

_TABLES = ("width", "inside", "height")
_LAYERS, _MOST = 256, 2**52  # a place within a layer is a number of 52 bits
_EDGE = 3.6541528853610088  # where the tail begins


class _Bits(ctypes.Structure):
    """What NumPy keeps of a generator of random bits: its state, and whom to ask for more."""

    _fields_ = [
        (name, ctypes.c_void_p) for name in ("state", "next_uint64", "next_uint32", "next_double", "raw")
    ]


def ziggurat() -> dict[str, list[float] | list[int] | float]:
    """The layers: their width, how much of them lies under the curve for sure, and its height there.

    Returns
    -------
    dict
        ``"width"``, ``"inside"`` and ``"height"``, a number for each layer, and ``"edge"``.  The heights
        come from the widths by the formula and may be off by the last bit; they decide one draw in a
        hundred, and that by a comparison.

    Examples
    --------
    >>> layers = ziggurat()
    >>> len(layers["width"]), layers["inside"][1], layers["height"][0]
    (256, 0, 1.0)
    """
    source = np.random.PCG64(0)
    asked = ctypes.cast(source.ctypes.bit_generator, ctypes.POINTER(_Bits)).contents
    bits, second_draws = 0, 0

    def ask_for_double(_: int) -> float:
        nonlocal second_draws
        second_draws += 1
        return 0.9 if second_draws % 2 == 0 else 0.0  # what a layer, and the tail, do not refuse

    next_uint64 = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p)(lambda _: bits)
    next_double = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p)(ask_for_double)
    asked.next_uint64 = ctypes.cast(next_uint64, ctypes.c_void_p).value
    asked.next_double = ctypes.cast(next_double, ctypes.c_void_p).value
    generator = np.random.Generator(source)

    def drawn(layer: int, place: int) -> tuple[float, bool]:
        """The number at a place of a layer, and whether it lies under the curve for sure."""
        nonlocal bits, second_draws
        bits, second_draws = layer | place << 9, 0
        number = generator.standard_normal()
        return number, second_draws == 0

    def first_outside(layer: int) -> int:
        low, high = 0, _MOST
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if drawn(layer, middle)[1] else (low, middle)
        return low

    width = [drawn(layer, 2**40)[0] / 2**40 for layer in range(_LAYERS)]
    return {
        "width": width,
        "inside": [first_outside(layer) for layer in range(_LAYERS)],
        "height": [1.0, *(exp(-0.5 * (_MOST * w) ** 2) for w in width[1:])],
        "edge": _EDGE,
    }


def ziggurat_script() -> str:
    """The layers as a script, for pages that are opened from disk, where no script may fetch data.

    Their three times 256 numbers are bytes in base64, half as long as their digits.
    """
    layers = ziggurat()
    numbers = np.array([layers[name] for name in _TABLES], dtype="<f8")
    packed = base64.b64encode(numbers.tobytes()).decode("ascii")
    taken = ", ".join(
        f"{name}: all.subarray({_LAYERS * place}, {_LAYERS * (place + 1)})"
        for place, name in enumerate(_TABLES)
    )
    return (
        "globalThis.neurohistory ??= {};\n{\n"
        f'const bytes = Uint8Array.from(atob("{packed}"), (letter) => letter.charCodeAt(0));\n'
        "const all = new Float64Array(bytes.buffer);\n"
        f"neurohistory.ziggurat = {{ edge: {_EDGE!r}, {taken} }};\n}}\n"
    )
