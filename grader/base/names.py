"""Names from outside, such that they can be shown: on a terminal, in a table, on a page.

A file, a folder and a person may be called anything.  What steers a terminal, turns the order of
what stands beside it, or cannot be seen is shown as a question mark.  All that a script needs to be
written stays, so a name in any script is shown as it is.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[ -~\n\t]*")  # as nearly every text is
_JOINERS = frozenset("\u200c\u200d\u180e")  # within words of Persian, Hindi, Mongolian; in emoji
_MARKS = frozenset("\u200e\u200f\u061c")  # beside a word of Hebrew or Arabic
_TAGS = range(0xE0000, 0xE0100)  # those above choose the shape of a Chinese sign
_BLANK = frozenset("\u115f\u1160\u2065\u3164\uffa0") | {chr(tag) for tag in _TAGS}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def printable(name: str, *, limit: int = 300) -> str:
    """Return a name on one line, as it can be shown.

    Examples
    --------
    >>> printable("a" + chr(27) + "[31m"), printable("ada\\u202e" + "ypni"), printable("a\\nb")
    ('a?[31m', 'ada?ypni', 'a?b')
    >>> printable("Zoë"), printable("山田\\u3000太郎") == "山田\\u3000太郎"
    ('Zoë', True)
    """
    return shown(name[:limit]).replace("\n", "?").replace("\t", "?")


def shown(text: str) -> str:
    """Return a text of several lines, as it can be shown.

    Examples
    --------
    >>> shown("a\\nb\\x07"), shown("\\ud800"), shown("می\\u200cخواهم") == "می\\u200cخواهم"
    ('a\\nb?', '?', True)
    """
    if _PLAIN.fullmatch(text):
        return text
    padded = f" {text} "
    around = zip(padded, text, padded[2:], strict=False)
    return "".join(sign if _is_seen(before, sign, after) else "?" for before, sign, after in around)


def _is_seen(before: str, sign: str, after: str) -> bool:
    """Whether a sign is seen, or what stands beside it cannot be written without it."""
    if sign in _JOINERS:  # not between letters of scripts that do not join
        return unicodedata.category(before) in ("Lo", "Lm", "Mn", "Mc", "So", "Sk")
    if sign in _MARKS:
        return any(unicodedata.bidirectional(beside) in ("R", "AL") for beside in (before, after))
    if sign in _BLANK or (sign not in "\n\t" and unicodedata.category(sign) in _UNSEEN):
        return False
    return ord(sign) & 0xFFFE != 0xFFFE  # no character at all
