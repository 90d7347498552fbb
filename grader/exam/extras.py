"""The packages that only exams need; a student's machine does not have them."""

from __future__ import annotations

import importlib
from typing import Any

from grader.base.errors import GraderError


def extra(name: str) -> Any:
    """Return a module of the extra ``exam``, or say how to install it.

    Examples
    --------
    >>> extra("no_such_package")
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: exams need the package no_such_package. Run: pip install -r ...
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        package = (error.name or name).partition(".")[0]
        hint = "Run: pip install -r requirements.txt"
        raise GraderError(f"exams need the package {package}", hint=hint) from None
