"""A web service that scores schools with ``reportcard``. ``create_app()`` makes it."""

from reportcard_service.app import create_app

__all__ = ["create_app"]
