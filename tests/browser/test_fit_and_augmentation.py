"""The fit explorer and the augmentation viewer in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from reader import Reader

pytestmark = pytest.mark.browser
FIT = "from course_lib import widgets\nplot = widgets.fit_explorer()\nplot"
CHANGE = "from course_lib import widgets\nplot = widgets.augmentation_viewer()\nplot"


def test_a_point_dragged_upwards_pulls_the_fit(open_notebook: Callable[..., Reader]) -> None:
    """The grabbed point follows the pointer, and the curve near it rises."""
    reader = open_notebook(FIT)
    picture = reader.picture()
    me = "plot._draw.__self__"
    place = f"[float(v) for v in {me}.data.transData.transform(({me}.x[10], {me}.y[10]))]"
    left, low = reader.ask(place)
    size = reader.ask(
        f"[float({me}.stage.figure.bbox.width), float({me}.stage.figure.bbox.height)]"
    )
    here = (left / size[0], low / size[1])
    height = f"float({me}.y[10])"
    fitted = f"float({me}.curve.get_ydata().sum())"
    before, sum_before = reader.ask(height), reader.ask(fitted)
    picture.drag(here, (here[0], here[1] + 0.2), steps=10)
    reader.finds(height, lambda now: now > before + 0.5)
    reader.finds(fitted, lambda now: now > sum_before)


def test_a_new_sample_keeps_the_old_fit_and_the_degree_can_be_clicked(
    open_notebook: Callable[..., Reader],
) -> None:
    """New sample leaves a thin line; a click on the right picture sets the degree."""
    reader = open_notebook(FIT)
    picture = reader.picture()
    before = picture.pixels()
    assert picture.after(lambda: reader.press("New sample")) != before
    thin = "[bool(ghost.get_visible()) for ghost in plot._draw.__self__.ghosts].count(True)"
    reader.finds(thin, lambda lines: lines == 1)
    picture.after(lambda: picture.click(0.95, 0.4))
    degree = "plot.control('Degree').value"
    reader.finds(degree, lambda now: now >= 10)
    reader.sees(lambda: f"Degree {reader.ask(degree)}")


def test_the_effect_of_augmentation_is_measured_seed_by_seed(
    open_notebook: Callable[..., Reader],
) -> None:
    """Eight pairs are trained while the page stays alive; then the paired change is shown."""
    reader = open_notebook(CHANGE)
    picture = reader.picture()
    before, first = picture.pixels(), picture.frame
    reader.press("Measure the error")
    reader.sees("(8 seeds,")
    picture.differs(before)
    assert picture.frame >= first + 8
    reader.finds("len(plot._draw.__self__.experiment.with_it)", lambda pairs: pairs == 8)
    reader.choose("Change", "horizontal flip")
    reader.sees("loses the label")
    reader.finds("plot._draw.__self__.experiment is None")


def test_signals_can_be_chosen_and_their_changes_are_offered(
    open_notebook: Callable[..., Reader],
) -> None:
    """The list of changes follows the data."""
    reader = open_notebook(CHANGE)
    picture = reader.picture()
    picture.after(lambda: reader.choose("Data", "signals"))
    options = reader.control("Change").locator("option")
    expect(options.filter(has_text="signal shift")).to_have_count(1)
    expect(options.filter(has_text="rotation")).to_have_count(0)
