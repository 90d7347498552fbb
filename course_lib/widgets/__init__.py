"""The interactive plots of the course: one call each, ``widgets.activation_explorer()``.

Each plot opens below the cell that calls it. It also takes your own function, for example
``widgets.activation_explorer(my_relu)``; what it expects is in the docstring of the plot.

Importing this package costs nothing: a plot, Matplotlib and ipywidgets are imported when a
plot is first opened. While a notebook is being graded the plots are inert: a call returns a
placeholder at once and imports nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

# Where each plot lives. A file does not carry the name of its plot, because importing
# ``widgets.x`` would put the module where the function is expected.
_FILES = {
    "activation_explorer": "activations",
    "backprop_stepper": "stepper",
    "network_playground": "playground",
    "lambda_dial": "dial",
    "dropout_inspector": "inspector",
    "early_stopping_arena": "arena",
    "gradient_microscope": "microscope",
    "loss_designer": "designer",
    "fit_explorer": "fitting",
    "augmentation_viewer": "augmentation",
}

# Either of these means that nobody is looking: nbgrader sets the first, the sandbox the second.
_UNATTENDED = ("NBGRADER_EXECUTION", "COURSE_SANDBOX")

__all__ = list(_FILES)


class Inert:
    """What a plot is while a notebook is being graded: its name and nothing else."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"{self.name}: not shown while a notebook is being graded"

    def close(self) -> None:
        """Do nothing, so that code written for a real plot runs."""


def is_unattended() -> bool:
    """Tell whether a notebook is being graded in this process."""
    return any(os.environ.get(name) for name in _UNATTENDED)


def __getattr__(name: str) -> Callable[..., Any]:
    if name not in _FILES:
        raise AttributeError(
            f"course_lib.widgets has no plot {name!r}. It has: {', '.join(_FILES)}."
        )
    if is_unattended():
        return lambda *_args, **_options: Inert(name)
    function: Callable[..., Any] = getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
    return function


def __dir__() -> list[str]:
    return sorted([*globals(), *_FILES])
