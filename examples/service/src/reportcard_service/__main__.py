"""``python -m reportcard_service``: two workers on the loopback, one line of JSON a request."""

from __future__ import annotations

import argparse
import gc
import logging.config

import uvicorn
from fastapi import FastAPI

from reportcard_service.app import create_app
from reportcard_service.protocol import ProblemProtocol

_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "plain"}},
    "loggers": {
        "reportcard_service": {"handlers": ["out"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["out"], "level": "WARNING", "propagate": False},
    },
}


def ready() -> FastAPI:
    """The service, in a process that is its own."""
    app = create_app()
    # What is loaded stays, and a card has no cycles: looking for garbage rarely, and only among what is new, saves a
    # tenth of the work.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    return app


def main() -> None:
    """Start the service."""
    parser = argparse.ArgumentParser(prog="reportcard-service", description="Score schools by HTTP.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    logging.config.dictConfig(_LOGGING)
    uvicorn.run(
        "reportcard_service.__main__:ready", factory=True, host=given.host, port=given.port, workers=given.workers,
        access_log=False, log_config=_LOGGING, server_header=False, limit_concurrency=1000, timeout_keep_alive=5,
        # uvloop takes one new connection a turn, and a turn may be a batch of schools: under load it lets clients wait.
        loop="asyncio", http=ProblemProtocol,
    )  # fmt: skip


if __name__ == "__main__":
    main()
