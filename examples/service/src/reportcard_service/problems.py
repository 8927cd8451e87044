"""Errors as problem documents (RFC 9457), with the codes of the library."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

import reportcard as rc

MEDIA = "application/problem+json"
#: Problems that are listed at most: the hundredth cell tells nothing that the first ninety-nine did not.
_LISTED = 100


class Detail(BaseModel):
    """One thing that is wrong with the request."""

    code: str
    message: str
    where: str = ""
    remedy: str = ""


class ProblemDocument(BaseModel):
    """What every answer of 400 and above holds."""

    type: str = Field(description="urn:reportcard:problem: and the code")
    title: str = Field(description="The HTTP status in words")
    status: int
    detail: str = Field(description="What is wrong, in a sentence")
    code: str = Field(description="Stable code; docs/errors.md of the library explains each")
    problems: list[Detail] = Field(default_factory=list, description="Everything that is wrong, one by one")


class Refused(Exception):  # noqa: N818  it is an answer, not a fault of ours
    """A request that gets a problem document."""

    def __init__(self, status: int, code: str, detail: str, problems: Sequence[rc.Problem] = ()) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.problems = status, code, detail, problems


def refused(error: rc.ReportCardError) -> Refused:
    """The answer to an error of the library."""
    status = 404 if isinstance(error, rc.UnknownNameError) else 422
    return Refused(status, error.code, str(error.args[0]), error.problems)


async def answer(request: Request, error: Exception) -> Response:
    """Make the problem document of any error. What the service did not foresee is logged and told to nobody."""
    if isinstance(error, Refused):
        known = error
    elif isinstance(error, HTTPException):
        words = HTTPStatus(error.status_code).phrase
        known = Refused(error.status_code, words.lower().replace(" ", "-"), f"{words}: {request.url.path}"[:300])
    else:
        known = Refused(500, "internal", "The service failed. The fault has been logged.")
    request.scope["problem"] = known.code
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if known.status == 503:
        headers["Retry-After"] = "2"
    return Response(document(known), known.status, headers, MEDIA)


def document(known: Refused) -> str:
    """The problem document of a refusal, as JSON."""
    problems = [Detail(code=p.code, message=p.message, where=p.where, remedy=p.remedy) for p in known.problems]
    made = ProblemDocument(
        type=f"urn:reportcard:problem:{known.code}",
        title=HTTPStatus(known.status).phrase,
        status=known.status,
        detail=known.detail,
        code=known.code,
        problems=problems[:_LISTED],
    )
    return json.dumps(made.model_dump())
