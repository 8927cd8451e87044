"""What is made once for an object that many cards share, found by the object's identity."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_MOST = 1024


class Kept(Generic[K, V]):
    """Values by the identity of their keys. It holds the keys, so that no other object can take their addresses.

    Hashing the key itself would cost more than what is kept. The oldest make room for the newest.
    """

    def __init__(self, make: Callable[[K], V], most: int = _MOST) -> None:
        self._make = make
        self._most = most
        self._held: dict[int, tuple[K, V]] = {}
        self._lock = Lock()

    def __getitem__(self, key: K) -> V:
        """Return the value of a key, made where it is not there."""
        found = self._held.get(id(key))
        return found[1] if found is not None else self._added(key)

    def _added(self, key: K) -> V:
        made = self._make(key)
        with self._lock:
            while len(self._held) >= self._most:
                del self._held[next(iter(self._held))]
            return self._held.setdefault(id(key), (key, made))[1]
