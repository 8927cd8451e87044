"""What is made once for an object that many cards share, found by the object's identity."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
_MOST = 1024


class Together(Generic[V]):
    """Values by the identities of several keys. It holds the keys, so that no other object can take their addresses.

    Hashing the keys themselves would cost more than what is kept. The oldest make room for the newest.
    """

    def __init__(self, make: Callable[..., V], most: int = _MOST) -> None:
        self._make = make
        self._most = most
        self._held: dict[object, tuple[object, V]] = {}
        self._lock = Lock()

    def __call__(self, *keys: object) -> V:
        """Return the value of some keys, made where it is not there."""
        name = tuple(map(id, keys))
        found = self._held.get(name)
        return found[1] if found is not None else self._added(name, keys)

    def _added(self, name: object, keys: tuple[object, ...]) -> V:
        made = self._make(*keys)
        with self._lock:
            while len(self._held) >= self._most:
                del self._held[next(iter(self._held))]
            return self._held.setdefault(name, (keys, made))[1]


class Kept(Together[V], Generic[K, V]):
    """The same for one key."""

    def __getitem__(self, key: K) -> V:
        """Return the value of a key, made where it is not there."""
        try:
            return self._held[id(key)][1]
        except KeyError:
            return self._added(id(key), (key,))
