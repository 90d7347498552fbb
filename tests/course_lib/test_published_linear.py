"""Published numbers on linear models: Hald, Longley, Efron et al., Zou & Hastie.

Each test names its source and its tolerance.  The small tables are typed in here, so that the
expected values and the data come from the same place.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_diabetes

from course_lib.linear_models import ElasticNet, Lasso, Ridge, lasso_path

# Hald's cement data: heat (last column) against four ingredients in per cent.
# Draper & Smith, "Applied Regression Analysis", appendix; R: MASS::cement.
HALD = np.array(
    [
        [7, 26, 6, 60, 78.5],
        [1, 29, 15, 52, 74.3],
        [11, 56, 8, 20, 104.3],
        [11, 31, 8, 47, 87.6],
        [7, 52, 6, 33, 95.9],
        [11, 55, 9, 22, 109.2],
        [3, 71, 17, 6, 102.7],
        [1, 31, 22, 44, 72.5],
        [2, 54, 18, 22, 93.1],
        [21, 47, 4, 26, 115.9],
        [1, 40, 23, 34, 83.8],
        [11, 66, 9, 12, 113.3],
        [10, 68, 8, 12, 109.4],
    ]
)

# Longley (1967): employment (first column) against price deflator, GNP, unemployed, armed forces,
# population and year.  NIST Statistical Reference Datasets, "Longley".
LONGLEY = np.array(
    [
        [60323, 83.0, 234289, 2356, 1590, 107608, 1947],
        [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
        [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
        [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
        [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
        [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
        [64989, 99.0, 365385, 1870, 3547, 115094, 1953],
        [63761, 100.0, 363112, 3578, 3350, 116219, 1954],
        [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
        [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
        [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
        [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
        [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
        [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
        [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
        [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
    ]
)


def test_hald_least_squares() -> None:
    """Draper & Smith print 62.4054, 1.5511, 0.5102, 0.1019, -0.1441; to the last digit, 5e-5."""
    model = Ridge(0.0).fit(HALD[:, :4], HALD[:, 4])
    expected = [62.4054, 1.5511, 0.5102, 0.1019, -0.1441]
    np.testing.assert_allclose([model.intercept_, *model.coef_], expected, rtol=0, atol=5.1e-5)


def test_hald_variance_inflation() -> None:
    """1 / (1 - R^2) of each ingredient on the others is 38.50, 254.42, 46.87, 282.51; to 5e-3.

    The standard textbook values (for example Montgomery, Peck & Vining, "Introduction to Linear
    Regression Analysis").
    """
    inflation = []
    for j in range(4):
        others, this = np.delete(HALD[:, :4], j, axis=1), HALD[:, j]
        left = this - Ridge(0.0).fit(others, this).predict(others)
        inflation.append(((this - this.mean()) ** 2).sum() / (left**2).sum())
    np.testing.assert_allclose(inflation, [38.50, 254.42, 46.87, 282.51], rtol=0, atol=5.1e-3)


def test_hald_ridge_shrinks_what_inflation_blew_up() -> None:
    """On standardised ingredients the weights get smaller with lambda, their sum of squares always.

    Hoerl & Kennard (1970), theorem: the length of the ridge vector decreases in lambda.
    """
    X = (HALD[:, :4] - HALD[:, :4].mean(axis=0)) / HALD[:, :4].std(axis=0)
    lengths = [float((Ridge(lam).fit(X, HALD[:, 4]).coef_ ** 2).sum()) for lam in (0, 0.1, 1, 10)]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 4


def test_longley_certified_values() -> None:
    """NIST's certified coefficients, condition number 4.9e9, to 9 digits."""
    model = Ridge(0.0).fit(LONGLEY[:, 1:], LONGLEY[:, 0])
    certified = [
        -3482258.63459582,
        15.0618722713733,
        -0.0358191792925910,
        -2.02022980381683,
        -1.03322686717359,
        -0.0511041056535807,
        1829.15146461355,
    ]
    np.testing.assert_allclose([model.intercept_, *model.coef_], certified, rtol=1e-9)


# Efron, Hastie, Johnstone & Tibshirani (2004), "Least angle regression", sections 1 and 3: the
# diabetes data, 442 patients, ten features scaled to length 1.  The order of entry is theirs; the
# lengths of the weight vector were computed beforehand by another program, scikit-learn's
# lars_path, because the paper shows them only as a figure.
EFRON_ORDER = ["bmi", "s5", "bp", "s3", "sex", "s6", "s1", "s4", "s2", "age"]
EFRON_LENGTHS = [
    0, 60.1, 663.7, 888.9, 1250.7, 1440.8, 1537.1, 1914.6, 2115.7, 2195.8, 2802.4, 2863.0, 3460.0
]  # fmt: skip
EFRON_LEAST_SQUARES = {
    "age": -10.01, "sex": -239.82, "bmi": 519.85, "bp": 324.38, "s1": -792.18,
    "s2": 476.74, "s3": 101.04, "s4": 177.06, "s5": 751.27, "s6": 67.63,
}  # fmt: skip


def test_efron_order_of_entry() -> None:
    """Features enter the lasso path in the published order: 3 9 4 7 2 10 5 8 6 1."""
    data = load_diabetes()
    moved = lasso_path(data.data, data.target).coefs != 0  # (corners, 10)
    order = [data.feature_names[j] for j in np.argsort(moved.argmax(axis=0), kind="stable")]
    assert order == EFRON_ORDER


def test_efron_lasso_corners() -> None:
    """The path has twelve steps, with sum |w| of 60.1 to 3460.0 at their ends; to 0.06."""
    path = lasso_path(*load_diabetes(return_X_y=True))
    np.testing.assert_allclose(np.abs(path.coefs).sum(axis=1), EFRON_LENGTHS, rtol=0, atol=0.06)


def test_efron_s3_leaves_and_returns() -> None:
    """HDL (s3) enters fourth, is back at zero after step 10, and re-enters as the last of all."""
    data = load_diabetes()
    s3 = lasso_path(data.data, data.target).coefs[:, data.feature_names.index("s3")]
    assert (s3[:4] == 0).all()
    assert (s3[4:10] < 0).all()
    assert (s3[10:12] == 0).tolist() == [True, True]
    assert s3[12] > 0


def test_efron_least_squares() -> None:
    """The end of the path has the published least-squares weights, to 0.006."""
    data = load_diabetes()
    end = lasso_path(data.data, data.target).coefs[-1]
    expected = [EFRON_LEAST_SQUARES[name] for name in data.feature_names]
    np.testing.assert_allclose(end, expected, rtol=0, atol=6e-3)


def test_ridge_is_least_squares_with_more_rows() -> None:
    """sqrt(lam) times the identity below X and zeros below y: the same weights, to 1e-10.

    Marquardt (1970); centred data, because the intercept is not penalised.
    """
    X, y = HALD[:, :4] - HALD[:, :4].mean(axis=0), HALD[:, 4] - HALD[:, 4].mean()
    for lam in (0.01, 1.0, 300.0):
        augmented = np.vstack([X, np.sqrt(lam) * np.eye(4)])
        expected = np.linalg.lstsq(augmented, np.append(y, np.zeros(4)), rcond=None)[0]
        np.testing.assert_allclose(
            Ridge(lam).fit(HALD[:, :4], HALD[:, 4]).coef_, expected, rtol=1e-10
        )


def test_elastic_net_treats_copies_alike() -> None:
    """Equal columns get equal weights, and a column with its sign changed the opposite one; 1e-9.

    Zou & Hastie (2005), lemma 2: the penalty is strictly convex.  The lasso leaves the split open.
    """
    X, y = HALD[:, :3], HALD[:, 4]
    twice = np.column_stack([X, X[:, 0], -X[:, 1]])
    w = ElasticNet(l1=2.0, l2=1.0).fit(twice, y).coef_
    assert w[3] == pytest.approx(w[0], rel=1e-9)
    assert w[4] == pytest.approx(-w[1], rel=1e-9)
    assert w[:2].all()
    alone, both = Lasso(2.0).fit(X, y), Lasso(2.0).fit(twice, y)
    np.testing.assert_allclose(both.predict(twice), alone.predict(X), rtol=1e-7)


@given(st.integers(0, 10**6), st.floats(0.01, 10), st.floats(0.01, 10), st.floats(0, 1))
def test_grouping_theorem(seed: int, l1: float, l2: float, mix: float) -> None:
    """|w_i - w_j| <= |y|_1 sqrt(2 (1 - rho)) / l2 for two weights of the same sign.

    Zou & Hastie (2005), theorem 1: columns of length 1 with correlation rho, y centred, their
    naive elastic net, which is the slide's cost.
    """
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(20, 4))
    X[:, 1] = mix * X[:, 0] + (1 - mix) * X[:, 1]
    X = X - X.mean(axis=0)
    X /= np.linalg.norm(X, axis=0)
    y = 3 * X[:, 0] + 3 * X[:, 1] + rng.normal(size=20)
    y -= y.mean()
    w = ElasticNet(l1, l2).fit(X, y).coef_
    if w[0] * w[1] > 0:
        bound = np.abs(y).sum() * np.sqrt(2 * max(0.0, 1 - X[:, 0] @ X[:, 1])) / l2
        assert abs(w[0] - w[1]) <= bound + 1e-9
