"""Makes text from a student's process fit to be stored and shown.

What comes out has no control characters, no terminal escapes, no invisible characters that
reorder text, and a bounded length.  It is still text: who puts it into HTML or a spreadsheet
escapes it for that place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote, unquote

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
# What could spell the same.  Addresses are decoded twice, so an ampersand must not be spelt either.
_ENTITY = re.compile(r"&(?=#|amp|colon|tab|newline)", re.I)
# A picture is fetched when the page is opened: from another place it tells who reads when, and
# from Jupyter's own address it acts in the reader's name.  Attached ones stay.
_PICTURE = re.compile(r"!(?=\[)(?!\[[^\[\]\\`<$]*\]\(attachment:)")
_ATTACHED = re.compile(r"!(\[[^\[\]\\`<$]*\]\(attachment:)([^\s()<>\\]*)")
_GAP = r"[\s\\]*"  # browsers leave out line ends and tabs inside an address
_SCHEMES = "|".join(_GAP.join(word + ":") for word in ("javascript", "vbscript"))
_SCRIPT_LINK = re.compile(_SCHEMES, re.I)
# MathJax makes links, styles and names of elements of these, and its macros could put an address
# together.
_ACTIVE_TEX = re.compile(
    r"\\(?=(?:(?:href|url|class|style|require|data|unicode|mmlToken)\b|bbox|css|html))", re.I
)
_KEPT_CONTROLS = "\n\t"
_UNWANTED = {"Cc", "Cf", "Cs", "Co"}
_JOINERS = "\u200c\u200d"  # needed by some scripts and emoji


def clean(value: object, *, limit: int = 1000) -> str:
    """Return text without control characters, at most ``limit`` characters of it.

    Examples
    --------
    >>> clean("\\x1b[31mred\\x1b[0m \\u202egrade\\x00")
    'red grade'
    """
    text = value if isinstance(value, str) else str(value)
    cut = len(text) > limit
    text = _ESCAPES.sub("", text[: 2 * limit])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(character for character in text if _kept(character))[:limit]
    return text + " ..." if cut else text


def _kept(character: str) -> bool:
    if character in _KEPT_CONTROLS or character in _JOINERS:
        return True
    return unicodedata.category(character) not in _UNWANTED


def inert_markdown(text: str) -> str:
    """Return a student's Markdown without HTML, links that run code and pictures from elsewhere.

    The formgrader shows Markdown at Jupyter's own address, where a script could do all that its
    reader can.  A space after ``<`` makes a tag plain text and leaves formulas as they are.

    Examples
    --------
    >>> inert_markdown("if $a<b$ <script>alert(1)</script> [x](javascript:alert(2))")
    'if $a< b$ < script>alert(1)< /script> [x](javascript :alert(2))'
    >>> inert_markdown(r"$\\def\\x#1{\\href{java#1}{y}} \\x{script:alert(1)}$")
    '$\\\\def\\\\x#1{\\\\ href{java#1}{y}} \\\\x{script:alert(1)}$'
    >>> inert_markdown("![mine](attachment:a.png) ![](/logout)")
    '![mine](attachment:a.png) ! [](/logout)'
    """
    text = _TAG.sub("< ", text)
    text = _PICTURE.sub("! ", text)
    text = _ENTITY.sub("& ", text)
    text = _ACTIVE_TEX.sub(r"\\ ", text)
    return _SCRIPT_LINK.sub(lambda match: match[0][:-1] + " :", text)


def with_pictures(text: str, attached: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """Return Markdown and its attached pictures such that each picture it shows is there.

    nbconvert makes no page of a notebook that shows one which is not, and a cell that was copied
    from elsewhere has none of its pictures.  It also looks for escaped names only.

    Examples
    --------
    >>> with_pictures("![](attachment:a%20b.png) ![](attachment:gone.png)", {"a b.png": 1})
    ('![](attachment:a%20b.png) ! [](attachment:gone.png)', {'a%20b.png': 1})
    """
    names: dict[str, str] = {}

    def shown(picture: re.Match[str]) -> str:
        name = picture[2] if picture[2] in attached else unquote(picture[2])
        if name not in attached:
            return f"! {picture[0][1:]}"
        names[name] = quote(unquote(name))
        return f"!{picture[1]}{names[name]}"

    text = _ATTACHED.sub(shown, text)
    return text, {names.get(name, name): picture for name, picture in attached.items()}


def one_line(value: object, *, limit: int = 300) -> str:
    """Return :func:`clean` text on one line.

    Examples
    --------
    >>> one_line("name 'x'\\n  is not defined")
    "name 'x' is not defined"
    """
    return " ".join(clean(value, limit=limit).split())
