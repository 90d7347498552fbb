"""Promises of the cases from which the test cells of the notebook on losses are made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from exercises import credit_loss, stable_cross_entropy

from course_lib import hints
from course_lib.activations import ACTIVATIONS
from course_lib.hints.roads import complex_step
from course_lib.losses import LOSSES, CreditRisk

CASES = {
    "cross-entropy": stable_cross_entropy.stable_cross_entropy.drawn(1),
    "cross-entropy, far out": stable_cross_entropy.stable_cross_entropy(
        [[800.0, 0.0, -5.0], [3.0, 1.0, 2.0]], [1, 0]
    ),
    "credit": credit_loss.credit_loss.drawn(1, lam=4.0),
    "credit, other weight": credit_loss.credit_loss.drawn(2, n=11, lam=1.5),
}


@pytest.mark.parametrize(("n", "k"), [(7, 3), (11, 5), (6, 2)])
def test_the_right_cross_entropy_is_the_librarys(n: int, k: int) -> None:
    """Decimal arithmetic agrees with softmax and cross-entropy, and with a complex step."""
    Z, y = stable_cross_entropy.stable_cross_entropy.draw(n, n=n, k=k)
    case = stable_cross_entropy.stable_cross_entropy(Z, y)
    softmax: Any = ACTIVATIONS["softmax"]
    loss = LOSSES["cross_entropy"]
    value = loss.value(softmax(Z), y)
    case.compare((value, softmax.vjp(Z, loss.gradient(softmax(Z), y))), rtol=1e-9)

    def mean_loss(Z: Any) -> Any:
        return (np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(n), y]).mean()

    case.compare((value, complex_step(mean_loss, Z)), "dZ", rtol=1e-9)


def test_cross_entropy_far_out_by_hand() -> None:
    """A score 800 above the true class's costs 800; equal scores cost log k."""
    case = stable_cross_entropy.stable_cross_entropy([[800.0, 0.0], [-1e4, -1e4]], [1, 0])
    case.compare(((800 + np.log(2)) / 2, [[0.5, -0.5], [-0.25, 0.25]]), rtol=1e-12)


@pytest.mark.parametrize("lam", [0.0, 0.3, 4.0, 9.0])
def test_the_right_credit_loss_is_the_librarys(lam: float) -> None:
    """Fractions and a complex step agree with the library's loss of credit risk."""
    p, y, _ = credit_loss.credit_loss.draw(3, n=12)
    loss = CreditRisk(lam)
    case = credit_loss.credit_loss(p, y, lam)
    case.compare((loss.value(p, y), loss.gradient(p, y)), rtol=1e-12)


def test_random_inputs_tell_the_classes_apart() -> None:
    """Each class occurs in the scores, and both kinds among the borrowers."""
    for n in (5, 6, 11):
        assert set(stable_cross_entropy.stable_cross_entropy.draw(n, n=n)[1]) == {0, 1, 2}
        assert set(credit_loss.credit_loss.draw(n, n=n)[1]) == {0.0, 1.0}


@pytest.mark.parametrize("label", CASES)
def test_each_mistake_is_wrong_and_gets_its_own_name(label: str) -> None:
    """No named mistake equals the right result, and each is reported by its own text."""
    case = CASES[label]
    for name, mistakes in case.mistakes.items():
        for text, wrong in mistakes.items():
            if "far out" in label and ("cut off" not in text or name == "dZ"):
                continue  # there some mistakes vanish or meet; near 0 they are told apart
            answer = [wrong if key == name else value for key, value in case.right.items()]
            with pytest.raises(hints.HintError) as error:
                case.compare(answer, name)
            assert text.partition(". ")[0].rstrip(".") in error.value.reason
