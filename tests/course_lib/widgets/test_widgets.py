"""The package of the plots: cheap to import, inert while grading, tidy when closed."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

import ipywidgets
import pytest

from course_lib import widgets

NAMES = [
    "activation_explorer", "augmentation_viewer", "backprop_stepper", "dropout_inspector",
    "early_stopping_arena", "fit_explorer", "gradient_microscope", "lambda_dial",
    "loss_designer", "network_playground",
]  # fmt: skip
IN_THE_PAGE = {  # tested in test_page_plots.py
IN_THE_PAGE    "network_playground",
}  # fmt: skip
DRAWN_BY_THE_KERNEL = [name for name in NAMES if name not in IN_THE_PAGE]
LOOK = "import sys; print(sorted({'matplotlib', 'ipywidgets', 'anywidget'} & set(sys.modules)))"


def run(code: str, **environment: str) -> str:
    """Run code in a fresh Python and return what it prints."""
    import os

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    return done.stdout.strip()


def test_the_ten_plots_of_the_course_are_offered() -> None:
    """The names are those of the course, and each has a docstring that says how to use it."""
    assert sorted(widgets.__all__) == NAMES
    assert set(NAMES) <= set(dir(widgets))
    for name in NAMES:
        assert "predict : ask for a prediction" in (getattr(widgets, name).__doc__ or "")


def test_a_name_that_is_no_plot_is_refused_with_the_names_that_are() -> None:
    """A misspelt plot is an AttributeError that lists the plots."""
    with pytest.raises(AttributeError, match=r"no plot 'activation_explorre'.*lambda_dial"):
        widgets.activation_explorre  # noqa: B018  # the access is the test


def test_importing_the_package_imports_neither_matplotlib_nor_ipywidgets() -> None:
    """`import course_lib.widgets` costs nothing."""
    assert run(f"import course_lib.widgets; {LOOK}") == "[]"


@pytest.mark.parametrize("variable", ["NBGRADER_EXECUTION", "COURSE_SANDBOX"])
def test_while_grading_a_plot_is_a_placeholder_that_imports_nothing(variable: str) -> None:
    """Every plot answers at once, whatever its arguments, and can be closed."""
    calls = "; ".join(f"print(w.{n}(len)); w.{n}(None, predict=True).close()" for n in NAMES)
    out = run(f"from course_lib import widgets as w; {calls}; {LOOK}", **{variable: "autograde"})
    lines = out.splitlines()
    assert lines[-1] == "[]"
    assert lines[:-1] == [f"{n}: not shown while a notebook is being graded" for n in NAMES]


@pytest.mark.parametrize("name", DRAWN_BY_THE_KERNEL)
def test_closing_leaves_no_widget_and_no_figure_behind(name: str) -> None:
    """Neither widgets nor the figure are alive, even while the closed panel is kept."""
    before = len(_alive())
    plot = getattr(widgets, name)()
    assert len(_alive()) > before
    figure = weakref.ref(plot.stage.figure)
    plot.close()
    gc.collect()
    assert len(_alive()) == before
    assert figure() is None


@pytest.mark.parametrize("name", DRAWN_BY_THE_KERNEL)
def test_a_closed_plot_weighs_nothing_although_the_notebook_keeps_it(name: str) -> None:
    """IPython's Out holds each result for ever: the panel stays, its figure does not."""
    plot = getattr(widgets, name)()
    figure = weakref.ref(plot.stage.figure)
    plot.close()
    plot.close()
    gc.collect()
    assert figure() is None
    with pytest.raises(AttributeError, match="run its cell again"):
        plot.update()


def _alive() -> dict[str, object]:
    from ipywidgets.widgets import widget

    return dict(widget._instances)


@pytest.mark.parametrize("name", DRAWN_BY_THE_KERNEL)
def test_every_plot_has_a_still_picture_and_a_line_of_numbers(name: str) -> None:
    """Without a kernel the output holds a PNG; a screen reader gets the line as text."""
    plot = getattr(widgets, name)()
    bundle = plot._repr_mimebundle_()
    assert bundle["image/png"][:4] == b"\x89PNG"
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert any(letter.isdigit() for letter in bundle["text/plain"])
    assert "<b>" not in plot.picture.description
    assert "plot-error" not in plot.line.value
    plot.close()


@pytest.mark.parametrize("name", DRAWN_BY_THE_KERNEL)
def test_a_prediction_hides_the_picture_until_an_answer_is_chosen(name: str) -> None:
    """With predict=True the picture appears only after a click on an answer."""
    plot = getattr(widgets, name)(predict=True)
    hidden = (plot.picture, plot.line, plot._task)  # the task may give the answer away
    assert [part.layout.visibility for part in hidden] == ["hidden"] * 3
    said, row = plot._asking.children
    row.children[0].click()
    assert [part.layout.visibility for part in hidden] == ["visible"] * 3
    assert said.value.startswith("You said")
    assert all(option.disabled for option in row.children)  # they stay: nothing jumps
    plot.close()


@pytest.mark.parametrize("name", DRAWN_BY_THE_KERNEL)
def test_every_control_can_be_moved_through_its_range(name: str) -> None:
    """Ends and middle of each slider, and each option of each list, draw without an error."""
    plot = getattr(widgets, name)()
    for control in list(plot.controls):
        values = _values(control)
        first = control.value if values else None
        for value in [*values, first] if values else []:
            control.value = value
            assert "plot-error" not in plot.line.value, (control.description, value)
    plot.close()


def _values(control: ipywidgets.Widget) -> list[object]:
    if isinstance(control, (ipywidgets.FloatSlider, ipywidgets.IntSlider)):
        return [control.min, control.max, (control.min + control.max) // 2]
    if isinstance(control, ipywidgets.FloatLogSlider):
        return [control.base**control.min, control.base**control.max]
    if isinstance(control, ipywidgets.Dropdown):
        return [value for _, value in control._options_full]
    if isinstance(control, ipywidgets.Checkbox) and not control.disabled:
        return [True, False]
    return []
