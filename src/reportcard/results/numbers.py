"""Numbers as a card prints them: rounded half up in decimal, with a real minus sign, never NaN or a signed zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

#: Wide enough for every number below ``HUGE``; larger ones are printed with an exponent.
_CONTEXT = Context(prec=60, rounding=ROUND_HALF_UP)
HUGE = 1e15
_UNITS = tuple(Decimal(1).scaleb(-places) for places in range(13))
_POWERS = tuple(10.0**places for places in range(13))
_FORMS = tuple(f",.{places}f" for places in range(13))
#: Below so many units of the last place, a number that lies further than this from a tie is rounded alike in binary
#: and in decimal: a float there is off by less than a millionth of a unit.
_SURE, _FROM_TIE = 1e8, 1e-6
#: Below this, a number is printed with an exponent.
_TINY = 1e-6

#: Texts of numbers below so many units of the last place are kept, by decimals and units: cards print the same ones
#: again and again.
_FEW = 10_000
_SMALL: tuple[dict[int, str], ...] = tuple({} for _ in range(13))

#: Decimals that an inexact number is printed with, before more are found to be needed.
USUAL = 4


def rounded(number: float | Decimal, places: int) -> Decimal:
    """Round half up in decimal: 2.675 to 2 places is 2.68, as it is on paper."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    if abs(exact) >= HUGE if isinstance(number, Decimal) else not -HUGE < number < HUGE:
        return exact
    return exact.quantize(_UNITS[places], ROUND_HALF_UP, _CONTEXT)


def to_multiple(number: Decimal, step: float) -> Decimal:
    """Round half up to a multiple of ``step``."""
    unit = Decimal(repr(float(step)))
    return _CONTEXT.divide(number, unit).quantize(_UNITS[0], ROUND_HALF_UP, _CONTEXT) * unit


def units(number: float | Decimal, places: int) -> int:
    """Return how many units of the last place a number rounds to: 2.675 to 2 places is 268. What adds up on paper."""
    if isinstance(number, float):
        scaled = number * _POWERS[places] if number >= 0 else -number * _POWERS[places]
        if scaled < _SURE and abs(scaled % 1.0 - 0.5) >= _FROM_TIE:
            return int(scaled + 0.5) if number >= 0 else -int(scaled + 0.5)
    return int(rounded(number, places).scaleb(places, _CONTEXT))


def text_of_units(count: int, places: int, *, sign: bool = False) -> str:
    """Return units of the last place as a number, in groups of three; ``sign`` puts a plus before one above zero."""
    size = abs(count)
    text = (_SMALL[places].get(size) or _small(size, places)) if size < _FEW else _of_units(size, places)
    return f"−{text}" if count < 0 else f"+{text}" if sign and count else text


def _of_units(size: int, places: int) -> str:
    whole, rest = divmod(size, 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"


def _small(size: int, places: int) -> str:
    """Fewer than ``_FEW`` units as a number, which is kept."""
    return _SMALL[places].setdefault(size, _of_units(size, places))


def text_of(number: Decimal) -> str:
    """Return a decimal as text with all its places, digits in groups of three."""
    text = f"{number or abs(number):,f}"
    return f"−{text[1:]}" if text[0] == "-" else text


def fixed(number: float, places: int) -> str:
    """Return a number with that many decimals, digits in groups of three."""
    scaled = number * _POWERS[places]
    size = scaled if scaled >= 0.0 else -scaled
    if size < _FEW:
        count = int(size + 0.5)
        if abs(size - count) < 0.5 - _FROM_TIE:
            text = _SMALL[places].get(count) or _small(count, places)
            return text if scaled >= 0.0 or not count else f"−{text}"
    return f"{number:.6g}".replace("-", "−") if abs(number) >= HUGE else _grouped(number, places)


@lru_cache(maxsize=4096)
def _grouped(number: float, places: int) -> str:
    size = abs(number)
    scaled = size * _POWERS[places]
    if scaled >= _SURE or abs(scaled % 1.0 - 0.5) < _FROM_TIE:
        return text_of(rounded(number, places))
    text = format(size, _FORMS[places])
    return text if number >= 0 or scaled < 0.5 else f"−{text}"


def places_of(number: float, least: int = 0, most: int = USUAL) -> int:
    """Return how many decimals a number needs to be printed exactly; ``most`` where that is not enough.

    Binary noise (0.1 + 0.2) does not count as digits.
    """
    if least >= most:
        return least
    size = abs(number)
    noise = 1e-10 if size < 1.0 else 1e-10 * size
    scaled, blur = size * _POWERS[most], noise * _POWERS[most]
    if blur < 0.1:  # one look at the last place tells it of most numbers
        count = int(scaled + 0.5)
        off = abs(scaled - count)
        if off > 1e-3 + blur:
            return most
        if off < 0.5 * blur:
            while most > least and not count % 10:
                count //= 10
                most -= 1
            return most
    for places in range(least, most):
        if abs(round(number, places) - number) < noise:
            return places
    return most


def precise(number: float, least: int = 0, most: int = USUAL) -> str:
    """Return a number with as many decimals as it needs, from ``least`` to ``most``."""
    return fixed(number, places_of(number, least, most))


def short(number: float) -> str:
    """Return a value for reading: at most two decimals, or two figures of a small number."""
    if number and abs(number) < _TINY:
        return f"{number:.2g}".replace("-", "−")
    return fixed(number, _short_places(number))


def _short_places(number: float) -> int:
    return places_of(number, 0, 2 if number >= 0.1 or number <= -0.1 else 3)


def alike(low: float, high: float) -> tuple[str, str]:
    """Return two values for reading, as :func:`short` does, both with the decimals of the one that has more."""
    if _is_plain(low) and _is_plain(high):
        places = _short_places(low)
        if places < 2 or -0.1 < high < 0.1:  # else the other one cannot have more
            places = max(places, _short_places(high))
        return fixed(low, places), fixed(high, places)
    texts = short(low), short(high)
    places = max(decimals_in(text) for text in texts)
    return _with(places, texts[0], low), _with(places, texts[1], high)


def _is_plain(number: float) -> bool:
    """Whether a number is printed without an exponent."""
    return not number or _TINY <= abs(number) < HUGE


def _with(places: int, text: str, number: float) -> str:
    return text if decimals_in(text) == places else fixed(number, places)


def decimals_in(text: str) -> int:
    """How many decimals a number has that was printed for English."""
    return len(text.partition(".")[2])


@lru_cache(maxsize=8192)
def percent(share: float) -> str:
    """Return a share of 1 as a percentage: exactly where two decimals are enough (1.25%), else with one (33.3%)."""
    places = places_of(share * 100, 0, 3)
    return f"{fixed(share * 100, places if places < 3 else 1)}%"
