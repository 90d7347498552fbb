"""Calls of data sets and augmentation."""

from __future__ import annotations

import numpy as np

from course_lib import augmentation, datasets
from tests.course_lib.sweep.arguments import (
    ANY,
    IMAGES,
    RNG,
    ROWS,
    SIGNALS,
    X_FREE,
    X,
    add,
    array,
    count,
    number,
    thing,
)


def _data() -> None:
    change = {"rng": RNG}
    a = augmentation
    points = array(X.value, free=ANY)
    add("add_noise", a.add_noise, x=points, sd=number(0.5), **change)
    add("shift_signals", a.shift_signals, x=SIGNALS, max_shift=count(1), fill=number(0.5), **change)
    add("scale_signals", a.scale_signals, x=SIGNALS, spread=number(0.5), **change)
    add("reverse_signals", a.reverse_signals, x=SIGNALS, p=number(0.5), **change)
    add("shift_images", a.shift_images, x=IMAGES, max_shift=count(1), fill=number(0.5), **change)
    add(
        "rotate_images",
        a.rotate_images,
        x=IMAGES,
        max_degrees=number(8.0),
        fill=number(0.5),
        **change,
    )
    add(
        "rotate",
        a.rotate,
        images=array(IMAGES.value, free=(1, 2)),
        degrees=array([4.0, 8.0], may=("one number", "an axis less")),
        fill=number(0.5),
    )
    add("flip_images", a.flip_images, x=IMAGES, p=number(0.5), **change)
    add("cut_out", a.cut_out, x=IMAGES, size=count(2), fill=number(0.5), **change)
    names = (
        "texts",
        "objects that are numbers",
        "complex numbers",
        "dates",
        "an axis more",
        "NaN in it",
        "infinity in it",
        "float32 NaN in it",
    )
    rows = array([0.0, 1.0, 1.0, 0.0], may=names)
    add(
        "augment",
        a.augment,
        X=array(X.value, free=(1,), may=("an axis more",)),
        y=rows,
        transforms=thing([lambda X, rng: X + 1.0], "a list"),
        copies=count(1),
        rng=RNG,
    )
    d = datasets
    add("Standardizer", lambda X: d.Standardizer(X)([[1.0, 2.0]]), X=X_FREE)
    add("Standardizer.__call__", lambda X: d.Standardizer([[1.0, 2.0], [2.0, 0.0]])(X), X=X_FREE)
    add("standardize", lambda train, other: d.standardize(train, other), train=X_FREE, other=X_FREE)
    add("one_hot", d.one_hot, labels=array([0, 1, 1], free=ROWS), n_classes=count(2, "None"))
    any_rows = array(np.arange(20).reshape(10, 2) / 4, may=(*names, "a column more"))
    add(
        "train_validation_test_split",
        d.train_validation_test_split,
        X=any_rows,
        y=array(np.arange(10) / 4, may=(*names, "an axis more")),
        fractions=array([0.5, 0.25, 0.25]),
        rng=RNG,
    )
    add(
        "split, stratified",
        lambda X, y, rng: d.train_validation_test_split(X, y, rng=rng, stratify=True),
        X=any_rows,
        y=array(np.arange(10) % 2),
        rng=RNG,
    )
    add("true_curve", d.true_curve, x=array([0.25, 0.5], free=ANY))
    for make in (
        d.make_moons,
        d.make_circles,
        d.make_xor,
        d.make_curve,
        d.make_signals,
        d.make_spiral,
    ):
        first = "n_per_class" if make is d.make_spiral else "n"
        more = {"make_circles": {"factor": number(0.5)}, "make_spiral": {"classes": count(3)}}
        add(
            make.__name__,
            lambda _m=make, **a: tuple(_m(**a)),
            noise=number(0.5),
            rng=RNG,
            **{first: count(8)},
            **more.get(make.__name__, {}),
        )
    tiny = d.load_diabetes()
    add("Dataset.columns", lambda name: tiny.columns(name), name=thing("bmi", kind="choice"))


_data()
