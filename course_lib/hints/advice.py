"""What to tell a student whose code stopped with an error of Python or NumPy."""

from __future__ import annotations

import re

_EACH = r"shapes (\((\d+),\d+\) \(\2,\)|\((\d+),\) \(\3,\d+\))"

_ADVICE = (
    # the error as Python writes it, the student's line, what to tell
    (r"^ZeroDivisionError", "", "Which divisor can be 0? Try the ends of what it may be."),
    (r"^OverflowError", "", "A number is too large to be stored. What goes into exp, or a power?"),
    (
        r"^FloatingPointError",
        "",
        "np.seterr makes this error of a warning, which costs nothing here.",
    ),
    (
        r"^UnboundLocalError",
        "",
        "Is the name set on every path? A loop over nothing sets none.",
    ),
    (r"^NameError", "", "Is the name spelt right, and was the cell that makes it run?"),
    (r"^ValueError.*into shape \(0", "", "A slice is empty. Is 0 special here? x[:-0] is x[:0]."),
    (
        _EACH,
        "",
        "Each row has a number of its own, and an axis is lost: keepdims=True or [:, None].",
    ),
    (
        r"^ValueError.*(core dimension|broadcast)",
        "",
        "The shapes do not fit. Write the shape beside each factor: is one transposed?",
    ),
    (
        r"truth value of an array",
        r"(?<![.\w])(max|min)\(",
        "Python's max and min decide once. NumPy has others, for every entry on its own.",
    ),
    (
        r"truth value of an array",
        "",
        "`if` decides once, and here every entry needs its own answer: np.where, or a mask.",
    ),
    (
        r"only integer scalar arrays",
        r"\bnp\.a?(max|min)\(",
        "The second place of np.max is for an axis, not for another array.",
    ),
    (
        r"^TypeError.*(NoneType|ellipsis)",
        "",
        "Something is None here. Does a function that you call end with return, on every path?",
    ),
    (
        r"^TypeError.*object is not callable",
        "",
        "Is a name as max, sum or list used for a variable, or is an operator missing?",
    ),
    (
        r"^TypeError.*converted to Python scalar",
        "",
        "It wants one number and got an array. The functions of NumPy take both.",
    ),
)


def advice(error: BaseException, said: str, line: str = "") -> str:
    """Return a hint for an error that says ``said`` in this line of the student, or "".

    Examples
    --------
    >>> advice(NameError(), "name 'x' is not defined")
    'Is the name spelt right, and was the cell that makes it run?'
    """
    kinds = [f"{kind.__name__}: {said}" for kind in type(error).__mro__]
    for of_error, of_line, text in _ADVICE:
        if re.search(of_line, line) and any(re.search(of_error, kind, re.S) for kind in kinds):
            return text
    return ""
