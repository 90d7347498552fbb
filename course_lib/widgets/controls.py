"""The controls of the plots: ipywidgets with a label, a unit and a sensible range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets

_STYLE = {"description_width": "initial"}


def slider(
    label: str, low: float, high: float, value: float, *, step: float = 0.1, form: str = ".2f"
) -> ipywidgets.FloatSlider:
    """Return a slider for a real number; ``form`` is the format of the number beside it."""
    return ipywidgets.FloatSlider(
        value=value, min=low, max=high, step=step, description=label, readout_format=form,
        style=_STYLE, layout={"width": "290px"},
    )  # fmt: skip


def turn(control: ipywidgets.FloatSlider, value: float) -> None:
    """Set a slider to its step nearest to ``value``, at most to its end.

    Between two steps the browser would move it itself, a moment later: the plot would jump.

    Examples
    --------
    >>> z = slider("z", -6, 6, 1.0, step=0.05)
    >>> turn(z, 2.13)
    >>> z.value
    2.15
    >>> turn(z, 7)
    >>> z.value
    6.0
    """
    steps = round((value - control.min) / control.step)
    nearest = round(control.min + steps * control.step, 9)
    control.value = min(max(nearest, control.min), control.max)


def log_slider(label: str, low: float, high: float, value: float) -> ipywidgets.FloatLogSlider:
    """Return a slider from 10**low to 10**high."""
    return ipywidgets.FloatLogSlider(
        value=value, min=low, max=high, step=0.05, description=label, readout_format=".2g",
        style=_STYLE, layout={"width": "290px"},
    )  # fmt: skip


def whole(label: str, low: int, high: int, value: int) -> ipywidgets.IntSlider:
    """Return a slider for a whole number."""
    return ipywidgets.IntSlider(
        value=value, min=low, max=high, description=label, style=_STYLE, layout={"width": "290px"}
    )


def choice(label: str, options: Sequence[Any], value: Any = None) -> ipywidgets.Dropdown:
    """Return a drop-down list; an option is a value or a pair (text, value)."""
    menu = ipywidgets.Dropdown(
        options=options, description=label, style=_STYLE, layout={"width": "auto"}
    )
    if value is not None:
        menu.value = value
    return menu


def tick(label: str, value: bool = False) -> ipywidgets.Checkbox:
    """Return a box to tick."""
    return ipywidgets.Checkbox(
        value=value, description=label, indent=False, layout={"width": "auto"}
    )


def number(label: str, value: float | None = None) -> ipywidgets.Text:
    """Return a field for a number. It is a text field: an empty one means no answer yet."""
    return ipywidgets.Text(
        value="" if value is None else f"{value:g}", description=label, style=_STYLE,
        continuous_update=False, layout={"width": "150px"},
    )  # fmt: skip


def text(label: str) -> ipywidgets.Text:
    """Return a field for any text."""
    return ipywidgets.Text(description=label, style=_STYLE, layout={"width": "290px"})


def button(label: str, action: Callable[[], None], hint: str = "") -> ipywidgets.Button:
    """Return a button that calls ``action``."""
    made = ipywidgets.Button(description=label, tooltip=hint or label, layout={"width": "auto"})
    made.on_click(lambda _button: action())
    return made


def parse_number(text: str, name: str) -> float:
    """Return the number in a field, or say what was typed instead.

    Raises
    ------
    ValueError : the text is no finite number.

    Examples
    --------
    >>> parse_number("2e-1", "∂L/∂a")
    0.2
    >>> parse_number("abc", "∂L/∂a")
    Traceback (most recent call last):
        ...
    ValueError: ∂L/∂a must be a number, got 'abc'.
    """
    try:
        value = float(text.replace("−", "-").replace(",", "."))
    except ValueError:
        raise ValueError(f"{name} must be a number, got {text!r}.") from None
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{name} must be finite, got {text!r}.")
    return value
