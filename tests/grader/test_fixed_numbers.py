"""Numbers and defaults that decide about grades, and are changed on purpose or not at all.

With another limit a regrade gives other points, with another default a command does something
else.  ``fixed_numbers.json`` has them by name.  After a change that is meant, ``python
tests/grader/test_fixed_numbers.py`` writes it anew, and its diff is the announcement.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import click
import typer

import course_lib
import grader
from grader.cli import app

STORED = Path(__file__).with_name("fixed_numbers.json")
NO_SETTINGS = {"__main__", "nbgrader_config", "bank", "work"}


def modules() -> Iterator[Any]:
    """Yield every module but the questions of the exam and what runs only as a program."""
    for package in (grader, course_lib):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not NO_SETTINGS & {*found.name.split(".")}:
                yield importlib.import_module(found.name)


def plain(value: Any) -> Any:
    """Return numbers, and tables of numbers and words, as JSON has them; None for the rest."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list) and value:
        items = [item if isinstance(item, str) else plain(item) for item in value]
        counts = None not in items and any(not isinstance(item, str) for item in items)
        return items if counts else None
    if isinstance(value, dict) and value:
        table = {str(key): plain(item) for key, item in value.items()}
        return table if None not in table.values() else None
    return None


def numbers() -> dict[str, Any]:
    """Return the constants and the defaults of all modules: ``module.NAME`` and what it is."""
    found: dict[str, Any] = {}
    for module in modules():
        here = module.__name__.rpartition(".")[2]
        for name, value in vars(module).items():
            if name.isupper() and plain(value) is not None:
                found[f"{here}.{name}"] = plain(value)
            elif getattr(value, "__module__", "") == module.__name__:
                found |= {f"{here}.{name}.{key}": v for key, v in defaults(value)}
    return found


def defaults(what: Any) -> Iterator[tuple[str, Any]]:
    """Yield the numeric defaults of a function or a dataclass, and of its methods."""
    if is_dataclass(what):
        known = ((field.name, field.default) for field in fields(what))
        yield from ((k, plain(v)) for k, v in known if v is not MISSING and plain(v) is not None)
    elif inspect.isfunction(what):
        for parameter in inspect.signature(what).parameters.values():
            if plain(parameter.default) is not None:
                yield parameter.name, plain(parameter.default)
    if inspect.isclass(what):
        for name, method in vars(what).items():
            if inspect.isfunction(method) and not name.startswith("__"):
                yield from ((f"{name}.{key}", value) for key, value in defaults(method))


def options() -> dict[str, Any]:
    """Return the default of each option of each command."""
    found: dict[str, Any] = {}

    def walk(command: click.Command, path: str) -> None:
        for name, child in getattr(command, "commands", {}).items():
            walk(child, f"{path} {name}")
        for parameter in command.params:
            if isinstance(parameter.default, bool | int | float | str):
                found[f"{path} {parameter.opts[-1]}"] = parameter.default

    walk(typer.main.get_command(app), "grader")
    return found


def test_limits_and_defaults_are_the_announced_ones() -> None:
    """A changed number is named, with what it was and what it is; files may move."""
    stored, now = json.loads(STORED.read_text())["numbers"], json.loads(json.dumps(numbers()))
    both = stored.keys() & now.keys()
    assert {k: (stored[k], now[k]) for k in sorted(both) if stored[k] != now[k]} == {}
    assert len(both) > 0.9 * len(stored)  # or the file is out of date


def test_commands_do_by_default_what_they_did() -> None:
    """The default of an option is part of what a command means."""
    assert options() == json.loads(STORED.read_text())["options"]


if __name__ == "__main__":
    content = {"numbers": numbers(), "options": options()}
    STORED.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n")
    sys.stdout.write(f"{len(content['numbers'])} numbers, {len(content['options'])} options\n")
