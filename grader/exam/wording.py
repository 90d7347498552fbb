"""Numbers and formulas as they stand in the text of a question."""

from __future__ import annotations

from collections.abc import Sequence


def number(value: float) -> str:
    """Write a number as LaTeX, with no more than four decimals and no trailing zeros.

    Examples
    --------
    >>> number(-0.5), number(3.0), number(0.1 + 0.2), number(-0.0)
    ('-0.5', '3', '0.3', '0')
    """
    rounded = round(float(value), 4)
    return f"{rounded:.4f}".rstrip("0").rstrip(".") if rounded else "0"


def worth(points: int) -> str:
    """Write points with their noun.

    Examples
    --------
    >>> worth(1), worth(3)
    ('1 point', '3 points')
    """
    return "1 point" if points == 1 else f"{points} points"


def signed(value: float) -> str:
    """Write a number for use inside a product or a sum: negative ones in brackets.

    Examples
    --------
    >>> signed(2), signed(-0.5)
    ('2', '(-0.5)')
    """
    return number(value) if value >= 0 else f"({number(value)})"


def terms(coefficients: Sequence[float], names: Sequence[str], constant: float = 0.0) -> str:
    """Write a linear form such as ``2 x_1 - 0.5 x_2 + 1``.

    Examples
    --------
    >>> terms([2, -0.5], ["x_1", "x_2"], 1)
    '2 x_1 - 0.5 x_2 + 1'
    """
    pairs = [*zip(coefficients, names, strict=True), (constant, "")]
    text = ""
    for value, name in pairs:
        if value == 0:
            continue
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        size = "" if abs(value) == 1 and name else number(abs(value))
        text += sign + f"{size} {name}".strip()
    return text or "0"


def vector(values: Sequence[float]) -> str:
    """Write a column vector as LaTeX, lying down so that it fits into a line of text.

    Examples
    --------
    >>> vector([1, -0.5])
    '(1, -0.5)^\\\\top'
    """
    return f"({', '.join(map(number, values))})^\\top"


def matrix(rows: Sequence[Sequence[float]]) -> str:
    """Write a matrix as LaTeX."""
    lines = r" \\ ".join(" & ".join(map(number, row)) for row in rows)
    return rf"\begin{{pmatrix}}{lines}\end{{pmatrix}}"


def slope(top: str, bottom: str) -> str:
    """Write a partial derivative as LaTeX.

    Examples
    --------
    >>> slope("L", "w_1")
    '\\\\frac{\\\\partial L}{\\\\partial w_1}'
    """
    return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"


def product(*factors: float) -> str:
    """Write a product of numbers, negative ones in brackets.

    Examples
    --------
    >>> product(2, -0.5)
    '2 \\\\cdot (-0.5)'
    """
    first, *rest = factors
    return r" \cdot ".join([number(first), *map(signed, rest)])


def sum_of_products(*terms: Sequence[float]) -> str:
    """Write a sum of products, every negative number in brackets.

    Examples
    --------
    >>> sum_of_products((2, -1), (-3, 1))
    '2 \\\\cdot (-1) + (-3) \\\\cdot 1'
    """
    return " + ".join(r" \cdot ".join(map(signed, factors)) for factors in terms)


def minus(value: float) -> str:
    """Write the end of a difference: ``minus(2)`` is "- 2" and ``minus(-2)`` is "+ 2".

    Examples
    --------
    >>> f"w {minus(-1)}"
    'w + 1'
    """
    return f"- {number(value)}" if value >= 0 else f"+ {number(-value)}"


def times(value: float, name: str) -> str:
    """Write a coefficient before a name, and leave out a 1.

    Examples
    --------
    >>> times(1, "w^2"), times(-1, "x"), times(0.5, "|w|")
    ('w^2', '-x', '0.5 |w|')
    """
    return {1.0: name, -1.0: f"-{name}"}.get(float(value), f"{number(value)} {name}")
