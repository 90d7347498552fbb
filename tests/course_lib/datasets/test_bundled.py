"""The bundled data are what SOURCES.md says, and load as documented."""

import hashlib
import re
import socket
from importlib.resources import files

import numpy as np
import pytest
import sklearn.datasets

from course_lib import datasets

LOADERS = {
    "houses": datasets.load_houses,
    "churn": datasets.load_churn,
    "credit": datasets.load_credit,
    "digits": datasets.load_digits,
    "diabetes": datasets.load_diabetes,
}


def test_checksums_are_those_of_sources_md():
    """Every file has the sha256 and the number of rows that SOURCES.md tells, and none is extra."""
    folder = files("course_lib.data")
    text = (folder / "SOURCES.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)\.npz` \| ([\d,]+) \| `([0-9a-f]{64})` \|$", text, re.MULTILINE)
    present = {file.name for file in folder.iterdir() if file.name.endswith(".npz")}
    assert {f"{name}.npz" for name, _, _ in told} == present
    for name, rows, digest in told:
        assert hashlib.sha256((folder / f"{name}.npz").read_bytes()).hexdigest() == digest, name
        assert len(LOADERS[name]().y) == int(rows.replace(",", ""))


def test_bundled_data_stay_small():
    """All bundled data together stay below 3 MB."""
    sizes = [len(f.read_bytes()) for f in files("course_lib.data").iterdir() if f.is_file()]
    assert sum(sizes) < 3_000_000


@pytest.mark.parametrize("name", LOADERS)
def test_shapes_and_names_agree(name):
    """Each loader gives finite float features, one name per column and class names that fit."""
    data = LOADERS[name]()
    n, d = data.X.shape
    assert data.name == name
    assert data.X.dtype == np.float64
    assert np.isfinite(data.X).all()
    assert data.y.shape == (n,)
    assert len(data.feature_names) == len(set(data.feature_names)) == d
    if data.class_names:
        assert sorted(set(data.y.tolist())) == list(range(len(data.class_names)))
    for columns in data.groups.values():
        assert set(columns) <= set(range(d))
    assert data.targets.shape == (n, 10 if name == "digits" else 1)


@pytest.mark.parametrize("name", LOADERS)
def test_loading_needs_no_network(name, monkeypatch):
    """A loader works where every attempt to open a socket fails."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("a loader tried to open a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    assert len(LOADERS[name]().y) > 0


def test_two_loads_share_no_memory():
    """A notebook that changes its data in place does not change the next load."""
    first = datasets.load_digits()
    first.X[:] = -1.0
    assert datasets.load_digits().X.min() == 0.0


def test_digits_equal_scikit_learn():
    """Digits are scikit-learn's copy, scaled from 0..16 to [0, 1]."""
    X, y = sklearn.datasets.load_digits(return_X_y=True)
    data = datasets.load_digits()
    np.testing.assert_array_equal(data.X * 16, X)
    np.testing.assert_array_equal(data.y, y)


@pytest.mark.parametrize("scaled", [True, False])
def test_diabetes_equals_scikit_learn(scaled):
    """Diabetes equals scikit-learn's arrays, raw exactly and scaled to rounding."""
    reference = sklearn.datasets.load_diabetes(scaled=scaled)
    data = datasets.load_diabetes(scaled=scaled)
    np.testing.assert_allclose(data.X, reference.data, rtol=0, atol=1e-13)
    np.testing.assert_array_equal(data.y, reference.target)
    assert list(data.feature_names) == reference.feature_names


def test_houses_have_the_published_prices():
    """Mean 180,796 and median 160,000 dollars, as in De Cock's data; the five largest are there."""
    houses = datasets.load_houses()
    assert houses.y.mean() == pytest.approx(180_796, abs=0.5)
    assert np.median(houses.y) == 160_000
    large = houses.y[houses.columns("living_area")[:, 0] > 4000]
    assert sorted(large) == [160_000, 183_850, 184_750, 745_000, 755_000]


def test_house_sizes_are_correlated():
    """The group "size" is nearly collinear: a variance inflation factor above 10."""
    size = datasets.load_houses().columns("size")
    inflation = np.diag(np.linalg.inv(np.corrcoef(size, rowvar=False)))
    assert inflation.max() > 10
    assert np.corrcoef(size[:, -1], size[:, -2])[0, 1] > 0.85  # garage in feet and in cars


