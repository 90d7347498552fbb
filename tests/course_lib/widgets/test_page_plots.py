"""Plots that are drawn in the page: what Python checks, samples and writes down."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_lib import widgets
from course_lib.widgets.controls import Slider
from course_lib.widgets.describe import View, mark
from course_lib.widgets.maths.sampling import LOW, STEP, sampled
from course_lib.widgets.plot import Plot

# With a state other than the default, and what is refused.
PLOTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "activation_explorer": ({"kind": "elu", "alpha": 0.5}, {"kind": "selu"}),
    "backprop_stepper": ({"kind": "tanh", "w1": 1.5, "da_dz": 0.25}, {"w1": "a lot"}),
    "gradient_microscope": ({"kind": "relu", "h": 1e-7}, {"h": 2}),
    "network_playground": ({"data": "moons", "hidden": "4,2"}, {"hidden": "9"}),
    "dropout_inspector": ({"p": 0.8, "count": 400}, {"mode": "test"}),
    "early_stopping_arena": ({"patience": 10, "score": True}, {"run": 31}),
    "loss_designer": ({"weight": 0, "threshold": 0.7}, {"risky": 0}),
    "lambda_dial": ({"penalty": "l2", "lam": 0.3}, {"penalty": "l3"}),
    "fit_explorer": ({"degree": 9, "errors": True, "moved": "3:-1.25"}, {"moved": "3;1"}),
    "augmentation_viewer": ({"change": "rotation", "max_degrees": 90}, {"max_degrees": 181}),
}
SAMPLED = ["activation_explorer", "network_playground"]  # take a function of one number


def described(plot: Plot) -> dict[str, Any]:
    """Return the description as it stands in the HTML."""
    text = re.search(r'application/json">(.*?)</script>', plot.html(), re.DOTALL)
    assert text is not None
    found: dict[str, Any] = json.loads(text[1])
    return found


@pytest.mark.parametrize("name", list(PLOTS))
def test_a_state_written_by_the_plot_opens_it_again(name: str) -> None:
    """Settings are the state; all other controls keep their defaults."""
    settings, _ = PLOTS[name]
    plot = getattr(widgets, name)(**settings)
    found = described(plot)
    assert {key: found["state"][key] for key in settings} == settings
    assert all(found["state"][k] == v for k, v in found["defaults"].items() if k not in settings)


@pytest.mark.parametrize("name", list(PLOTS))
def test_a_setting_that_is_unknown_or_not_allowed_is_refused_by_name(name: str) -> None:
    """The message has the plot, the setting, and what is allowed."""
    _, wrong = PLOTS[name]
    (key,) = wrong
    with pytest.raises(ValueError, match=f"{name}: {key} must"):
        getattr(widgets, name)(**wrong)
    with pytest.raises(TypeError, match=f"{name} has no setting 'colour'. It has: "):
        getattr(widgets, name)(colour="red")


@pytest.mark.parametrize("name", list(PLOTS))
def test_steps_set_only_what_the_controls_allow(name: str) -> None:
    """A guided step with a typing mistake would do nothing and say nothing."""
    plot = getattr(widgets, name)(predict=True)
    steps = described(plot)["steps"]
    assert len(steps) >= 2
    for step in steps:
        for key, value in step.get("set", {}).items():
            plot.controls[key].check(value, name)
        if "options" in step:
            assert step["see"]


@pytest.mark.parametrize("name", list(PLOTS))
def test_every_mark_names_an_array_and_every_control_has_words(name: str) -> None:
    """At most five controls with a value are in sight; each has a label, a unit has its space."""
    controls = described(getattr(widgets, name)())["controls"]
    shown = [c for c in controls if c["kind"] != "hidden"]
    assert all(c["label"] for c in shown)
    assert all(not c.get("unit") or c["unit"][0] == " " for c in shown)
    in_sight = [c for c in shown if not c.get("folded") and not c.get("when")]
    assert len([c for c in in_sight if c["kind"] != "button"]) <= 5


@pytest.mark.parametrize("name", list(PLOTS))
def test_a_function_that_raises_is_one_line_and_the_plot_goes_on(name: str) -> None:
    """The cell does not fail; the course's own functions are there."""

    def broken(*_arguments: Any, **_options: Any) -> Any:
        raise ZeroDivisionError("my mistake")

    found = described(getattr(widgets, name)(broken))
    assert found["trouble"] == "ZeroDivisionError: my mistake"
    assert not any(key.startswith("own") for key in found["arrays"])


