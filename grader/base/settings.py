"""Reads the files of settings that an instructor writes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from grader.base.errors import GraderError
from grader.base.texts import decoded


def read_settings(path: Path) -> dict[str, Any]:
    """Return what a TOML file says; nothing if there is none.

    Raises
    ------
    GraderError : it is not TOML, or not text; the message names the file.
    """
    try:
        return tomllib.loads(decoded(path.read_bytes(), str(path)))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{path} is not valid TOML: {error}") from None