def test_churn_tells_which_columns_were_added():
    """Of the 111 columns exactly the 40 in "added" are noise, and their names say so."""
    churn = datasets.load_churn()
    added = [churn.feature_names[j] for j in churn.groups["added"]]
    assert len(added) == 40
    assert all(name.startswith(("shuffled_", "noise_")) for name in added)
    others = set(churn.feature_names) - set(added)
    assert len(others) == 71
    assert not any(name.startswith(("shuffled_", "noise_")) for name in others)


def test_churn_shuffled_columns_hold_the_real_values():
    """A shuffled column is a permutation of its real one and no longer the real one."""
    churn = datasets.load_churn()
    for name in [name for name in churn.feature_names if name.startswith("shuffled_")]:
        real = churn.columns(name.removeprefix("shuffled_"))[:, 0]
        shuffled = churn.columns(name)[:, 0]
        np.testing.assert_array_equal(np.sort(shuffled), np.sort(real))
        assert (shuffled != real).any()


def test_churn_added_columns_carry_no_signal_and_service_calls_do():
    """No added column correlates with leaving beyond 5 standard errors; service calls do."""
    churn = datasets.load_churn()
    correlation = np.corrcoef(np.column_stack([churn.X, churn.y]), rowvar=False)[-1, :-1]
    noise = 5 / np.sqrt(len(churn.y))
    assert np.abs(correlation[list(churn.groups["added"])]).max() < noise
    assert correlation[churn.feature_names.index("customer_service_calls")] > noise


def test_churn_charges_are_minutes_times_a_price():
    """The four charges are proportional to the minutes, so the columns are collinear."""
    churn = datasets.load_churn()
    for part, price in (("day", 0.17), ("eve", 0.085), ("night", 0.045), ("intl", 0.27)):
        minutes = churn.columns(f"total_{part}_minutes")
        np.testing.assert_allclose(
            churn.columns(f"total_{part}_charge"), price * minutes, atol=0.01
        )


def test_credit_has_the_documented_totals():
    """Statlog's totals: 700 good, 300 risky, mean amount 3271.258 DM, mean age 35.546."""
    credit = datasets.load_credit()
    assert np.bincount(credit.y).tolist() == [300, 700]
    assert credit.columns("amount_dm").mean() == pytest.approx(3271.258)
    assert credit.columns("age_years").mean() == pytest.approx(35.546)
    assert credit.cost is not None
    assert credit.cost[0, 1] == 5 * credit.cost[1, 0]


def test_credit_categories_are_indicators():
    """In each attribute's group every row has exactly one 1."""
    credit = datasets.load_credit()
    attributes = set(credit.groups) - {"numbers"}
    assert len(attributes) == 9
    for attribute in attributes:
        block = credit.columns(attribute)
        assert set(np.unique(block)) == {0.0, 1.0}
        assert (block.sum(axis=1) == 1).all()


def test_credit_meanings_are_the_corrected_ones():
    """The counts per category are those of the corrected South German Credit data."""
    credit = datasets.load_credit()
    counts = dict(zip(credit.feature_names, credit.X.sum(axis=0), strict=True))
    assert counts["checking_account: none"] == 274
    assert counts["checking_account: 200 DM or more"] == 394
    assert counts["credit_history: all at this bank paid back"] == 293
    assert counts["savings: none or unknown"] == 603
    assert counts["housing: rent"] == 713
    risky = {name: 1 - credit.y[credit.columns(name)[:, 0] == 1].mean() for name in counts
             if name.startswith("credit_history")}  # fmt: skip
    assert min(risky, key=risky.__getitem__) == "credit_history: all at this bank paid back"


def test_credit_has_no_column_about_sex_or_origin():
    """Neither sex, marital status nor origin is among the columns."""
    names = " ".join(datasets.load_credit().feature_names).lower()
    assert not re.search(r"\b(sex|male|female|married|single|foreign)", names)


def test_unknown_column_is_named():
    """Asking for a column that is not there says which one and what there is."""
    with pytest.raises(ValueError, match=r"name must be a feature or a group, got 'area'\. Known"):
        datasets.load_houses().columns("area")
