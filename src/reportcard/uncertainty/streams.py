"""Normal numbers keyed by school, measure and seed: the same wherever, whenever and by whomever they are drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from reportcard.uncertainty.normal import quantiles

Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]

# SplitMix64: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA. The n-th number of a
# stream is a function of its key and n alone, so that any part of any stream can be had without the rest.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = tuple(np.uint64(shift) for shift in (30, 27, 31))
#: Normal numbers that 64 random bits make.
TOGETHER = 4


def keys(names: Iterable[str], seed: int | None = None) -> Keys:
    """A key for each name, by a hash that is the same on every machine; ``seed`` makes others of the same names."""
    salt = b"" if seed is None else seed.to_bytes(8, "little")
    digests = (hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8, key=salt) for name in names)
    return np.frombuffer(b"".join(digest.digest() for digest in digests), "<u8").astype(np.uint64)


def normals(keys: Keys, first: int, count: int) -> Floats:
    """Standard normal numbers ``first`` to ``first + count`` of each key's stream, shape (*keys, count).

    Each is the middle of one of 65,536 equally likely strata, chosen by 16 random bits.

    Args:
        keys: Keys of the streams.
        first: Number of the first draw, a multiple of 4.
        count: Number of draws.
    """
    start = first // TOGETHER
    words = -(-count // TOGETHER)
    counter = np.arange(start + 1, start + words + 1, dtype=np.uint64) * _STEP
    bits = _mixed(keys[..., None] + counter)
    strata = bits.astype("<u8", copy=False).view("<u2")[..., :count]
    return np.take(quantiles(), strata, mode="clip")


def _mixed(bits: Keys) -> Keys:
    """The bits, mixed in place."""
    passing = np.empty_like(bits)
    for shift, factor in zip(_SHIFTS, (_FIRST, _SECOND, None), strict=True):
        np.right_shift(bits, shift, out=passing)
        np.bitwise_xor(bits, passing, out=bits)
        if factor is not None:
            np.multiply(bits, factor, out=bits)
    return bits
