"""Learning curves and comparisons show the numbers they were given, and honest intervals."""

import numpy as np
import pytest
import scipy.stats

from course_lib import plots


def test_both_losses_are_drawn_from_epoch_zero():
    """Each line runs over epochs 0, 1, ... with the losses given."""
    (ax,) = plots.learning_curves([3, 2, 1], [4, 3, 3.5]).axes
    lines = {line.get_label(): line for line in ax.lines}
    np.testing.assert_array_equal(lines["training"].get_xydata(), [[0, 3], [1, 2], [2, 1]])
    np.testing.assert_array_equal(lines["validation"].get_xydata(), [[0, 4], [1, 3], [2, 3.5]])


def test_best_and_last_epoch_are_marked():
    """The best epoch is marked on the validation curve, the end by a vertical line."""
    (ax,) = plots.learning_curves([3, 2, 1], [4, 3, 3.5], best_epoch=1, stopped_epoch=2).axes
    lines = {line.get_label(): line for line in ax.lines}
    np.testing.assert_array_equal(lines["best: epoch 1, 3"].get_xydata(), [[1, 3]])
    np.testing.assert_array_equal(lines["stopped after epoch 2"].get_xdata(), [2, 2])


def test_a_diverged_run_can_be_shown():
    """Infinite losses do not stop the figure, and the axis stays finite."""
    figure = plots.learning_curves([1.0, 10.0, np.inf])
    assert figure.html()
    assert np.isfinite(figure.axes[0].get_ylim()).all()


def test_bad_curves_are_refused():
    """Unequal lengths, NaN and a best epoch that was never run are refused."""
    with pytest.raises(ValueError, match=r"validation_loss must have shape \(3,\), got \(2,\)"):
        plots.learning_curves([3, 2, 1], [1, 2])
    with pytest.raises(ValueError, match="train_loss must not contain NaN"):
        plots.learning_curves([3, np.nan])
    with pytest.raises(ValueError, match="best_epoch must be an epoch from 0 to 1, got 2"):
        plots.learning_curves([3, 2], best_epoch=2)


@pytest.mark.parametrize("n", [2, 3, 5, 10, 14, 30, 31, 32, 60, 500])
def test_interval_is_student_s(n):
    """The interval is SciPy's t interval, to 0.2 % of its width."""
    runs = np.random.default_rng(n).normal(0.9, 0.02, size=n)
    mean, low, high = plots.mean_interval(runs)
    expected = scipy.stats.t.interval(0.95, n - 1, loc=runs.mean(), scale=scipy.stats.sem(runs))
    assert mean == pytest.approx(runs.mean())
    np.testing.assert_allclose((low, high), expected, atol=0.002 * np.ptp(expected))


def test_one_run_has_no_interval():
    """A single run tells nothing about the spread; the interval is infinite and not drawn."""
    assert plots.mean_interval([0.9]) == (0.9, -np.inf, np.inf)
    (ax,) = plots.compare_runs({"once": [0.9]}).axes
    assert all(container.lines[2] == () for container in ax.containers)
    assert np.isfinite(ax.get_ylim()).all()


def test_every_run_is_a_point():
    """All runs are drawn as points, equal ones beside each other, with mean and interval."""
    results = {"plain": [0.90, 0.92, 0.92], "dropout": [0.93, 0.95]}
    (ax,) = plots.compare_runs(results).axes
    points = [line for line in ax.lines if len(line.get_xdata()) > 1 and line.get_marker() in "os"]
    for line, runs in zip(points, results.values(), strict=True):
        np.testing.assert_array_equal(line.get_ydata(), runs)
        assert len(set(line.get_xdata())) == len(runs)
    for container, runs in zip(ax.containers, results.values(), strict=True):
        mean, low, high = plots.mean_interval(runs)
        assert container.lines[0].get_ydata() == pytest.approx([mean])
        ends = container.lines[2][0].get_segments()[0][:, 1]
        np.testing.assert_allclose(sorted(ends), [low, high])


def test_markers_differ_between_methods():
    """Methods differ in the shape of their points, not in colour alone."""
    (ax,) = plots.compare_runs({name: [1.0, 2.0] for name in "abcd"}).axes
    markers = [line.get_marker() for line in ax.lines if len(line.get_xdata()) == 2]
    assert len({m for m in markers if m not in "_|"}) >= 4


def test_nothing_to_compare_is_refused():
    """No method and no run are refused."""
    with pytest.raises(ValueError, match="results must have at least one method"):
        plots.compare_runs({})
    with pytest.raises(ValueError, match="values must have at least one run"):
        plots.compare_runs({"a": []})
