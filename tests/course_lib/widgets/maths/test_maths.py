"""What the plots compute, against scikit-learn, finite differences and hand computation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from course_lib.widgets.maths import arena, credit, sampling


def test_the_slope_by_differences_is_right_far_away_too() -> None:
    """At z = 1e12, where a fixed step would vanish in rounding, the identity has slope 1."""
    z = np.array([-1e12, -3.0, 0.0, 2.0, 1e12])
    slope = sampling.own_curve(lambda z: z).slope(z)
    np.testing.assert_allclose(slope, 1, rtol=1e-6)


def test_an_own_function_that_overwrites_its_argument_or_returns_nan() -> None:
    """The plot's grid is safe from writing, and NaN is refused by the function's name."""

    def careless(z: np.ndarray) -> np.ndarray:
        z[z < 0] = 0
        return z

    z = np.array([-1.0, 2.0])
    assert sampling.own_curve(careless).value(z).tolist() == [0.0, 2.0]
    assert z.tolist() == [-1.0, 2.0]
    with pytest.raises(ValueError, match=r"_bad.*NaN|_bad.*finite"):
        sampling.own_curve(_bad).value(z)
    with pytest.raises(TypeError, match="callable"):
        sampling.own_curve(3)  # type: ignore[arg-type]


def _bad(z: np.ndarray) -> np.ndarray:
    return z * np.nan


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
