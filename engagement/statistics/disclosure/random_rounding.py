"""Random rounding of counts of people; the same set of people is always rounded alike (cell key method).

Every person has a secret number, the record key. A cell's key is the sum of the record keys of its people
and determines how its count is rounded. So the same set of people is rounded alike in every table and on
every day, and asking again reveals nothing new. Sets that differ by one person are rounded independently,
so their difference says nothing about that person. Record keys and cell keys are the method of the
Australian Bureau of Statistics (Marley and Leaver, "A Method for Confidentialising User-Defined Tables",
2011); rounding at random to a base is that of Stats NZ (RR3, 2013 Census confidentiality rules).

The noise added before rounding is unbounded and follows the two-sided geometric distribution (Ghosh,
Roughgarden and Sundararajan, "Universally Utility-Maximizing Privacy Mechanisms", 2009). With bounded
noise, exact counts could be solved from sums of cells (Asghar and Kaafar, "Averaging Attacks on Bounded
Noise-based Disclosure Control Algorithms", 2020).
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: The distance over which the probability of noise falls by the factor e, as a part of the base.
SPREAD: Final = 0.2
_BYTES: Final = 8
_STARTS: Final = tuple(
    np.uint64(word)
    for word in (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
)


def record_keys(people: NDArray[np.int64], secret: bytes) -> NDArray[np.uint64]:
    """Return the record key of each person by SipHash-2-4; equal for equal person and secret."""
    key = hmac.digest(secret, b"record keys", "sha256")
    return siphash(np.asarray(people, dtype=np.int64).view(np.uint64), key[:16])


def siphash(words: NDArray[np.uint64], key: bytes) -> NDArray[np.uint64]:
    """Return SipHash-2-4 (Aumasson and Bernstein, 2012) of each 8-byte word, with a 16-byte key."""
    first_key, other = (
        np.uint64(int.from_bytes(key[start_at : start_at + _BYTES], "little")) for start_at in (0, _BYTES)
    )
    state = [
        np.full(words.shape, word ^ start)
        for word, start in zip((first_key, other) * 2, _STARTS, strict=True)
    ]
    for word in (words, np.uint64(_BYTES << 56)):  # the second block holds only the length
        state[3] ^= word
        _mix(state, 2)
        state[0] ^= word
    state[2] ^= np.uint64(0xFF)
    _mix(state, 4)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _mix(state: list[NDArray[np.uint64]], rounds: int) -> None:
    for _ in range(rounds):
        for into, source, bits, turned in ((0, 1, 13, 32), (2, 3, 16, 0), (0, 3, 21, 0), (2, 1, 17, 32)):
            state[into] += state[source]
            state[source] = _turned(state[source], bits) ^ state[into]
            state[into] = _turned(state[into], turned) if turned else state[into]


def _turned(words: NDArray[np.uint64], bits: int) -> NDArray[np.uint64]:
    return (words << np.uint64(bits)) | (words >> np.uint64(64 - bits))


def cell_sums(
    cell: NDArray[np.int64], keys: NDArray[np.uint64], cells: int
) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Return for each cell its number of people and the sum of their record keys, modulo 2 to the 64.

    `cell` and `keys` have one entry per person and cell. A person may be in several cells, but only once in
    each.
    """
    sums = np.zeros(cells, dtype=np.uint64)
    np.add.at(sums, cell, keys)
    return np.bincount(cell, minlength=cells).astype(np.int64), sums


def rounded(
    counts: NDArray[np.int64], sums: NDArray[np.uint64], names: Sequence[str], base: int, secret: bytes
) -> NDArray[np.int64]:
    """Return the counts as multiples of `base`, 0 where the noisy count is below `base`.

    The key of a cell is the sum of its people's record keys; that of an empty cell is its name. About 97 %
    of the shown counts are within `base` of the true one; the error has no upper bound. `secret` is never
    published.
    """
    own_secret = hmac.digest(secret, b"cells", "sha256")
    uniform = np.asarray([_uniform(own_secret, *cell) for cell in zip(counts, sums, names, strict=True)])
    noisy = counts + two_sided_geometric(uniform, SPREAD * base)
    nearest = (2 * noisy + base) // (2 * base) * base
    return np.asarray(np.where(noisy < base, 0, nearest), dtype=np.int64)


def two_sided_geometric(uniform: NDArray[np.float64], spread: float) -> NDArray[np.int64]:
    """Return quantiles of the distribution with the probability of j proportional to exp(-|j| / spread)."""
    ratio = np.exp(-1 / spread)
    low = uniform <= ratio / (1 + ratio)
    tail = np.log(np.where(low, uniform, 1 - uniform) * (1 + ratio)) * -spread
    quantiles = np.where(low, np.ceil(-tail), np.maximum(np.ceil(tail) - 1, 0))
    return np.asarray(quantiles, dtype=np.int64)


def _uniform(secret: bytes, count: int, total: int, name: str) -> float:
    """Return the number between 0 and 1 that follows from a cell's key."""
    cell_text = f"empty {name}".encode() if count == 0 else int(total).to_bytes(_BYTES)
    digest = hashlib.blake2b(cell_text, key=secret, digest_size=_BYTES).digest()
    return ((int.from_bytes(digest) >> 11) + 0.5) / 2.0**53
