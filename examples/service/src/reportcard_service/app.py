"""The service: one card, many schools, the frameworks and their schemas."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

import reportcard as rc
from reportcard_service.frameworks import Offer, offered
from reportcard_service.logs import Logged
from reportcard_service.problems import Refused, answer
from reportcard_service.routes import routes_of, schemas
from reportcard_service.settings import Settings


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the service.

    Args:
        settings: Its limits; from the environment where not given.

    Raises:
        reportcard.UnknownNameError: A framework on offer does not exist.
    """
    settings = settings or Settings.from_environment()
    offers = offered(settings)
    app = FastAPI(
        title="Report cards",
        version=rc.__version__,
        description="Scores schools by accountability frameworks that are documents, and explains every grade.",
        docs_url=None,
        redoc_url=None,
    )
    for kind in (Refused, HTTPException, Exception):
        app.add_exception_handler(kind, answer)
    app.include_router(_about(offers))
    for offer in offers.values():
        app.include_router(routes_of(offer, settings))
    app.openapi = lambda: _described(app, offers)  # type: ignore[method-assign]  how FastAPI wants it
    app.add_middleware(Logged)  # type: ignore[arg-type]  an ASGI application as any other
    return app


def _described(app: FastAPI, offers: dict[str, Offer]) -> dict[str, Any]:
    """The OpenAPI document, with the models that the operations name; made when it is first asked for."""
    if app.openapi_schema is None:
        described = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes,
            openapi_version=app.openapi_version,
        )  # fmt: skip
        components = described.setdefault("components", {}).setdefault("schemas", {})
        components |= schemas()
        for offer in offers.values():
            schema = dict(offer.schema)
            components |= schema.pop("$defs", {})
            components[offer.name] = schema
        app.openapi_schema = described
    return app.openapi_schema


def _about(offers: dict[str, Offer]) -> APIRouter:
    router = APIRouter(tags=["about"])

    @router.get("/health")
    async def health() -> dict[str, str]:
        """Whether the service is up, and which library it uses."""
        return {"status": "ok", "reportcard": rc.__version__}

    @router.get("/frameworks")
    async def frameworks() -> list[dict[str, str]]:
        """The frameworks on offer."""
        return [offer.summary for offer in offers.values()]

    return router
