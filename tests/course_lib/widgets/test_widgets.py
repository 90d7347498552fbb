"""The package of the plots: cheap to import, inert while grading, tidy when closed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from course_lib import widgets

NAMES = [
    "activation_explorer", "augmentation_viewer", "backprop_stepper", "dropout_inspector",
    "early_stopping_arena", "fit_explorer", "gradient_microscope", "lambda_dial",
    "loss_designer", "network_playground",
]  # fmt: skip
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
