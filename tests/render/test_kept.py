"""What is made once for objects that many cards share."""

from __future__ import annotations

from reportcard.render.kept import Kept, Together


def test_made_once_for_an_object() -> None:
    """A value is made once for an object; an equal object is another one."""
    made: list[list[int]] = []
    kept = Kept[list[int], int](lambda key: made.append(key) or len(made))
    one, other = [1], [1]

    assert [kept[one], kept[one], kept[other], kept[one]] == [1, 1, 2, 1]


def test_made_once_for_several_objects_together() -> None:
    """The same for several objects, in their order."""
    together = Together[tuple[object, ...]](lambda *keys: keys)
    one, other = [1], [2]

    assert together(one, other) is together(one, other)
    assert together(other, one) == (other, one)


def test_keys_are_held_and_the_oldest_make_room() -> None:
    """No object can take the address of one that is kept, and no more are kept than there is room for."""
    kept = Kept[list[int], int](lambda key: key[0], most=10)

    assert [kept[[number]] for number in range(1000)] == list(range(1000))
    assert len(kept._held) == 10
