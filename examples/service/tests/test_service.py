"""The service, asked in one process: what it answers, and what it refuses."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest
from fastapi.testclient import TestClient
from reportcard_service import create_app
from reportcard_service.settings import Settings

import reportcard as rc

CARDS = "/frameworks/school-report-card-2009/cards"
BATCH = "/frameworks/school-report-card-2009/batch"
SCHOOL = {"id": "7", "name": "Oak <Lane>", "progress_8": 0.31, "attainment_8": 51.2, "ofsted_overall": "Good"}
FRAMEWORKS = "school-report-card-2009,nyc-2009-10"


@pytest.fixture(scope="module")
def client():
    """A client of a service with two frameworks and small limits; a fault of the service is an answer of 500."""
    settings = Settings(FRAMEWORKS, card_bytes=4000, batch_bytes=50_000, batch_schools=100, body_seconds=5)
    return TestClient(create_app(settings), raise_server_exceptions=False)


def test_a_card_is_what_score_gives(client):
    """The JSON of the service is the JSON of ``score()``, byte for byte."""
    assert client.post(CARDS, json=SCHOOL).text == rc.score(SCHOOL).model_dump_json()


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html"),
        ("text/html;q=0.2, text/markdown", "text/markdown"),
        ("text/*;q=0.5, application/json;q=0.4", "text/html"),
        ("image/png, */*;q=0.1", "application/json"),
        ("application/json;q=0, */*", "text/html"),
    ],
)
def test_a_client_gets_the_form_that_it_wants_most(client, accept, media):
    """``Accept`` chooses among JSON, HTML and Markdown by quality, the more exact wish first."""
    answer = client.post(CARDS, json=SCHOOL, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media
    card = rc.score(SCHOOL)
    written = {"text/html": card.to_html, "text/markdown": card.to_markdown, "application/json": card.model_dump_json}
    assert answer.text == written[media]()


def test_html_may_do_nothing(client):
    """A card in HTML comes with a policy that forbids scripts and everything from elsewhere, and its name is text."""
    answer = client.post(CARDS, json=SCHOOL, headers={"Accept": "text/html"})
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Oak &lt;Lane&gt;" in answer.text


def test_a_batch_gives_every_school_in_its_order(client):
    """Two schools in, two results out, and the cell of 250 % is named."""
    schools = [SCHOOL, {"id": "8", "overall_absence": 250}]
    answer = client.post(BATCH, json=schools).json()
    cards = rc.score(schools)
    assert [result["id"] for result in answer["results"]] == ["7", "8"]
    assert [result["grade"] for result in answer["results"]] == cards.grades()
    assert [(cell["row"], cell["column"], cell["code"]) for cell in answer["quarantine"]] == [
        (1, "overall_absence", "out-of-range")
    ]


def test_a_csv_file_is_read_as_the_framework_says(client):
    """A file in the publisher's columns: ``SUPP`` is suppressed and no zero; two mainstream schools of three rows."""
    text = "RECTYPE,URN,SCHNAME,P8MEA\n1,100,North,0.5\n1,101,South,SUPP\n2,102,Special,0.1\n"
    answer = client.post(BATCH, content=text, headers={"Content-Type": "text/csv"}).json()
    assert [(r["id"], r["score"]) for r in answer["results"]] == [("100", None), ("101", None)]
    assert answer["quarantined"] == 0


def test_it_says_what_it_offers(client):
    """Frameworks, the schema of an input, health, and an OpenAPI document that names the models."""
    assert [one["id"] for one in client.get("/frameworks").json()] == FRAMEWORKS.split(",")
    schema = client.get("/frameworks/nyc-2009-10/schema").json()
    assert "id" in schema["required"]
    assert client.get("/health").json()["status"] == "ok"
    components = client.get("/openapi.json").json()["components"]["schemas"]
    assert {"ReportCard", "ProblemDocument", "Batch", "Nyc200910Input"} <= set(components)


NOT_JSON = [
    b"", b"{", b"\xff\xfe", b"[" * 3000, b'{"id":' * 600, b'{"id": NaN}', b'{"id": 1, "id": 2}', b"1" * 3999,
    b'"\\ud800"', b'{"id": "1", "progress_8": 1e999}', b'{"id": "1", "name": -1e999}', b'{"id": "\xff"}',
    b'{"id": "1", "x": {"a": 1, "a": 2}}', b'{"id": "1", "\\uDFFF": 1}', b"1" + b"0" * 3990 + b".0",
]  # fmt: skip
UNUSABLE = [
    {}, [], 7, None, "x", {"id": None}, {"id": ""}, {"id": "1", "progres_8": 1}, {"id": "1", "progress_8": 10**300},
    {"id": "1", "progress_8": {"value": "x"}}, {"id": "1", "progress_8": [1]}, {"id": "1", "overall_absence": 250},
    {"id": "1", "ofsted_overall": 7}, {"id": "1", "progress_8": "1e999"}, {"id": "1", "progress_8": {"n": -1}},
]  # fmt: skip


