"""What can be asked of one framework: its description, its schema, one card, many schools."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

import reportcard as rc
from reportcard_service.batching import Batcher, Full, Gone
from reportcard_service.bodies import body, parsed
from reportcard_service.frameworks import Offer
from reportcard_service.negotiation import preferred
from reportcard_service.problems import MEDIA as PROBLEM
from reportcard_service.problems import ProblemDocument, Refused, refused
from reportcard_service.scoring import place, score_each
from reportcard_service.settings import Settings
from reportcard_service.writing import HTML, JSON, MARKDOWN, MEDIA, written

_CSV = "text/csv"
#: Cells in the quarantine of an answer at most; their number is always told.
_QUARANTINED = 1000


class SchoolResult(BaseModel):
    """The overall result of one school."""

    id: str
    score: float | None
    grade: str | None
    status: str


class Quarantined(BaseModel):
    """A cell or a row that could not be used, and what to do about it."""

    row: int
    column: str
    code: str
    message: str
    remedy: str


class Batch(BaseModel):
    """The results of many schools, in the order given."""

    framework: str
    version: str
    hash: str
    schools: int
    summary: dict[str, int]
    results: list[SchoolResult]
    quarantined: int
    quarantine: list[Quarantined]


class Plain(APIRoute):
    """A route whose function takes the request and gives the response: nothing to inject, nothing to convert."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The function itself, where FastAPI would wrap it; a twentieth of a request's cost."""
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler


def routes_of(offer: Offer, settings: Settings) -> APIRouter:
    """The operations of one framework. Each has routes of its own, so that OpenAPI can say what each one reads."""
    framework = offer.framework
    schools: Batcher[Any, rc.ReportCard] = Batcher(
        partial(score_each, framework=framework), place, together=settings.together, waiting=settings.waiting
    )
    router = APIRouter(prefix=f"/frameworks/{framework.id}", tags=[framework.id])
    batches = asyncio.Semaphore(settings.batches)

    @router.get("")
    async def about() -> dict[str, str]:
        """What the framework is."""
        return offer.summary

    @router.get("/schema")
    async def schema() -> dict[str, Any]:
        """JSON Schema of one school's input."""
        return offer.framework.input_model().model_json_schema()

    router.route_class = Plain

    @router.post(
        "/cards",
        response_class=Response,
        responses=_responses(_card_content(), 400, 406, 408, 413, 415, 422, 503),
        openapi_extra=_takes({JSON: {"schema": {"$ref": f"#/components/schemas/{offer.name}"}}}),
    )
    async def card(request: Request) -> Response:
        """Score one school. The card comes as JSON, HTML or Markdown, as ``Accept`` says."""
        media = preferred(request.headers.get("accept"), MEDIA)
        _check_kind(request, JSON)
        record = parsed(await body(request, settings.card_bytes, settings.body_seconds))
        if not isinstance(record, dict):
            raise Refused(422, "not-a-record", "One school is a JSON object: {'id': …, indicator: value, …}.")
        made = await _scored_with_others(schools, record, request, settings)
        text = written(made, media) if media == JSON else await asyncio.to_thread(written, made, media)
        request.scope["schools"] = 1
        return Response(text, media_type=media, headers={"Vary": "Accept"})

    @router.post(
        "/batch",
        response_class=Response,
        responses=_responses(
            {JSON: {"schema": {"$ref": "#/components/schemas/Batch"}}}, 400, 406, 408, 413, 415, 422, 503
        ),
        openapi_extra=_takes(
            {
                JSON: {"schema": {"type": "array", "items": {"$ref": f"#/components/schemas/{offer.name}"}}},
                _CSV: {"schema": {"type": "string"}},
            }
        ),
    )
    async def batch(request: Request) -> Response:
        """Score many schools: a JSON array of records, or a CSV file as the framework's source describes it."""
        preferred(request.headers.get("accept"), (JSON,))
        kind = _check_kind(request, JSON, _CSV)
        raw = await body(request, settings.batch_bytes, settings.body_seconds)
        if batches.locked():
            raise Refused(503, "busy", "Other batches are being worked on. Try again in a moment.")
        async with batches:
            done = await _within(asyncio.to_thread(_scored, raw, kind, framework, settings), settings.work_seconds)
        request.scope["schools"] = done.schools
        return Response(done.model_dump_json(), media_type=JSON)

    return router


