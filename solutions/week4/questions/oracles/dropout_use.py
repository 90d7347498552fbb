"""Masks counted entry by entry, code run, words by a table."""

import contextlib
import io


def torch_dropout(question):
    """Every way in which five, four or ten entries of equal chance may fall, written out."""
    g = question.given
    ways = g["p"].denominator
    lost = g["p"].numerator
    outputs = [0] * lost + [g["entry"] * ways / (ways - lost)] * (ways - lost)
    size = g["rows"] * g["columns"]
    if g["level"] == 1:
        return size * outputs.count(0) / ways
    return max(outputs) if g["level"] == 2 else size * sum(outputs) / ways


def dropout_picture(question):
    g = question.given
    (dots,) = question.figure.curves
    drawn = [{int(y) for x, y in zip(dots.x, dots.y, strict=True) if x == t} for t in range(1, 6)]
    if g["level"] == 1:
        return 8 - len(drawn[g["at"]])
    if g["level"] == 2:
        return len(dots.x) / 40 * 100
    empty = [not row for row in drawn]
    kind = "off" if any(empty) else "frozen" if all(r == drawn[0] for r in drawn) else "fresh"
    return {g["texts"][kind]}


def prints_dropout(question):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(question.given["code"], {})  # the listed code is that of the bank
    return float(out.getvalue())


ORACLES = [torch_dropout, dropout_picture, prints_dropout]
