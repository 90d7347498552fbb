"""A score fitted with the student's own loss, against the linear solve and scikit-learn."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from course_lib.losses import CreditRisk
from course_lib.widgets.maths import credit


def test_an_own_loss_equal_to_the_slides_gives_the_slides_score() -> None:
    """Newton's method on the tabulated loss ranks the borrowers as the linear solve does."""
    train, _ = credit.borrowers()
    slide = train.X @ credit.fit_credit_risk(train, 4.0)
    own = train.X @ credit.fit_own(train, credit.slopes_of(CreditRisk(4.0).value))
    assert np.corrcoef(slide, own)[0, 1] > 0.99
    assert np.abs(slide - own).mean() < 0.02


def test_an_own_cross_entropy_is_fitted_as_scikit_learn_does() -> None:
    """A steep loss separates: its ranking agrees with a weighted logistic regression."""

    def loss(p: np.ndarray, y: np.ndarray) -> float:
        p = np.clip(p, 1e-7, 1 - 1e-7)
        return float(-np.mean(y * np.log(p) + 5 * (1 - y) * np.log(1 - p)))

    train, _ = credit.borrowers()
    score = train.X @ credit.fit_own(train, credit.slopes_of(loss))
    model = LogisticRegression(class_weight={0: 5, 1: 1}, C=0.01).fit(train.X[:, :-1], train.y)
    assert np.corrcoef(score, model.decision_function(train.X[:, :-1]))[0, 1] > 0.95
    assert score.std() > 0.1
