"""Equivalent forms of a typed answer, and forms that must stay wrong.

A form names the systems, "canvas" or "moodle", that do not read it but say so before it is handed
in, so that the student types it again. Everywhere else it must be right, in one language of the
system or in all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from grader.exam.question import Numeric, Question, Short

CANVAS, MOODLE = "canvas", "moodle"


@dataclass(frozen=True)
class Form:
    """A text, and the systems that ask for another one."""

    text: str
    asks: tuple[str, ...] = ()
    language: str = ""


def right(question: Question) -> list[Form]:
    """Return forms of a right answer."""
    answer = question.answer
    if isinstance(answer, Numeric):
        return list(_numbers(answer))
    assert isinstance(answer, Short)
    table = {"shape": _shapes, "symbol": _symbols, "words": _words}[answer.reading]
    return [Form(text) for text in table(answer.accepted[0])]


def wrong(question: Question) -> list[str]:
    """Return texts that are not right, some of them by a sign only."""
    answer = question.answer
    if isinstance(answer, Numeric):
        return _wrong_numbers(answer)
    assert isinstance(answer, Short)
    if answer.reading == "shape":
        return _wrong_shapes(re.findall(r"\d+", answer.accepted[0]))
    if answer.reading == "symbol":
        other = str(int(answer.accepted[0][1:]) % 3 + 1)
        return [f"w{other}", f"w_{other}", other, "w", "w11", "w1 and w2", "none of them", "b1x",
                f"not {answer.accepted[0]}", f"-{answer.accepted[0]}"]  # fmt: skip
    return _WRONG_WORDS[answer.accepted[0]]


def _shapes(shown: str) -> list[str]:
    sizes = re.findall(r"\d+", shown)
    if len(sizes) == 1:
        (n,) = sizes
        return [f"({n},)", f"({n}, )", f"( {n}, )", f"({n})", n, f"[{n}]", f"[{n},]", f"{n},",
                f" ({n},)  ", f"({n},).", f"{n}.", f"shape ({n},)", f"`({n},)`",
                _wide(f"({n},)")]  # fmt: skip
    a, b = sizes
    return [f"({a}, {b})", f"({a},{b})", f"( {a}, {b} )", f"( {a} , {b} )", f"({a} ,{b})",
            f"({a},  {b})", f"  ({a}, {b}) ", f"[{a}, {b}]", f"[{a},{b}]", f"{a}, {b}", f"{a},{b}",
            f"{a} x {b}", f"{a}x{b}", f"{a} X {b}", f"{a} × {b}", f"{a}×{b}", f"({a} × {b})",
            f"({a}x{b})", f"{a} * {b}", f"{a}*{b}", f"{a} by {b}", f"{a}-by-{b}", f"({a}; {b})",
            f"{a} {b}", f"({a}, {b},)", f"({a}, {b}).", f"{a}x{b}.", f"shape ({a}, {b})",
            f"Shape: ({a},{b})", f"The shape is ({a}, {b}).", f"`({a}, {b})`",
            _wide(f"({a},{b})")]  # fmt: skip


def _wrong_shapes(sizes: list[str]) -> list[str]:
    if len(sizes) == 1:
        (n,) = sizes
        return [f"({n}, 1)", f"(1, {n})", f"({n}, {n})", f"(1{n},)", f"({n}1,)", f"(n, {n})",
                f"(-{n},)", f"1/{n}", f"0.{n}", "()", f"not {n}", f"(None, {n})"]  # fmt: skip
    a, b = sizes
    turned = [f"({b}, {a})", f"{b}x{a}"] if a != b else []
    return [*turned, f"({a},)", f"({b},)", f"{a}", f"{a}{b}", f"{a}.{b}",
            f"{a}/{b}", f"{a}-{b}", f"({a}, {b}, 1)", f"(1, {a}, {b})", f"({a}, {b}, n)",
            f"(n, {a}, {b})", f"(1{a}, {b})", f"({a}, {b}1)", f"({a}0, {b})", f"({a}, 0{b}0)",
            f"(-{a}, {b})", f"(−{a}, {b})", f"({a}, {b}).T", f"({a}, {b})^T", f"({a}, {b})'",
            f"({a}, {b}) or ({b}, {a})", f"not ({a}, {b})", f"({b}, {a}) transposed",
            f"{a} + {b}", "()", f"(None, {a}, {b})"]  # fmt: skip


def _symbols(shown: str) -> list[str]:
    n = shown[1:]
    low = chr(ord("₀") + int(n))
    return [f"w{n}", f"w_{n}", f"w{low}", f"W{n}", f"w {n}", f"w_{{{n}}}", f"$w_{n}$", f"w[{n}]",
            rf"\(w_{n}\)", f"weight {n}", f"Weight w{n}", f"the weight w{n}", f"w{n}.", n,
            f" w{n} "]  # fmt: skip


def _words(shown: str) -> list[str]:
    same = {shown, shown.lower(), shown.upper(), f" {shown} ", f"{shown}.", f"the {shown}"}
    return sorted(same | set(_RIGHT_WORDS[shown]))


_RIGHT_WORDS = {
    "Overfitting": ["over-fitting", "Over fitting", "overfit", "It overfits", "over-fit",
                    "overfits", "it is overfitting", "It's overfitting.", "overfitted",
                    "The network overfits",
                    "the model is overfitting", "high variance", "an overfitting problem"],
    "Underfitting": ["under-fitting", "Under fitting", "underfit", "It underfits", "underfits",
                     "it is underfitting", "The model underfits", "under-fitted", "high bias"],
    "Sigmoid": ["sigmoid function", "the sigmoid", "a sigmoid", "logistic function", "logistic",
                "Logistic sigmoid", "sigmoid activation"],
    "tanh": ["Tanh", "TanH", "tan h", "hyperbolic tangent", "the hyperbolic tangent function",
             "tanh activation", "hyperbolic-tangent"],
    "ReLU": ["relu", "Relu function", "the ReLU activation function", "rectified linear unit",
             "Rectified-Linear Unit", "rectifier", "a ReLU"],
    "Leaky ReLU": ["leaky relu", "leaky-relu", "LeakyReLU", "leaky rectified linear unit",
                   "the leaky ReLU", "LReLU", "leaky ReLU function"],
    "ELU": ["elu", "exponential linear unit", "the ELU function", "Exponential-linear-unit"],
    "Softmax": ["soft-max", "soft max", "softmax function", "the softmax activation"],
}  # fmt: skip
_WRONG_WORDS = {
    "Overfitting": ["underfitting", "not overfitting", "no overfitting", "fitting", "over",
                    "overfitting and underfitting", "overfitting or underfitting", "high bias",
                    "it does not overfit", "variance is low"],
    "Underfitting": ["overfitting", "not underfitting", "fitting", "under", "high variance",
                     "underfitting or overfitting", "it does not underfit"],
    "Sigmoid": ["tanh", "softmax", "sigmoid prime", "not sigmoid", "sig", "ReLU or sigmoid"],
    "tanh": ["tan", "arctanh", "sigmoid", "tangent", "not tanh", "tanh or sigmoid"],
    "ReLU": ["leaky ReLU", "ELU", "not ReLU", "linear", "ReLU6", "ReLU or ELU", "re"],
    "Leaky ReLU": ["ReLU", "leaky", "ELU", "not leaky ReLU", "leaky sigmoid"],
    "ELU": ["ReLU", "SELU", "GELU", "exponential", "not ELU", "linear unit"],
    "Softmax": ["max", "softplus", "sigmoid", "argmax", "not softmax", "soft"],
}  # fmt: skip


def _numbers(answer: Numeric) -> list[Form]:
    value, both = answer.value, (CANVAS, MOODLE)
    sign, size = ("-" if value < 0 else ""), abs(value)
    short = f"{size:.2f}".rstrip("0").rstrip(".")  # two decimals are enough
    found = [Form(sign + short), Form(f" {sign}{short} "), Form(f"{sign}{size:.4f}")]
    if sign:
        found += [Form(f"−{short}", (CANVAS,)), Form(f"–{short}", (CANVAS,)),
                  Form(f"−{size:.4f}", (CANVAS,)), Form(f"minus {short}", (CANVAS,))]  # fmt: skip
        found += [Form(f"- {short}", (CANVAS,))]
    else:
        found += [Form(f"+{short}"), Form(f"= {short}", both), Form(f"x = {short}", both)]
    if "." in short:
        found += [Form(f"{sign}{short}.", (CANVAS,)), Form(sign + short.replace(".", ","), both)]
        if short.startswith("0"):
            found.append(Form(sign + short[1:]))
    else:
        found += [Form(f"{sign}{short}."), Form(f"{sign}{short}.0")]
    found.append(Form(_wide(sign + short), both))
    ratio = Fraction(size).limit_denominator(20)
    if ratio.denominator > 1 and abs(float(ratio) - size) < 1e-6:
        top, below = ratio.numerator, ratio.denominator
        found += [Form(f"{sign}{top}{slash}{below}", (CANVAS,)) for slash in ("/", " / ")]
        found.append(Form(f"({sign}{top}/{below})", both))
        found += [Form(f"−{top}/{below}", (CANVAS,))] if sign else []
        found += [Form(f"{2 * top}/{2 * below}", (CANVAS,))] if 2 * below <= 20 and not sign else []
    if answer.unit:
        found += [Form(short + end, (CANVAS,)) for end in ("%", " %", " per cent")]
        assert answer.unit == "%"
    if size >= 1000 and size == int(size):
        grouped = f"{int(size):,}"
        found += [Form(grouped, (MOODLE,), "English"), Form(grouped.replace(",", " "), (CANVAS,)),
                  Form(grouped.replace(",", "."), (MOODLE,), "German")]  # fmt: skip
    return found


def _wrong_numbers(answer: Numeric) -> list[str]:
    value, step = answer.value, max(4 * answer.tolerance, 0.03)
    short = f"{value:.4f}".rstrip("0").rstrip(".")
    found = [f"{value + step:.4f}", f"{value - step:.4f}", f"{value + step:.3f}".replace(".", ","),
             "", "abc", "x"]  # fmt: skip
    if value % 1 == 0 and 0 < value <= 20:  # its half and so on, where Moodle reads "1" of "1/2"
        found += [f"{value:g}/{below}" for below in range(2, 8) if value * (1 - 1 / below) > step]
    if abs(value) > 2 * answer.tolerance:
        found += [f"{-value:.4f}", f"{10 * value:.4f}", f"{value / 10:.5f}"]
        found += [f"−{short}"] if value > 0 else [short.replace("-", "")]
    return [*found, *(f"{mistake.value:.4f}" for mistake in answer.mistakes)]


def _wide(text: str) -> str:
    """Full-width signs, as Chinese and Japanese keyboards type them."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
