"""Speed of partnership contribution: 24,000 schools, 100,000 links, 50 similar schools each.

``python -m bench.partnership``
"""

from __future__ import annotations

import statistics
from functools import partial

import numpy as np
import pandas as pd

import reportcard as rc
from bench.timing import seconds

SCHOOLS, LINKS, YEARS = 24_000, 100_000, range(2014, 2020)


def main() -> None:
    """Print how long similar schools take, and the median of five runs without and with them."""
    outcomes, links, context = made_up()
    find = partial(rc.similar_schools, context, [name for name in context if name != "id"])
    similar = find()
    print(f"50 similar schools of {SCHOOLS:,} on 9 variables: {seconds(find):.1f} s")
    print(f"{SCHOOLS:,} schools, {len(outcomes):,} outcomes, {len(links):,} links")
    for what, given in (("all schools", None), ("50 similar schools", similar)):
        run = partial(rc.partnership_contribution, links, outcomes, similar=given)
        runs = [seconds(run) for _ in range(5)]
        print(f"against {what}: {statistics.median(runs):.2f} s")


def made_up(seed: int = 2009) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Outcomes of six years, links of every length without an overlap, and nine context variables."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"{100_000 + at}" for at in range(SCHOOLS)])
    outcomes = pd.DataFrame(
        {
            "id": np.tile(ids, len(YEARS)),
            "year": np.repeat(list(YEARS), SCHOOLS),
            "value": rng.normal(60, 12, SCHOOLS * len(YEARS)).clip(0, 100).round(1),
            "n": rng.integers(20, 200, SCHOOLS * len(YEARS)).astype(float),
        }
    )
    supported = rng.choice(SCHOOLS // 2, LINKS)
    supporter = SCHOOLS // 2 + rng.choice(SCHOOLS // 2, LINKS)
    first = rng.integers(2015, 2019, LINKS)
    links = pd.DataFrame({"supporter": ids[supporter], "supported": ids[supported], "role": "partner", "from": first})
    links["to"] = (first + rng.integers(0, 3, LINKS)).clip(max=2019)
    links = links.drop_duplicates(["supporter", "supported"])
    context = pd.DataFrame(rng.normal(size=(SCHOOLS, 9)), columns=[f"v{at}" for at in range(9)])
    context.insert(0, "id", ids)
    return outcomes, links, context


if __name__ == "__main__":
    main()
