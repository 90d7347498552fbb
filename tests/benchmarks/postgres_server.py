"""A PostgreSQL server for the time of a test or a benchmark, reached through a socket file only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """Return the folder of the newest server that is installed, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server(folder_of_programs: Path) -> Iterator[str]:
    """Start a server and give its address."""
    folder = Path(tempfile.mkdtemp(prefix="grader-pg-", dir="/tmp"))
    # The server refuses to run as root.
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    if nobody:
        os.chown(folder, 65534, 65534)
    data = folder / "data"
    initdb = [folder_of_programs / "initdb", "-D", data, "-U", "grader", "-A", "trust", "-N"]
    subprocess.run(initdb, check=True, cwd=folder, capture_output=True, **nobody)  # type: ignore[call-overload]  # options as a dictionary
    command = [folder_of_programs / "postgres", "-D", data, "-k", folder, "-h", "", "-F"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stderr=log, stdout=log, **nobody)  # type: ignore[call-overload]  # as above
    try:
        address = f"postgresql://grader@/postgres?host={folder}"
        _wait_for(address, folder / "log")
        yield address
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}") from error
            time.sleep(0.1)


@contextmanager
def database(address: str) -> Iterator[str]:
    """Make an empty database on a server and give its address."""
    name = f"gradebook_{os.getpid()}_{time.monotonic_ns()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield address.replace("/postgres?", f"/{name}?")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
