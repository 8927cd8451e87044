"""``python -m reportcard_pipeline FILE --join FILE --out DIR``: one JSON summary on standard output, the rest as a log.

Exit codes: 0 done or nothing to do; 2 the input or the framework cannot be used; 3 a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from pathlib import Path

import reportcard as rc
from reportcard_pipeline.engines import ENGINES
from reportcard_pipeline.run import Job, run


def main(arguments: list[str] | None = None) -> int:
    """Run, and return the exit code."""
    parser = argparse.ArgumentParser(prog="reportcard-pipeline", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--join", type=Path, action="append", default=[])
    parser.add_argument("--framework", default="school-report-card-2009")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--engine", choices=list(ENGINES), default="pandas")
    parser.add_argument("--by", default="LEA", help="column that the scores are split by")
    parser.add_argument("--format", dest="formats", default="html", help="html,md")
    given = parser.parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s")
    formats = tuple(word for word in given.formats.split(",") if word)
    job = Job((given.file, *given.join), given.framework, given.out, given.engine, given.by, formats)
    try:
        summary = run(job)
    except rc.ReportCardError as error:
        logging.getLogger(__name__).error("%s", error)
        return 2
    except OSError as error:
        logging.getLogger(__name__).error("%s", error)
        return 3
    print(json.dumps(summary, sort_keys=True, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
