"""The sample data as frames: schools, who supports whom among them, and their results by year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportcard.datasets import schools, support
from reportcard.datasets.drawing import FEWEST, PARTS, SUPPRESSED, Drawing
from reportcard.indicators.catalogue import CATALOGUE

if TYPE_CHECKING:
    import pandas as pd

_IMPROVEMENT = "supported_schools_improvement"
_SUPPORTS_NOBODY = "supports no school"


def sample_schools(n: int = 300, seed: int = 2009) -> pd.DataFrame:
    """Make up secondary schools that feed every measure of the built-in 2009 frameworks that they can have.

    **The schools are synthetic**: no number, name or id belongs to a real school (``df.attrs["synthetic"]`` is True).
    The spreads and correlations follow the 2018/19 provisional school file of England and the absence and inspection
    files beside it: Progress 8 with a school SD of 0.474 and Attainment 8 with mean 47.0 and SD 8.95, correlated
    0.80; median cohort 155; overall absence 5.4 % in the middle, correlated -0.6 with Progress 8. Surveys,
    exclusions, gaps, guarantees and partnerships have no such source: their spreads are plausible guesses. Measures
    of 2009 (value added, A* to C, 20 % persistent absence) stand beside those of 2019 only so that both frameworks
    have data.

    Columns are named by indicator id, with ``<id>_n``, ``<id>_lower``, ``<id>_upper`` and ``<id>_standard_error``
    where a measure has them. As in published files, a cell without a number holds its reason: ``SUPP`` (fewer than
    six pupils, or ten answers), ``LOWCOV``, ``NE`` (nobody entered), ``NA`` (does not apply), or nothing. Columns with
    such cells have the dtype ``object``.

    What a school does for others is what :func:`reportcard.partnership_contribution` makes of :func:`sample_links`
    and :func:`sample_outcomes`. It compares with all schools that nobody supports, so these columns depend on ``n``.

    Args:
        n: Number of schools.
        seed: The same seed gives the same schools, and fewer schools are the first of more.
    """
    import pandas as pd

    draw = schools.drawn(_count(n), seed)
    made = _partnership(draw, support.Support(n, seed))
    schools.hide(draw)
    draw.cells |= made
    columns = schools.columns(draw)
    frame = pd.DataFrame({name: pd.Series(cells, dtype=_dtype(cells)) for name, cells in columns.items()})
    return _synthetic(frame, seed)


def sample_links(n: int = 300, seed: int = 2009) -> pd.DataFrame:
    """Make up who supports whom among the schools of :func:`sample_schools`, as ``partnership_contribution`` reads it.

    About a quarter of the schools support one, two or three of their neighbours, since 2017 or 2018. All of it is
    synthetic.

    Args:
        n: Number of schools.
        seed: That of the schools.

    Returns:
        A row a link: ``supporter``, ``supported``, ``role`` (empty without a written agreement), ``share``, ``from``
        and ``to`` (NaN where it goes on).
    """
    import pandas as pd

    return _synthetic(pd.DataFrame(support.Support(_count(n), seed).links), seed)


def sample_outcomes(n: int = 300, seed: int = 2009) -> pd.DataFrame:
    """Make up four years of results of the schools of :func:`sample_schools`, as ``partnership_contribution`` reads it.

    The outcome is the share of pupils with grade 5 or above in English and maths, and its last year is that of the
    sample. Support was worth about 1.5 percentage points. All of it is synthetic.

    Args:
        n: Number of schools.
        seed: That of the schools.

    Returns:
        A row a school and year: ``id``, ``year``, ``value`` in %, ``n`` (pupils); ``SUPP`` with fewer than six pupils.
    """
    import pandas as pd

    draw = schools.drawn(_count(n), seed)
    return _synthetic(pd.DataFrame(support.outcomes(draw, support.Support(n, seed))), seed)


def _count(n: int) -> int:
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    return n


def _synthetic(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    frame.attrs["synthetic"] = True
    frame.attrs["seed"] = seed
    return frame


def _dtype(cells: list[Any]) -> str:
    """``object`` for text and mixed cells, so that it does not depend on the version of pandas."""
    kinds = {type(cell) for cell in cells}
    return "object" if str in kinds else "float64" if float in kinds else "int64"


# --- partnership -----------------------------------------------------------------------------------------------------


def _partnership(draw: Drawing, given: support.Support) -> dict[str, list[Any]]:
    """What the schools do for others, as the library computes it; where they do nothing it does not apply."""
    import pandas as pd

    from reportcard.partnership import partnership_contribution

    statuses = [*CATALOGUE["accredited_provider"].labels]
    providers = {support.school_id(at): statuses[status] for at, status in enumerate(given.providers)}
    outcomes = pd.DataFrame(support.outcomes(draw, given))
    made = partnership_contribution(pd.DataFrame(given.links), outcomes, providers=providers)
    # Nobody supported: it does not apply. Supported without results before and after: nobody knows.
    absent = ["NA" if reason == _SUPPORTS_NOBODY else "" for reason in made[f"{_IMPROVEMENT}_reason"]]
    few = made[f"{_IMPROVEMENT}_n"] < FEWEST
    absent = [SUPPRESSED if hidden else code for hidden, code in zip(few, absent, strict=True)]
    for part in PARTS:
        if _IMPROVEMENT + part in made:
            made.loc[few, _IMPROVEMENT + part] = float("nan")
    columns = (
        (_IMPROVEMENT, absent, 2),
        (f"{_IMPROVEMENT}_n", absent, 1),
        (f"{_IMPROVEMENT}_standard_error", absent, 2),
        ("supported_schools", ["NA"] * draw.size, 0),
        ("formal_partnerships", ["NA"] * draw.size, 0),
        ("accredited_provider", [""] * draw.size, 0),
    )
    return {name: _published(made[name].tolist(), absent, decimals) for name, absent, decimals in columns}


def _published(values: list[float], absent: list[str], decimals: int) -> list[Any]:
    """Numbers, rounded; where there is none, the code in its place."""
    whole = decimals == 0
    return [
        code if value != value else int(value) if whole else round(value, decimals) + 0.0
        for value, code in zip(values, absent, strict=True)
    ]
