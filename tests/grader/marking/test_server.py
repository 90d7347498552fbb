"""Who may ask the server, and what it lets a page do."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from grader.base.course import Course
from tests.benchmarks.marking_page import Server, serving

BODY = json.dumps({"marker": "ana"})
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server(graded_once: Course) -> Iterator[Server]:
    """Return a server of the class, which these tests only ask."""
    with serving(graded_once, "week1") as running:
        yield running


def ask(
    server: Server, method: str, path: str, headers: dict[str, str], body: str = ""
) -> tuple[int, Any, str]:
    """Return status, headers and text of a reply."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request(method, path, body=body or None, headers=headers)
    reply = connection.getresponse()
    text = reply.read().decode()
    connection.close()
    return reply.status, reply.headers, text


def cookie(server: Server) -> dict[str, str]:
    """Open the page as a browser does, and return its cookie."""
    status, headers, _ = ask(server, "GET", server.address.removeprefix(server.site), {})
    assert status == 200
    kept = headers["Set-Cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=Strict" in kept
    return {"Cookie": kept.partition(";")[0]}


@pytest.mark.parametrize("path", ["/", "/main.js", "/?token=wrong", "/mark.css?token="])
def test_without_the_token_nothing_is_given(server: Server, path: str) -> None:
    """Neither the page nor a file of it."""
    assert ask(server, "GET", path, {})[0] == 403


def test_a_request_needs_the_token_and_the_own_origin(server: Server) -> None:
    """Another page, another host's name, no cookie: 403; a form's kind of text: 415."""
    own = cookie(server)
    good = {**JSON, **own, "Origin": server.site}
    assert ask(server, "POST", "/api/overview", good, BODY)[0] == 200
    for changed in (
        {"Cookie": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        status, _, text = ask(server, "POST", "/api/overview", {**good, **changed}, BODY)
        assert (status, "questions" in text) == (403, False), changed
    plain = {**good, "Content-Type": "text/plain"}
    assert ask(server, "POST", "/api/overview", plain, BODY)[0] == 415


def test_nothing_of_elsewhere_is_allowed_on_the_page(server: Server) -> None:
    """The policy names no other place, no text that runs, no frame; no file outside is given."""
    own = cookie(server)
    _, headers, text = ask(server, "GET", "/", own)
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "http" not in text.replace("<!doctype html>", "")
    for path in ("/../server.py", "/..%2fserver.py", "/.token", "/desk.py"):
        assert ask(server, "GET", path, own)[0] == 404


@pytest.mark.parametrize("body", ["", "[]", "{", '{"marker": 3}', '{"marker": "a", "n": NaN}'])
def test_a_broken_request_is_a_sentence_and_no_fault(server: Server, body: str) -> None:
    """A status of 400, and the server goes on."""
    headers = {**JSON, **cookie(server)}
    assert ask(server, "POST", "/api/view", headers, body or " ")[0] == 400
    assert ask(server, "POST", "/api/nothing", headers, BODY)[0] == 404
