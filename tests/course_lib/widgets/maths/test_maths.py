"""What the plots compute, against scikit-learn, finite differences and hand computation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sklearn import linear_model

from course_lib.widgets.maths import arena, credit, curves, dial, fits


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