@pytest.mark.parametrize("name", SAMPLED)
def test_an_own_function_travels_as_a_table_and_leaves_no_widget(name: str) -> None:
    """It stands first in the list; no widget lives in the kernel, so none can leak."""
    from ipywidgets.widgets import widget

    before = len(widget._instances)
    plot = getattr(widgets, name)(np.arctan)
    found = described(plot)
    assert "own" in found["state"].values()
    assert found["own"] == "arctan"
    if found["live"]:  # asked again for another place: what it needs at first is stored
        assert found["first"]["arrays"]
    else:
        assert found["arrays"]["own_values"]["shape"] == [4001]
    assert len(widget._instances) == before


def test_the_table_is_the_function_between_its_places_too() -> None:
    """Half-way between two places the straight line is off by at most step² |g''| / 8."""
    own, _ = sampled(np.tanh)
    values = own.arrays["own_values"][0]
    z = LOW + STEP * (np.arange(4000) + 0.5)
    middle = (values[1:] + values[:-1]) / 2
    assert np.abs(middle - np.tanh(z)).max() < STEP**2 * 0.77 / 8 + 1e-12


def test_what_an_own_function_prints_does_not_fill_the_cell(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A line for each of the 4001 places is cut; the microscope says it below its picture."""

    def talks(z: np.ndarray) -> np.ndarray:
        for value in z.ravel():
            print("called with", value)
        return z * z

    assert sampled(talks)[1] == ""
    assert capsys.readouterr().out.count("called with") < 30
    line = described(widgets.gradient_microscope(talks))["first"]["line"]
    assert line.startswith(" Your function printed: called with")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("make", [lambda z: z[:3], lambda z: z * np.nan, 3])
def test_what_is_no_activation_is_told_in_one_line(make: Any) -> None:
    """Another shape, NaN, and what cannot be called."""
    own, trouble = sampled(make)
    assert not own.arrays
    assert trouble.split(":")[0] in ("ValueError", "TypeError")
    assert "\n" not in trouble


def line(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> Plot:
    """Return a plot that asks Python for each change."""
    view = View(id="v", title="line", marks=[mark("line", x="x", y="y")])
    slope = Slider(id="k", label="Slope", low=0, high=9, value=2)
    return Plot("line", words="A line.", controls=[slope], views=[view], answer=answer)


def test_the_first_answer_is_stored_for_pages_without_a_kernel() -> None:
    """Arrays with their bytes, numbers without a shape; what was printed is part of the line."""

    def answer(state: dict[str, Any]) -> dict[str, Any]:
        print("a note to myself")
        return {"line": "seen.", "x": [0.0, 1.0], "y": [0.0, float(state["k"])], "top": 2}

    plot = line(answer)
    first = described(plot)["first"]
    assert first["line"] == "seen. Your function printed: a note to myself"
    assert first["arrays"]["y"]["shape"] == [2]
    assert first["arrays"]["top"]["shape"] == []


def test_a_bridge_answers_with_bytes_and_an_error_with_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is sent has the id of the question; closed, the bridge answers nothing."""

    def answer(state: dict[str, Any]) -> dict[str, Any]:
        return {"line": "here", "y": np.array([1.0, 2.0]) / state["k"]}

    plot = line(answer)
    bridge = plot.bridge(answer)
    sent: list[Any] = []
    monkeypatch.setattr(bridge, "send", lambda *message: sent.append(message))
    bridge._receive(None, {"kind": "ask", "id": 7, "state": {"k": 4}}, [])
    reply, (values,) = sent.pop()
    assert (reply["id"], reply["line"], reply["error"]) == (7, "here", "")
    assert np.frombuffer(values).tolist() == [0.25, 0.5]
    bridge._receive(None, {"kind": "ask", "id": 8, "state": {}}, [])
    assert sent.pop()[0]["error"] == "KeyError: 'k'"
    plot.close()
    bridge._receive(None, {"kind": "ask", "id": 9, "state": {"k": 1}}, [])
    assert not sent


@pytest.mark.parametrize("name", list(PLOTS))
def test_the_html_asks_no_server_and_reads_without_a_script(name: str) -> None:
    """No address but that of the SVG names; a sentence says what is there and how to wake it."""
    plot = getattr(widgets, name)()
    text = plot.html()
    assert set(re.findall(r"https?://[^\s\"'`)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert plot.words in text
    assert "run this cell" in text
    assert plot._repr_mimebundle_()["text/plain"] == plot.words


def test_a_name_in_the_description_cannot_end_the_script() -> None:
    """Text of a student is data: it closes no element."""

    def function(z: np.ndarray) -> np.ndarray:
        raise ValueError("</script><b>bold</b>")

    text = widgets.activation_explorer(function).html()
    assert "</script><b>" not in text
    assert described(widgets.activation_explorer(function))["trouble"].endswith("</b>")