@pytest.mark.parametrize("body", NOT_JSON)
@pytest.mark.parametrize("path", [CARDS, BATCH])
def test_what_is_no_json_is_refused(client, path, body):
    """Broken, endless or ambiguous JSON gets a problem document with a 4xx status."""
    refused(client.post(path, content=body, headers={"Content-Type": "application/json"}), 400, 422)


@pytest.mark.parametrize("record", UNUSABLE, ids=lambda record: json.dumps(record)[:40])
def test_a_school_that_cannot_be_scored_is_refused(client, record):
    """A 422 with the library's own code and, where a value is wrong, the name of the indicator."""
    refused(client.post(CARDS, content=json.dumps(record), headers={"Content-Type": "application/json"}), 422)


def test_a_misspelt_indicator_gets_a_hint(client):
    """``progres_8``: the problem document asks whether ``progress_8`` was meant."""
    problem = client.post(CARDS, json={"id": "1", "progres_8": 1}).json()
    assert problem["code"] == "unknown-column"
    assert "progress_8" in problem["problems"][0]["message"]


def test_what_is_too_large_or_of_another_kind_is_refused(client):
    """413 over the limit, told or found out; 415 for XML, 406 for a picture, 404 and 405 as everywhere."""
    long = json.dumps({"id": "1", "name": "x" * 5000})
    refused(client.post(CARDS, content=long, headers={"Content-Type": "application/json"}), 413)
    pieces = (b" " * 1000 for _ in range(9))
    refused(client.post(CARDS, content=pieces, headers={"Content-Type": "application/json"}), 413)
    refused(client.post(BATCH, json=[{"id": str(at)} for at in range(101)]), 413)
    refused(client.post(CARDS, content=b"<a/>", headers={"Content-Type": "text/xml"}), 415)
    refused(client.post(CARDS, json=SCHOOL, headers={"Accept": "image/png"}), 406)
    refused(client.get("/frameworks/none"), 404)
    refused(client.get(CARDS), 405)


@pytest.mark.parametrize(("limit", "code"), [({"waiting": 0}, "busy"), ({"work_seconds": 1e-4}, "work-slow")])
def test_who_cannot_be_served_now_is_told_when_to_come_back(limit, code):
    """With no room to wait, or no time, a 503 that says to try again in two seconds."""
    answer = TestClient(create_app(Settings("nyc-2009-10", **limit))).post("/frameworks/nyc-2009-10/cards", json=SCHOOL)
    refused(answer, 503)
    assert (answer.json()["code"], answer.headers["retry-after"]) == (code, "2")


def test_a_client_that_leaves_is_no_fault_of_ours(caplog):
    """Half a body and the end of the connection: a refusal that nobody reads, and no error in the log."""
    messages = [{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}]
    scope = {"type": "http", "method": "POST", "path": CARDS, "query_string": b"", "headers": [], "http_version": "1.1"}
    sent = []

    async def receive():
        return messages.pop(0)

    async def send(message):
        sent.append(message)

    with caplog.at_level(logging.INFO):
        asyncio.run(create_app(Settings(FRAMEWORKS))(scope, receive, send))
    assert sent[0]["status"] == 400
    assert {record.levelname for record in caplog.records if record.name != "asyncio"} == {"INFO"}
    assert json.loads(caplog.records[-1].message)["problem"] == "body-cut"


def test_the_log_holds_no_school(client, caplog):
    """A line says route, status, time and number of schools, and nothing that the client sent."""
    with caplog.at_level(logging.INFO, "reportcard_service"):
        client.post(CARDS, json={"id": "secret-id", "name": "Secret", "progress_8": 0.123})
        client.post(CARDS, json={"id": "secret-id", "secret_key": 1})
        client.get("/frameworks/secret-id")
    lines = [json.loads(record.message) for record in caplog.records]
    assert "secret" not in caplog.text.lower()
    assert "0.123" not in caplog.text
    assert [(line["status"], line.get("schools"), line.get("problem")) for line in lines] == [
        (200, 1, None), (422, None, "unknown-column"), (404, None, "not-found"),
    ]  # fmt: skip


def test_a_fault_of_ours_tells_nothing(monkeypatch):
    """An unforeseen exception is a 500 with no word of what went wrong; the log has its code."""
    app = create_app(Settings(FRAMEWORKS))
    monkeypatch.setattr("reportcard_service.routes.parsed", lambda raw: 1 / 0)
    answer = TestClient(app, raise_server_exceptions=False).post(CARDS, json=SCHOOL)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "division" not in answer.text


def refused(answer, *statuses):
    """Check that an answer is a problem document."""
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:reportcard:problem:{problem['code']}"
    assert problem["detail"]
