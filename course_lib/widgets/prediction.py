"""A question before a picture: what is going to be seen?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets

SKIP = "just show it"


def prediction(
    question: str, options: Sequence[str], answer: str, hidden: Sequence[Any]
) -> tuple[Any, Any]:
    """Hide the given widgets until an option is chosen, and return the question and its buttons.

    The buttons stay after the choice, so that nothing jumps; the last one is for readers who do
    not want to guess.
    """

    def show(visibility: str) -> None:
        for widget in hidden:
            widget.layout.visibility = visibility

    said = ipywidgets.HTML(f"<b>Predict first.</b> {question}")
    choices = [
        ipywidgets.Button(description=option, layout={"width": "auto"})
        for option in (*options, SKIP)
    ]

    def reveal(pressed: ipywidgets.Button) -> None:
        guess = pressed.description
        said.value = answer if guess == SKIP else f"You said: <b>{guess}</b>. {answer}"
        for choice in choices:
            choice.disabled = True
        show("visible")

    for choice in choices:
        choice.on_click(reveal)
    show("hidden")
    return said, ipywidgets.HBox(choices)
