"""Print a formula as MathML, which browsers show without a script or a font from the net."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from grader.exam.maths.parse import parse
from grader.exam.maths.plain import to_plain
from grader.exam.maths.symbols import ENVIRONMENTS
from grader.exam.maths.tree import NOTHING, Node, needs_gap

_THIN = '<mspace width="0.167em"></mspace>'
_BLACKBOARD = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "E": "𝔼", "P": "ℙ", "1": "𝟙"}
_SCRIPT = {"L": "ℒ", "N": "𝒩", "D": "𝒟", "R": "ℛ", "B": "ℬ", "X": "𝒳"}


def to_mathml(latex: str, *, display: bool = False) -> str:
    """Return a ``<math>`` element; its label is the formula in plain words.

    Examples
    --------
    >>> to_mathml("x^2")
    '<math aria-label="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>'
    """
    kind = ' display="block"' if display else ""
    body = _wrap("mrow", _print(parse(latex)))
    return f'<math{kind} aria-label="{escape(to_plain(latex))}">{body}</math>'


def _print(node: Node) -> str:
    return _PRINTERS[node.kind](node)


def _wrap(tag: str, inner: str, attributes: str = "") -> str:
    if tag == "mrow" and inner.startswith("<mrow>") and inner.count("<mrow>") == 1:
        return inner
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _leaf(tag: str, attributes: str = "") -> Callable[[Node], str]:
    return lambda node: f"<{tag}{attributes}>{escape(node.text.replace('-', '−'))}</{tag}>"


def _row(node: Node) -> str:
    text, before = "", Node("operator")
    for child in node.children:
        sign = child.kind == "operator" and child.text in "+-"
        opening = before.kind == "operator" or (before.kind == "delimiter" and before.text in "([|")
        if sign and opening:  # a sign, not a sum: set without space behind it
            text += f'<mo form="prefix">{child.text.replace("-", "−")}</mo>'
        else:
            text += (_THIN if needs_gap(before, child) else "") + _print(child)
        before = child
    return f"<mrow>{text}</mrow>"


def _scripts(node: Node) -> str:
    base, sub, sup = node.children
    around = base.kind in ("big", "limits")
    both, low, high = ("munderover", "munder", "mover") if around else ("msubsup", "msub", "msup")
    if sub == NOTHING:
        return f"<{high}>{_print(base)}{_print(sup)}</{high}>"
    if sup == NOTHING:
        return f"<{low}>{_print(base)}{_print(sub)}</{low}>"
    return f"<{both}>{_print(base)}{_print(sub)}{_print(sup)}</{both}>"


def _fence(text: str, *, stretchy: bool) -> str:
    flag = "true" if stretchy else "false"
    close = ' lspace="0" rspace="0"' if text in ("|", "‖") else ""  # a bar is no operator here
    return f'<mo stretchy="{flag}"{close}>{escape(text)}</mo>' if text else ""


def _fenced(node: Node) -> str:
    left, right = node.text.split("\0")
    inner = _print(node.children[0])
    return f"<mrow>{_fence(left, stretchy=True)}{inner}{_fence(right, stretchy=True)}</mrow>"


def _brace(node: Node) -> str:
    body, label = node.children
    inner = f'<munder>{_print(body)}<mo stretchy="true">⏟</mo></munder>'
    return f"<munder>{inner}{_print(label)}</munder>"


def _table(node: Node) -> str:
    left, right = ENVIRONMENTS[node.text]
    align = ' columnalign="left"' if node.text in ("cases", "aligned") else ""
    style = ' style="text-align:left"' if align else ""
    rows = "".join(
        "<mtr>" + "".join(f"<mtd{style}>{_print(c)}</mtd>" for c in row.children) + "</mtr>"
        for row in node.children
    )
    table = f"<mtable{align}>{rows}</mtable>"
    return f"<mrow>{_fence(left, stretchy=True)}{table}{_fence(right, stretchy=True)}</mrow>"


def _style(node: Node) -> str:
    inner = node.children[0]
    table = {"blackboard": _BLACKBOARD, "script": _SCRIPT}.get(node.text)
    if table is not None:
        return f"<mi>{escape(table.get(inner.text, inner.text))}</mi>"
    return f'<mstyle style="font-weight:bold">{_print(inner)}</mstyle>'


def _accent(node: Node) -> str:
    return f'<mover accent="true">{_print(node.children[0])}<mo>{escape(node.text)}</mo></mover>'


_PRINTERS: dict[str, Callable[[Node], str]] = {
    "row": _row,
    "letter": _leaf("mi"),
    "number": _leaf("mn"),
    "operator": _leaf("mo"),
    "big": _leaf("mo", ' movablelimits="true"'),
    "delimiter": lambda node: _fence(node.text, stretchy=False),
    "function": _leaf("mi"),
    "limits": _leaf("mi"),
    "name": _leaf("mi"),
    "text": _leaf("mtext"),
    "upright": _leaf("mtext"),
    "space": lambda node: f'<mspace width="{float(node.text):.3f}em"></mspace>',
    "fraction": lambda node: f"<mfrac>{''.join(map(_print, node.children))}</mfrac>",
    "root": lambda node: f"<msqrt>{_print(node.children[0])}</msqrt>",
    "scripts": _scripts,
    "accent": _accent,
    "style": _style,
    "fenced": _fenced,
    "brace": _brace,
    "table": _table,
}
