"""What the plots compute, against scikit-learn, finite differences and hand computation."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import linear_model

from course_lib.widgets.maths import arena, credit, curves, dial, fits, masks


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


def test_the_spread_of_the_passes_is_that_of_theory() -> None:
    """Mean and standard deviation of 20 000 passes fit the formulas to 2 %."""
    passes = masks.Passes(0.5)
    sums = []
    for _ in range(50):
        passes.run(masks.KEPT)
        sums += passes.sums
    assert np.mean(sums) == pytest.approx(passes.clean, rel=0.01)
    assert np.std(sums) == pytest.approx(passes.expected_sd, rel=0.02)
    assert passes.verdict() == ""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda x, p, rng: x * (np.random.default_rng(1).random(x.shape) >= p) / (1 - p), "seed"),
        (lambda x, p, rng: x * (rng.random(x.shape) < p) / p, "probability of dropping"),
        (lambda x, p, rng: x * (rng.random(x.shape) >= p), "not by 1"),
    ],
)
def test_wrong_dropouts_are_told_apart(wrong: masks.Function, words: str) -> None:
    """A frozen mask, keep-probability and missing scaling each get their own sentence."""
    passes = masks.Passes(0.3, wrong)
    passes.run(200)
    assert words in passes.verdict()


def test_stopping_rules_fare_as_their_definitions_say() -> None:
    """On a V-shaped curve patience 3 stops three epochs after the best one, at no loss."""
    epochs = np.arange(arena.EPOCHS)
    curve = arena.Curves(np.full(arena.EPOCHS, 0.5), np.abs(epochs - 50) / 100 + 0.1)
    rule = arena.library_rules(3, 5, 3)["patience 3"]
    assert arena.stopping_epoch(rule, curve) == 54  # best is the 51st epoch, three more
    assert arena.excess(curve, 54) == 0
    assert arena.stopping_epoch(rule, curve) == 54  # the second run starts afresh


def test_more_patience_costs_epochs_and_buys_error_on_the_unseen_runs() -> None:
    """Prechelt's trade-off holds on the arena's curves."""
    scores = [
        arena.score(arena.library_rules(n, 5, 3)[f"patience {n}"], arena.unseen())
        for n in (2, 8, 32)
    ]
    spent, lost = zip(*scores, strict=True)
    assert spent[0] < spent[1] < spent[2]
    assert lost[0] > lost[1] > lost[2]


def test_an_own_rule_may_be_a_function_an_object_or_a_class() -> None:
    """All three forms of the same rule stop at the same epoch; anything else is refused."""
    from course_lib.early_stopping import Patience

    class Mine(Patience):
        def __init__(self) -> None:
            super().__init__(4)

    run = arena.draw_curves(np.random.default_rng(3))
    forms = [Mine, Mine(), arena.library_rules(4, 5, 3)["patience 4"]]
    assert len({arena.stopping_epoch(arena.own_rule(form), run) for form in forms}) == 1
    with pytest.raises(TypeError, match="should_stop"):
        arena.own_rule(4)


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


def test_the_cost_curve_is_the_confusion_matrix_times_the_costs() -> None:
    """At each threshold: 5 for every approved risky, 2 for every refused good borrower."""
    _, new = credit.borrowers()
    score = new.X @ credit.credit_risk(2.0)[0]
    curve = credit.cost_curve(new, score, 5.0, 2.0)
    for k in (0, 40, 60, 90):
        table = credit.confusion(new, score, float(credit.GRID[k]))
        assert table.sum() == new.y.size
        assert curve[k] * new.y.size == pytest.approx(5 * table[1, 0] + 2 * table[0, 1])


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
