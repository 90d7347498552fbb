"""The activation figure shows the function, its derivative and the flat regions."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from course_lib import plots
from course_lib.activations import ACTIVATIONS


def spans(ax):
    """Return (left, right) of the shaded regions."""
    return sorted(
        (p.get_x(), p.get_x() + p.get_width()) for p in ax.patches if isinstance(p, Rectangle)
    )


def curve(ax, label):
    line = next(line for line in ax.lines if line.get_label() == label)
    return line.get_xdata(), line.get_ydata()


def test_sigmoid_and_its_derivative_are_drawn():
    """The two lines are the logistic function and its derivative at the places drawn."""
    (ax,) = plots.activation(ACTIVATIONS["sigmoid"]).axes
    z, value = curve(ax, "$g(z)$")
    np.testing.assert_allclose(value, 0.5 * (1 + np.tanh(z / 2)), atol=1e-12)
    z, slope = curve(ax, "$g'(z)$")
    np.testing.assert_allclose(slope, 0.25 / np.cosh(z / 2) ** 2, atol=1e-12)


def test_sigmoid_is_flat_beyond_2_89():
    """sigma'(z) = 0.05 at z = 2 artanh(sqrt(0.8)) = 2.887: shading begins there, on both sides."""
    edge = 2 * np.arctanh(np.sqrt(0.8))
    (ax,) = plots.activation(ACTIVATIONS["sigmoid"]).axes
    np.testing.assert_allclose(spans(ax), [(-5, -edge), (edge, 5)], atol=0.02)


def test_relu_is_dead_on_the_left():
    """ReLU is shaded exactly where its derivative is zero; leaky ReLU nowhere."""
    (ax,) = plots.activation(ACTIVATIONS["relu"]).axes
    np.testing.assert_allclose(spans(ax), [(-5, 0)], atol=0.02)
    (ax,) = plots.activation(ACTIVATIONS["leaky_relu"]).axes
    assert spans(ax) == []


def test_flat_zero_shades_nothing():
    """With flat = 0 there is no shading even where the derivative is zero."""
    (ax,) = plots.activation(ACTIVATIONS["relu"], flat=0).axes
    assert spans(ax) == []


def test_the_legend_names_the_shading_once():
    """Two shaded regions make one legend entry."""
    (ax,) = plots.activation(ACTIVATIONS["tanh"]).axes
    names = [text.get_text() for text in ax.get_legend().get_texts()]
    assert names == ["flat: $|g'(z)| < 0.05$", "$g(z)$", "$g'(z)$"]


def test_own_function_and_places():
    """A student's function with its derivative is drawn at the places given."""
    z = np.linspace(-1, 1, 5)
    figure = plots.activation(np.square, derivative=lambda z: 2 * z, z=z, title="square")
    (ax,) = figure.axes
    np.testing.assert_array_equal(curve(ax, "$g(z)$")[1], [1, 0.25, 0, 0.25, 1])
    assert ax.get_title() == "square"
    assert ax.get_xlim() == (-1, 1)


def test_bad_activations_are_refused():
    """No derivative, and a function that returns another shape, are refused with a hint."""
    with pytest.raises(ValueError, match=r"g must have a derivative.*Pass derivative=\.\.\."):
        plots.activation(np.tanh)
    with pytest.raises(ValueError, match=r"g\(z\) must have shape \(1001,\), got \(\)"):
        plots.activation(np.sum, derivative=np.cos)
