"""Fonts for names in any script.

Typst carries its own fonts, and with nothing but them the same source gives the same bytes on
every machine.  They have Latin, Greek, Cyrillic and Hebrew letters.  For what they lack, the fonts
that are installed are looked at; a letter that none of them has would be printed as an empty box,
in which two students look alike, so it is refused.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from grader.base.errors import GraderError
from grader.exam.extras import extra

_NOWHERE = "\U0010fffd"  # of private use, and in no font: it is drawn as the box
_CHINESE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC")
_known: set[str] = set(map(chr, range(0x80)))


def folders_for(text: str) -> list[str]:
    """Return the folders of installed fonts that a text needs beside those that Typst carries.

    Raises
    ------
    GraderError : letters that no font has, with a font to install.
    """
    if {*text} <= _known:
        return []
    lacking = _boxes(sorted({*text} - _known), ())
    _known.update({*text} - {*lacking})
    if not lacking:
        return []
    folders = sorted({folder for sign in lacking if (folder := _folder_with(sign))})
    if nowhere := _boxes(lacking, tuple(folders)):
        shown = "".join(nowhere[:20])
        raise GraderError(
            f"no font of this machine can print {shown}",
            hint=f"Install one that can, for example {_font_named(nowhere[0])}.",
        )
    return folders


def _boxes(signs: Iterable[str], folders: tuple[str, ...]) -> list[str]:
    """Return the signs that Typst would draw as the box for what is missing."""
    signs = list(signs)
    pages = "\n#pagebreak()\n".join(rf'#text("\u{{{ord(sign):x}}}")' for sign in [_NOWHERE, *signs])
    setting = '#set page(width: 40pt, height: 40pt)\n#set text(font: "Libertinus Serif")\n'
    box, *drawn = extra("typst").compile(
        {"main.typ": (setting + pages).encode()},
        format="svg", font_paths=list(folders), ignore_system_fonts=True,
    )  # fmt: skip
    return [sign for sign, picture in zip(signs, drawn, strict=True) if picture == box]


def _folder_with(sign: str) -> str:
    """Return the folder of the first installed font that has a sign, else nothing."""
    having = (path for path, letters in _installed().items() if ord(sign) in letters)
    path = next(having, "")
    return str(Path(path).parent) if path else ""


@cache
def _installed() -> dict[str, frozenset[int]]:
    """Return the files of the installed fonts, each with the letters that it has."""
    typst, fonts = extra("typst"), extra("fontTools.ttLib")
    places = {(f.path, f.index) for f in typst.Fonts(include_embedded_fonts=False).fonts()}
    letters: dict[str, frozenset[int]] = {}
    for path, index in sorted(places):
        with fonts.TTFont(path, fontNumber=index, lazy=True) as font:
            letters[path] = letters.get(path, frozenset()) | frozenset(font.getBestCmap() or ())
    return letters


def _font_named(sign: str) -> str:
    """Return a free font that has a sign, by the name of its script.

    Examples
    --------
    >>> _font_named("李"), _font_named("م"), _font_named("ก")
    ('Noto Sans CJK', 'Noto Sans Arabic', 'Noto Sans Thai')
    """
    script = unicodedata.name(sign, "SYMBOLS").split()[0]
    return "Noto Sans CJK" if script in _CHINESE else f"Noto Sans {script.capitalize()}"
