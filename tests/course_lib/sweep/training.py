"""Calls of penalties, linear models, optimizers and training."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.early_stopping import GL, PQ, UP, Patience, generalization_loss, training_progress
from course_lib.epochs import training_epochs
from course_lib.linear_models import (
    ElasticNet,
    Lasso,
    Ridge,
    lasso_path,
    ridge_degrees_of_freedom,
    ridge_path,
)
from course_lib.losses import LOSSES
from course_lib.optimizers import SGD, Adam
from course_lib.regularizers import L1, L2
from course_lib.regularizers import ElasticNet as Both
from course_lib.training import train
from tests.course_lib.sweep.arguments import (
    ANY,
    FIT,
    RNG,
    ROWS,
    X_FREE,
    X_WIDE,
    X,
    Y,
    add,
    array,
    count,
    network,
    number,
    thing,
)
from tests.course_lib.sweep.kinds import Argument


def _penalties() -> None:
    W = array([[0.5, -1.0], [2.0, 0.25]], free=ANY)
    for penalty in (L1(0.5), L2(0.5), Both(0.5, 0.25)):
        name = type(penalty).__name__
        add(f"{name}.penalty", penalty.penalty, W=W)
        add(f"{name}.gradient", penalty.gradient, W=W)
        add(f"{name}.prox", penalty.prox, W=W, step=number(0.5))
        steps = array(np.ones((2, 2)) / 4, may=("one number",))
        add(f"{name}.prox by steps", penalty.prox, W=array(W.value), step=steps)
        add(f"{name}, nothing", penalty.parts)
    add("L1", lambda lam: L1(lam).penalty([1.0]), lam=number(0.5))
    add("L2", lambda lam: L2(lam).penalty([1.0]), lam=number(0.5))
    add(
        "regularizers.ElasticNet",
        lambda a, b: Both(a, b).penalty([1.0]),
        a=number(0.5),
        b=number(0.5),
    )
    for name, model in {
        "Ridge": lambda: Ridge(0.5),
        "Lasso": lambda: Lasso(0.5),
        "ElasticNet": lambda: ElasticNet(0.5, 0.25),
    }.items():
        add(f"{name}.fit", lambda X, y, _m=model: _m().fit(X, y).coef_, X=X_WIDE, y=Y)
        add(
            f"{name}.predict",
            lambda X, _m=model: _m().fit([[0.5, 1], [1, 2], [2, 1]], [1, 2, 3]).predict(X),
            X=X_FREE,
        )
    add("Ridge", lambda lam: Ridge(lam).fit(X.value, Y.value).coef_, lam=number(0.5))
    add("Lasso", lambda lam: Lasso(lam).fit(X.value, Y.value).coef_, lam=number(0.5))
    add(
        "ElasticNet",
        lambda l1, l2: ElasticNet(l1, l2).fit(X.value, Y.value).coef_,
        l1=number(0.5),
        l2=number(0.25),
    )
    lams = array([0.5, 1.0, 2.0], free=ROWS)
    add("ridge_path", ridge_path, X=X_WIDE, y=Y, lams=lams)
    add("lasso_path", lasso_path, X=X_WIDE, y=Y)
    add(
        "ridge_degrees_of_freedom",
        ridge_degrees_of_freedom,
        X=array(X.value, free=(0, 1)),
        lams=lams,
    )


def _stepped(rule: Callable[..., Any]) -> Callable[..., Any]:
    def call(parameter: Any, gradient: Any) -> Any:
        own = np.array([0.5, 1.0]) if parameter is None else parameter
        rule().step([own], [gradient])
        return own.copy()

    return call


def _training() -> None:
    for name, rule in {
        "SGD": lambda: SGD(0.5),
        "SGD with momentum": lambda: SGD(0.5, 0.5),
        "Adam": lambda: Adam(0.5),
    }.items():
        add(
            f"{name}.step",
            _stepped(rule),
            parameter=Argument("fixed", None),
            gradient=array([0.25, 1.0]),
        )
    add("SGD", lambda r, m: SGD(r, m).effective_step(0), r=number(0.5), m=number(0.5))
    add(
        "Adam",
        lambda r, b, c, e: vars(Adam(r, beta1=b, beta2=c, epsilon=e))["learning_rate"],
        r=number(0.5),
        b=number(0.5),
        c=number(0.5),
        e=number(0.25),
    )
    losses = array([2.0, 1.0, 1.5], free=ROWS)
    add("generalization_loss", generalization_loss, validation_loss=losses)
    add("training_progress", training_progress, strip=losses)
    for name, rule in {
        "Patience": lambda: Patience(2),
        "GL": lambda: GL(5),
        "PQ": lambda: PQ(0.5),
        "UP": lambda: UP(1),
    }.items():
        add(
            f"{name}.should_stop",
            lambda t, v, _r=rule: _r().should_stop(t, v),
            t=number(1.0),
            v=number(1.5),
        )
    add("Patience", lambda p, d: vars(Patience(p, d))["patience"], p=count(2), d=number(0.5))
    add("GL", lambda a: vars(GL(a))["alpha"], a=number(0.5))
    add("PQ", lambda a, k: vars(PQ(a, k))["k"], a=number(0.5), k=count(5))
    add("UP", lambda s, k: vars(UP(s, k))["k"], s=count(1), k=count(5))
    add("train", _train, **_train_arguments())
    some = {k: v for k, v in _train_arguments().items() if k not in ("epochs", "early_stopping")}
    add("training_epochs", _epochs, **some)


def _train_arguments() -> dict[str, Argument]:
    return {
        "model": thing(FIT),
        "X": X,
        "y": Y,
        "loss": thing(LOSSES["mse"]),
        "optimizer": thing(FIT),
        "epochs": count(2),
        "batch_size": count(2),
        "regularizer": thing(L2(0.5), "None"),
        "validation": thing((X.value, Y.value), "None"),
        "early_stopping": thing(FIT, "None"),
        "rng": RNG,
    }


def _fresh(a: dict[str, Any]) -> dict[str, Any]:
    made = {
        "model": network,
        "optimizer": lambda: SGD(0.125),
        "early_stopping": lambda: Patience(1),
    }
    return {k: made[k]() if k in made and v is FIT else v for k, v in a.items()}


def _train(**a: Any) -> Any:
    a = _fresh(a)
    history = train(
        a["model"], a["X"], a["y"], **{k: a[k] for k in a if k not in ("model", "X", "y")}
    )
    return history.train_loss, a["model"].parameters()


def _epochs(**a: Any) -> Any:
    a = _fresh(a)
    rest = {k: a[k] for k in a if k not in ("model", "X", "y")}
    return tuple(next(training_epochs(a["model"], a["X"], a["y"], **rest)))[:1]


_penalties()
_training()
