"""The server of the page: on this machine only, for those who have the address."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.exc import IntegrityError
from tornado.web import Application, HTTPError, RequestHandler

from grader.base.errors import GraderError
from grader.marking import editing, overlook
from grader.marking.desk import Desk, Plain
from grader.marking.store import ConflictError

_PAGE = Path(__file__).parent / "page"
_KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
_HERE = ("127.0.0.1", "localhost", "::1")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_FAULT = {"message": "A fault of the grader; see the terminal.", "hint": ""}
MOST = 1_000_000  # bytes of a request

Action = Callable[[Desk, Mapping[str, Any]], Plain]
ACTIONS: dict[str, Action] = {
    "next": Desk.next, "view": Desk.view, "scheme": editing.scheme, "mark": Desk.mark,
    "group": Desk.mark_group, "undo": Desk.undo,
    "preview": editing.preview, "change": editing.change,
    "overview": overlook.overview, "groups": overlook.groups, "search": overlook.search,
    "history": overlook.history, "comments": overlook.comments, "context": overlook.context,
    "agreement": overlook.agreements,
}  # fmt: skip


class Guarded(RequestHandler):
    """Answers only who has the token, from this machine, and on no other page's behalf."""

    def initialize(self, token: str, port: int) -> None:
        """Take the token of the address."""
        self.token = token
        self.cookie = f"marking-{port}"

    def prepare(self) -> None:
        """Refuse a request before anything is read of it."""
        host = urlsplit(f"//{self.request.host}").hostname
        origin = self.request.headers.get("Origin")
        own = (None, f"http://{self.request.host}")
        site = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if host not in _HERE or origin not in own or site not in ("same-origin", "none"):
            raise HTTPError(403)
        given = self.get_query_argument("token", "") or self.get_cookie(self.cookie) or ""
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """Let the page load nothing from elsewhere, run no text, and stand in no frame."""
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what is wrong in a line, and nothing of how the server is made."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("Open the address that `grader mark` printed.\n" if status_code == 403
                    else f"{self._reason}\n")  # fmt: skip


class Page(Guarded):
    """The page and its files."""

    def get(self, name: str) -> None:
        """Return a file of the page; the page itself leaves the token in a cookie."""
        if not name:
            self.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", path="/")
        file = _PAGE / (name or "index.html")
        if file.parent != _PAGE or file.suffix not in _KINDS or not file.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", f"{_KINDS[file.suffix]}; charset=utf-8")
        self.finish(file.read_bytes())


class Api(Guarded):
    """What the page asks and does."""

    def initialize(  # type: ignore[override]  # tornado gives what the application names
        self, token: str, port: int, desk: Desk, worker: ThreadPoolExecutor
    ) -> None:
        """Take the desk, and the one thread that works at it."""
        super().initialize(token, port)
        self.desk = desk
        self.worker = worker

    async def post(self, name: str) -> None:
        """Do what was asked; one request at a time touches the desk."""
        kind = self.request.headers.get("Content-Type", "").partition(";")[0]
        if name not in ACTIONS or kind != "application/json":
            raise HTTPError(404 if name not in ACTIONS else 415)
        try:
            asked = json.loads(self.request.body)
            if not isinstance(asked, dict):
                raise ValueError
        except ValueError:
            raise HTTPError(400) from None
        loop = asyncio.get_running_loop()
        status, plain = await loop.run_in_executor(self.worker, answered, self.desk, name, asked)
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(plain))


def answered(desk: Desk, name: str, asked: Mapping[str, Any]) -> tuple[int, Plain]:
    """Return the status and the answer to a request."""
    try:
        return 200, ACTIONS[name](desk, asked)
    except GraderError as error:
        return 400, {"message": error.message, "hint": error.hint}
    except (ConflictError, IntegrityError) as error:
        desk.store.refresh()
        rubric = isinstance(error, ConflictError) and error.key is None
        said = "The rubric was changed" if rubric else "Somebody else has marked this"
        return 409, {"message": f"{said} meanwhile", "hint": "", "rubric": rubric}
    except Exception:  # one request must not end the evening
        import traceback

        traceback.print_exc()
        return 500, _FAULT


def application(desk: Desk, worker: ThreadPoolExecutor, *, token: str, port: int) -> Application:
    """Return the application; ``worker`` has one thread."""
    own = {"token": token, "port": port}
    routes: list[Any] = [
        (r"/api/(\w+)", Api, {**own, "desk": desk, "worker": worker}),
        (r"/([\w.-]*)", Page, own),
    ]
    return Application(routes, log_function=lambda handler: None)