async def _scored_with_others(
    schools: Batcher[Any, rc.ReportCard], record: dict[str, Any], request: Request, settings: Settings
) -> rc.ReportCard:
    """The card of one school, scored in one call with those that came at the same time."""
    try:
        async with asyncio.timeout(settings.work_seconds):
            return await schools.ask(record, request.is_disconnected)
    except rc.ReportCardError as error:
        raise refused(error) from error
    except Full:
        raise Refused(503, "busy", "Too many schools wait. Try again in a moment.") from None
    except Gone:
        raise Refused(408, "client-gone", "The client did not wait.") from None
    except TimeoutError:
        raise Refused(503, "work-slow", f"The card was not done within {settings.work_seconds:g} seconds.") from None


def _scored(raw: bytes, kind: str, framework: rc.Framework, settings: Settings) -> Batch:
    """Score a batch; runs in a thread of its own."""
    try:
        cards = rc.score(_records(raw, settings) if kind == JSON else _table(raw, framework, settings), framework)
    except rc.ReportCardError as error:
        raise refused(error) from error
    columns = zip(cards.ids, cards.scores().tolist(), cards.grades(), cards.statuses(), strict=True)
    faults = cards.quarantine
    return Batch(
        framework=framework.id,
        version=framework.version,
        hash=framework.hash,
        schools=len(cards),
        summary=cards.summary(),
        results=[
            SchoolResult(id=school, score=None if score != score else score, grade=grade, status=status)
            for school, score, grade, status in columns
        ],
        quarantined=len(faults),
        quarantine=[
            Quarantined(row=f.row, column=f.column, code=f.code, message=f.message, remedy=f.remedy)
            for f in faults[:_QUARANTINED]
        ],
    )


def _records(raw: bytes, settings: Settings) -> list[Any]:
    found = parsed(raw)
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise Refused(422, "not-a-record", "A batch is a JSON array of objects, one a school.")
    _count(len(found), settings)
    return found


def _table(raw: bytes, framework: rc.Framework, settings: Settings) -> Any:
    """A CSV body, read as the command line reads a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "body.csv")
        path.write_bytes(raw)
        frame = rc.read_file(path, framework)
    _count(len(frame), settings)
    return frame


def _count(schools: int, settings: Settings) -> None:
    if schools > settings.batch_schools:
        raise Refused(413, "batch-large", f"{schools:,} schools; a batch has {settings.batch_schools:,} at most.")


async def _within(work: Awaitable[Batch], seconds: float) -> Batch:
    try:
        return await asyncio.wait_for(work, seconds)
    except TimeoutError:
        raise Refused(503, "work-slow", f"The batch was not done within {seconds:g} seconds. Send fewer.") from None


def _check_kind(request: Request, *kinds: str) -> str:
    """The media type of the body; the first kind where the client does not say."""
    given = request.headers.get("content-type", kinds[0]).partition(";")[0].strip().lower()
    if given not in kinds:
        raise Refused(415, "media-type", f"The body is '{given[:60]}'; send {' or '.join(kinds)}.")
    return given


# --- OpenAPI ---


def _takes(content: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": content}}


def _card_content() -> dict[str, Any]:
    written: dict[str, Any] = {media: {"schema": {"type": "string"}} for media in (HTML, MARKDOWN)}
    return {JSON: {"schema": {"$ref": "#/components/schemas/ReportCard"}}, **written}


def _responses(content: dict[str, Any], *problems: int) -> dict[int | str, dict[str, Any]]:
    """What an operation may answer, for OpenAPI."""
    refusal = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}
    return {
        200: {"description": "The result", "content": content},
        **{status: {"description": "A problem document", "content": refusal} for status in problems},
    }


def schemas() -> dict[str, Any]:
    """The models that operations refer to by name, as OpenAPI components."""
    found: dict[str, Any] = {}
    for model in (rc.ReportCard, Batch, ProblemDocument):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    return json.loads(json.dumps(found))
