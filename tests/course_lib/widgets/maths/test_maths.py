"""What the plots compute, against scikit-learn, finite differences and hand computation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn import linear_model

from course_lib.activations import sigmoid, tanh
from course_lib.widgets.maths import arena, credit, curves, dial, fits, neuron


def test_the_slope_by_differences_is_right_far_away_too() -> None:
    """At z = 1e12, where a fixed step would vanish in rounding, the identity has slope 1."""
    z = np.array([-1e12, -3.0, 0.0, 2.0, 1e12])
    slope = curves.own_curve(lambda z: z).slope(z)
    np.testing.assert_allclose(slope, 1, rtol=1e-6)


def test_an_own_function_that_overwrites_its_argument_or_returns_nan() -> None:
    """The plot's grid is safe from writing, and NaN is refused by the function's name."""

    def careless(z: np.ndarray) -> np.ndarray:
        z[z < 0] = 0
        return z

    z = np.array([-1.0, 2.0])
    assert curves.own_curve(careless).value(z).tolist() == [0.0, 2.0]
    assert z.tolist() == [-1.0, 2.0]
    with pytest.raises(ValueError, match=r"_bad.*NaN|_bad.*finite"):
        curves.own_curve(_bad).value(z)
    with pytest.raises(TypeError, match="callable"):
        curves.own_curve(3)  # type: ignore[arg-type]


def _bad(z: np.ndarray) -> np.ndarray:
    return z * np.nan


def test_the_matrix_form_contains_the_one_neuron_and_equals_finite_differences() -> None:
    """dW of the matrix form is the difference quotient of the mean loss over all entries."""
    lesson = neuron.Lesson()
    form = neuron.matrix_form(lesson, sigmoid, "mse")
    X, W, b = form.values["X"], form.values["W"], form.values["b"]
    Y = np.tile([1.0, 0.0], (3, 1))

    def loss(matrix: np.ndarray) -> float:
        return float(np.mean((1 / (1 + np.exp(-(X @ matrix + b))) - Y) ** 2))

    for i in range(2):
        for j in range(2):
            shift = np.zeros((2, 2))
            shift[i, j] = 1e-6
            slope = (loss(W + shift) - loss(W - shift)) / 2e-6
            assert form.gradients["W"][i, j] == pytest.approx(slope, rel=1e-5)
    assert form.values["Z"][0, 0] == pytest.approx(lesson.step(sigmoid, neuron.LOSSES["mse"]).z)


def test_the_lesson_goes_forward_backward_update_in_this_order() -> None:
    """Backward before the loss and update before the gradients are refused; then the loss falls."""
    lesson, loss = neuron.Lesson(), neuron.LOSSES["mse"]
    with pytest.raises(ValueError, match="press Forward"):
        lesson.backward()
    for _ in range(3):
        lesson.forward()
    with pytest.raises(ValueError, match="press Backward"):
        lesson.update(lesson.step(tanh, loss), 0.1)
    for _ in range(4):
        lesson.backward()
    before = lesson.step(tanh, loss)
    lesson.update(before, 0.1)
    assert lesson.shown == 0
    assert lesson.step(tanh, loss).L < before.L


def test_likely_mistakes_are_named() -> None:
    """Sign, a instead of its derivative, and the missing 2 are told apart."""
    step = neuron.Lesson().step(sigmoid, neuron.LOSSES["mse"])
    assert "sign" in neuron.likely_mistake("∂L/∂a", -step.dL_da, step)
    assert "itself" in neuron.likely_mistake("∂a/∂z", step.a, step)
    assert "factor 2" in neuron.likely_mistake("∂L/∂a", step.dL_da / 2, step)
    assert neuron.likely_mistake("∂L/∂a", 77.0, step) == ""


@pytest.mark.parametrize("mix", [1.0, 0.5])
def test_the_dial_agrees_with_scikit_learn(mix: float) -> None:
    """scikit-learn divides the loss by 2n, so its alpha is λ-dependent; the weights agree."""
    p = dial.problem(dial.MADE, 0.9, 1)
    path = dial.path(dial.MADE, 0.9, 1, mix)
    row = 40
    lam, n = dial.LAMS[row], len(p.y)
    l1, l2 = mix * lam / (2 * n), (1 - mix) * lam / n
    model = linear_model.ElasticNet(
        alpha=l1 + l2, l1_ratio=l1 / (l1 + l2), fit_intercept=False, tol=1e-12, max_iter=100_000
    )
    np.testing.assert_allclose(path[row], model.fit(p.X, p.y).coef_, atol=2e-3)


def test_the_loss_ellipse_through_the_solution_touches_the_ball() -> None:
    """At the solution no point of the ball has a lower loss: the two curves are tangent."""
    p = dial.problem(dial.MADE, 0.5, 2)
    for mix in (0.0, 0.5, 1.0):
        w = dial.path(dial.MADE, 0.5, 2, mix)[50]
        x, y = dial.ball(w[0], w[1], mix)

        def loss(a: float, b: float, w: np.ndarray = w) -> float:
            v = w.copy()
            v[:2] = a, b
            return float(np.sum((p.y - p.X @ v) ** 2))

        inside = [loss(0.999 * a, 0.999 * b) for a, b in zip(x, y, strict=True)]
        assert min(inside) >= loss(w[0], w[1]) * (1 - 1e-9)


def test_degrees_of_freedom_of_the_lasso_count_the_weights_that_are_left() -> None:
    """All features at tiny λ, none at huge λ, and the number of non-zeros between."""
    p = dial.problem(dial.MADE, 0.9, 1)
    path = dial.path(dial.MADE, 0.9, 1, 1.0)
    free = dial.degrees_of_freedom(p, path, 1.0)
    np.testing.assert_allclose(free, (np.abs(path) > 1e-9).sum(axis=1))
    assert free[0] == 6
    assert free[-1] == 0


def stops_within(patience: int, validation: Sequence[float]) -> bool:
    """Return whether no loss of the last epochs is below the lowest before them."""
    return len(validation) > patience and min(validation[-patience:]) >= min(validation[:-patience])


def test_an_own_rule_may_be_a_function_an_object_or_a_class() -> None:
    """All three forms of the same rule stop at the same epoch; anything else is refused."""
    from course_lib.early_stopping import Patience

    class Mine(Patience):
        def __init__(self) -> None:
            super().__init__(4)

    run = arena.draw_curves(np.random.default_rng(3))
    forms = [Mine, Mine(), lambda train, validation: stops_within(4, validation)]
    assert len({arena.stopping_epoch(arena.started(form), run, "mine") for form in forms}) == 1
    with pytest.raises(TypeError, match="should_stop"):
        arena.started(4)


def test_the_credit_fit_minimises_the_slides_loss() -> None:
    """No small change of the weights lowers loss plus ridge."""
    from course_lib.losses import CreditRisk

    train, _ = credit.borrowers()
    w = credit.fit_credit_risk(train, 4.0)

    def cost(v: np.ndarray) -> float:
        return CreditRisk(4.0).value(train.X @ v, train.y) + 0.3 * float(v[:-1] @ v[:-1])

    rng = np.random.default_rng(0)
    for _ in range(20):
        assert cost(w + 1e-3 * rng.normal(size=w.size)) > cost(w)


def test_bias_falls_and_variance_grows_with_the_degree() -> None:
    """Between degree 1 and 9 the two move in opposite directions; training error only falls."""
    parts = fits.polynomial_decomposition(30, 0.3)
    assert parts.bias[1] > 10 * parts.bias[5]
    assert parts.variance[9] > 3 * parts.variance[3]
    assert (np.diff(parts.training) < 1e-9).all()


def test_the_polynomial_fit_is_numpys() -> None:
    """The same predictions as numpy.polyfit, which uses powers instead of Chebyshev."""
    x, y = fits.sample(30, 0.3, 0)
    wanted = np.polyval(np.polyfit(x, y, 5), fits.X)
    np.testing.assert_allclose(fits.polynomial(x, y, 5, fits.X), wanted, atol=1e-6)
