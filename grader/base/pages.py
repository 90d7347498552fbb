"""The pages for people: one way to fill in the templates of feedback, report and similarity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from grader.base.names import shown


def page_template(name: str, **filters: Callable[..., object]) -> Template:
    """Return a template of ``grader/templates``: text is text there, and no name may be missing.

    What would turn the order of the letters on the page is a question mark there.

    Parameters
    ----------
    filters : what the template calls by these names.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    environment.filters.update(filters)
    return environment.get_template(name)
