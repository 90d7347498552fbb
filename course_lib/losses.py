r"""Loss functions: one number for how wrong the predictions are, and its gradient.

``value(prediction, target)`` returns a float, ``gradient(prediction, target)`` returns
dL/d(prediction) in the shape of the prediction. Both arrays have the same shape, usually (n, k):
an (n, 1) against an (n,) is refused, because NumPy would silently make an (n, n) out of it.

Losses are means. With the activation that a loss belongs to (sigmoid with binary cross-entropy,
softmax with cross-entropy) the product of the two derivatives is simply (a − y) / n;
:meth:`Loss.gradient_at_output` uses that, so that learning goes on where a probability has
become exactly 0 or 1 in floating point.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.check_entries import (
    as_labels,
    require,
    require_probabilities,
    sums_to_one,
)
from course_lib.checks import FloatArray, as_array, as_number, is_checked
from course_lib.custom_loss import CustomLoss, Loss

__all__ = [
    "LOSSES",
    "MSE",
    "BinaryCrossEntropy",
    "CreditRisk",
    "CrossEntropy",
    "CustomLoss",
    "Hinge",
    "Loss",
    "binary_cross_entropy",
    "credit_risk",
    "cross_entropy",
    "hinge",
    "mse",
]

EPS = float(np.finfo(np.float64).eps)


class MSE(Loss):
    """Mean squared error over all entries, whatever the shape.

    References
    ----------
    Slide "Step-by-Step Flow".

    Examples
    --------
    >>> mse.value([[1.0], [2.0]], [[0.0], [4.0]])  # (1 + 4) / 2
    2.5
    >>> mse.gradient([[1.0], [2.0]], [[0.0], [4.0]])
    array([[ 1.],
           [-2.]])
    """

    name = "mse"
    formula = r"\frac{1}{nk} \sum_{i,j} (p_{ij} - y_{ij})^2"
    gradient_formula = r"\frac{2}{nk} (p_{ij} - y_{ij})"
    typical_use = "Regression"

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        return float(np.mean((p - y) ** 2))

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        return 2.0 * (p - y) / p.size


class BinaryCrossEntropy(Loss):
    """Mean over all entries of −[y log p + (1 − y) log(1 − p)]; p is the probability of class 1.

    Notes
    -----
    p is clipped to [2.2e-16, 1 − 2.2e-16], as scikit-learn's ``log_loss`` does, so a confident
    mistake costs 36.04 and not infinity. Targets between 0 and 1 are accepted as soft labels.

    References
    ----------
    Slide "Step-by-Step Flow"; Baum & Wilczek (1988).

    Examples
    --------
    >>> round(binary_cross_entropy.value([0.5, 1.0], [1.0, 1.0]), 4)  # log(2) / 2
    0.3466
    """

    name = "binary_cross_entropy"
    formula = r"-\frac{1}{nk} \sum_{i,j} [y_{ij} \log p_{ij} + (1 - y_{ij}) \log(1 - p_{ij})]"
    gradient_formula = r"\frac{1}{nk} \frac{p_{ij} - y_{ij}}{p_{ij} (1 - p_{ij})}"
    typical_use = "Binary classification, after a sigmoid"
    partner = "sigmoid"

    def _require_legal(
        self, p: FloatArray, y: FloatArray, given: tuple[ArrayLike, ArrayLike], who: str
    ) -> None:
        hints = "Did you leave out the sigmoid?", "Labels -1 and 1? Use (y + 1) / 2."
        require_probabilities(given[0], p, who=who, name="prediction", hint=hints[0])
        require_probabilities(given[1], y, who=who, name="target", hint=hints[1])

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        p = np.clip(p, EPS, 1.0 - EPS)
        return float(-np.mean(y * np.log(p) + (1.0 - y) * np.log1p(-p)))

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        p = np.clip(p, EPS, 1.0 - EPS)
        return (p - y) / (p * (1.0 - p)) / p.size


class CrossEntropy(Loss):
    """Mean over the batch of −Σ_j y_j log p_j, for probabilities p of shape (n, k).

    ``target`` is one-hot of shape (n, k), or the class numbers of shape (n,).

    Notes
    -----
    p is clipped from below at 2.2e-16: a probability of 0 for the true class costs 36.04.

    References
    ----------
    Slide "Step-by-Step Flow"; Bridle (1990).

    Examples
    --------
    >>> round(cross_entropy.value([[0.5, 0.5], [0.0, 1.0]], [0, 1]), 4)  # log(2) / 2
    0.3466
    """

    name = "cross_entropy"
    formula = r"-\frac{1}{n} \sum_i \sum_j y_{ij} \log p_{ij}"
    gradient_formula = r"-\frac{1}{n} \frac{y_{ij}}{p_{ij}}"
    typical_use = "Multiclass classification, after a softmax"
    partner = "softmax"

    def _checked(
        self, call: str, prediction: ArrayLike, target: ArrayLike
    ) -> tuple[FloatArray, FloatArray]:
        who = f"{self.name}.{call}"
        p = as_array(prediction, who=who, name="prediction", shape=("n", "k"))
        return super()._checked(call, prediction, _one_hot(target, p.shape, who))

    def _require_legal(
        self, p: FloatArray, y: FloatArray, given: tuple[ArrayLike, ArrayLike], who: str
    ) -> None:
        hints = "Did you leave out the softmax?", "Use one-hot rows or class numbers of shape (n,)."
        require_probabilities(given[0], p, who=who, name="prediction", hint=hints[0])
        require_probabilities(given[1], y, who=who, name="target", hint=hints[1])
        hint = "One class per example must be 1."
        ones, sums = sums_to_one(given[1], y), y.sum(axis=1)
        require(ones, sums, who=who, name="row sums of target", must="be 1", hint=hint)

    def _count(self, p: FloatArray) -> int:
        return len(p)

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        told = y > 0  # one class in each row, if it is one-hot: the other logarithms count nothing
        return float(-np.sum(y[told] * np.log(np.maximum(p[told], EPS))) / len(p))

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        return -y / np.maximum(p, EPS) / len(p)


def _one_hot(target: ArrayLike, shape: tuple[int, ...], who: str) -> ArrayLike:
    if as_array(target, who=who, name="target").shape != shape[:1]:  # (n, k), one-hot already
        return target
    if is_checked():
        labels = np.asarray(target).astype(np.int64)
    else:
        labels = as_labels(target, who=who, name="target", classes=shape[1])
    one_hot: FloatArray = np.eye(shape[1])[labels]  # (n,) -> (n, k)
    return one_hot


class Hinge(Loss):
    """Mean of max(0, 1 − y s), for scores s of any size and labels y of −1 or +1.

    Notes
    -----
    The kink is at y s = 1; the gradient there is taken as 0.

    References
    ----------
    Slide "Custom Loss Functions in ML"; Cortes & Vapnik (1995).

    Examples
    --------
    >>> hinge.value([2.0, 0.5, -1.0], [1, 1, 1])  # (0 + 0.5 + 2) / 3
    0.8333333333333334
    """

    name = "hinge"
    formula = r"\frac{1}{nk} \sum_{i,j} \max(0,\, 1 - y_{ij} s_{ij})"
    gradient_formula = r"-\frac{1}{nk} y_{ij} \text{ if } y_{ij} s_{ij} < 1, \text{ else } 0"
    typical_use = "Binary classification with a margin (support vector machine), no sigmoid"

    def _require_legal(
        self, p: FloatArray, y: FloatArray, given: tuple[ArrayLike, ArrayLike], who: str
    ) -> None:
        hint = "Labels 0 and 1? Use 2 * y - 1."
        require(np.abs(y) == 1, y, who=who, name="target", must="be -1 or +1", hint=hint)

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        return float(np.mean(np.maximum(0.0, 1.0 - y * p)))

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        return np.where(y * p < 1.0, -y, 0.0) / p.size


class CreditRisk(Loss):
    r"""The slide's loss: MSE plus a penalty for approving risky borrowers.

    .. math:: \frac{1}{n} \sum_i (p_i - y_i)^2 + \lambda \frac{1}{n} \sum_i (1 - y_i) p_i^2

    Target 1 is a good borrower, whose loan should be approved; 0 is a risky one. The prediction
    is the approval score. For a risky borrower both terms are p², so the loss is a squared error
    that weighs risky borrowers 1 + λ times.

    Parameters
    ----------
    risk_weight : λ. The default 4 makes the weights 5 : 1, the costs that come with the German
        credit data (Statlog).

    Notes
    -----
    The score is no longer a probability: with a share π of risky borrowers its best constant is
    (1 − π) / (1 + λ π), not 1 − π. Recalibrate before you read it as one.

    References
    ----------
    Slide "Example: Credit Risk Scoring".

    Examples
    --------
    >>> credit_risk.value([0.5, 0.5], [1.0, 0.0])  # (0.25 + 5 * 0.25) / 2
    0.75
    >>> credit_risk.gradient([0.5, 0.5], [1.0, 0.0])
    array([-0.5,  2.5])
    """

    name = "credit_risk"
    typical_use = (
        "Loan approval, where approving a risky borrower costs more than refusing a good one"
    )

    def __init__(self, risk_weight: float = 4.0) -> None:
        self.risk_weight = as_number(risk_weight, who="CreditRisk", name="risk_weight", low=0)

    @property
    def formula(self) -> str:  # type: ignore[override] # depends on risk_weight, read-only
        """LaTeX, with the number for λ."""
        return (
            r"\frac{1}{n} \sum_i (p_i - y_i)^2 + "
            rf"{self.risk_weight:g} \cdot \frac{{1}}{{n}} \sum_i (1 - y_i)\, p_i^2"
        )

    @property
    def gradient_formula(self) -> str:  # type: ignore[override] # as formula
        """LaTeX, with the number for λ."""
        return rf"\frac{{2}}{{n}} [(p_i - y_i) + {self.risk_weight:g} (1 - y_i)\, p_i]"

    def _require_legal(
        self, p: FloatArray, y: FloatArray, given: tuple[ArrayLike, ArrayLike], who: str
    ) -> None:
        hint = "1 is a good borrower, 0 a risky one."
        require((y == 0) | (y == 1), y, who=who, name="target", must="be 0 or 1", hint=hint)

    def _value(self, p: FloatArray, y: FloatArray) -> float:
        return float(np.mean((p - y) ** 2) + self.risk_weight * np.mean((1.0 - y) * p**2))

    def _gradient(self, p: FloatArray, y: FloatArray) -> FloatArray:
        return 2.0 * ((p - y) + self.risk_weight * (1.0 - y) * p) / p.size


mse = MSE()
binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
hinge = Hinge()
credit_risk = CreditRisk()

LOSSES: dict[str, Loss] = {
    loss.name: loss for loss in (mse, binary_cross_entropy, cross_entropy, hinge, credit_risk)
}
