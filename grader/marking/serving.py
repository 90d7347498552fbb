"""``grader mark``: opens the page in a browser and serves it until it is stopped."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import webbrowser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tornado.httpserver import HTTPServer

from grader.assistant.formgrader import free_port
from grader.marking.desk import Desk
from grader.marking.server import MOST, application


def serve(
    open_desk: Callable[[], Desk],
    token_file: Path,
    *,
    port: int,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve a desk on this machine until Ctrl-C.

    Parameters
    ----------
    token_file : keeps the token, so that open pages go on after the server was killed.
    port : the first port to try; the next free one is taken.
    say : gets the address to open.
    """
    worker = ThreadPoolExecutor(1)
    desk = worker.submit(open_desk).result()
    try:
        port = free_port(port)
        token = _token(token_file)
        address = f"http://127.0.0.1:{port}/?token={quote(token)}"
        asyncio.run(_serve(desk, worker, token, port, lambda: _said(address, say, browser)))
    except KeyboardInterrupt:
        pass
    finally:
        worker.submit(desk.close).result()
        worker.shutdown()


async def _serve(
    desk: Desk, worker: ThreadPoolExecutor, token: str, port: int, ready: Callable[[], None]
) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    server = HTTPServer(application(desk, worker, token=token, port=port), max_body_size=MOST)
    server.listen(port, "127.0.0.1")
    worker.submit(lambda: [desk.likeness(name) for name in desk.material.questions])
    ready()
    await stop.wait()
    server.stop()


def _said(address: str, say: Callable[[str], None], browser: bool) -> None:
    say(f"Marking: {address}\nStop it with Ctrl-C. Every key is kept.")
    if browser:
        webbrowser.open(address)


def _token(file: Path) -> str:
    """Return the token of last time, or make one that only this user can read."""
    if file.is_file() and (kept := file.read_text(encoding="ascii").strip()):
        return kept
    file.parent.mkdir(parents=True, exist_ok=True)
    token = secrets.token_urlsafe(24)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(token)
    return token
