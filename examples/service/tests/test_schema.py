"""The service against its own OpenAPI document, by schemathesis: thousands of requests, sound and broken."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings
from reportcard_service import create_app
from reportcard_service.settings import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

APP = create_app(Settings("nyc-2009-10,england-progress-8-2019", card_bytes=20_000, batch_bytes=20_000))
DOCUMENT = schemathesis.openapi.from_asgi("/openapi.json", APP)
#: Not asked: that what breaks the schema is always refused. The library reads "12.5" as a number, and a batch puts what
#: it cannot read into the quarantine. What is refused, and how, is told by hand in test_service.py.
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@DOCUMENT.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_it_keeps_to_its_own_document(case):
    """No 500, only documented statuses and media types, and answers that match their schemas."""
    case.call_and_validate(checks=CHECKS)
