"""Names of people and words of headings, in the one form in which they are compared.

Two systems write one name in two ways: with accents and without, composed and decomposed, with
another apostrophe, the family name first. What is only a way of writing is dropped here; what makes
another name stays, so a vowel sign of Hindi or Thai, the voicing mark of ガ, the breve of й. A
title, a degree and what somebody is to be called by, ``(she/her)``, are no part of a name.
"""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, and those for which keyboards have two.
_SAME = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t",
     "ı": "i", "ə": "e", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y",
     "ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه"}
)  # fmt: skip
_LETTER_WITH_SIGN = re.compile("[иіу][\u0306\u0308]")  # й, ї, ў; ё is a way of е
_ACCENTS = (
    (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
    (0x0591, 0x05C7),  # Hebrew points
    (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),  # Arabic vowels
    (0xFE00, 0xFE0F), (0xE0100, 0xE01EF),  # which of several shapes
)  # fmt: skip
_ACCENT = re.compile("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in _ACCENTS) + "]")
# Apostrophes and other signs that count as letters in Unicode; the bar that lengthens an Arabic
# word is one, too.
_SIGN = re.compile("[\u02b0-\u02ff\u0640\ua78c]")
_PRONOUNS = re.compile(
    r"(?:she|hers?|he|him|his|they|them|theirs?|ze|zir|xe|xem|it|its|any|all|pronouns?|sie|ihr|er|ihn"
    r"|ihm|elle?|elles?|iel|il|ella|el|ela|dela|ele|dele|lei|lui|hon|han|henne|honom|hen|zij|haar|hij"
    r"|hem|hun|она|ее|он|его){2,4}"
)
_BRACKETS = re.compile(r"[(\[{（【]([^()\[\]{}（）【】]*)[)\]}）】]")
_PAIR = re.compile(r"\w+(?:[/|_]\w+)+")  # she/her without brackets
# Only what nobody is called: Ma and Ing are family names, so M.A. and Ing. count with their dots.
_TITLE = re.compile(
    r"(?i:dr|prof|professor|mr|mrs|ms|mx|phd|msc|bsc|mba|herr|frau|sig|sr|sra)\.?"
    r"|(?i:(?:[a-z]{1,6}\.-?){2,}(?:[a-z]{1,4})?|(?:ing|dipl|mag|stud|cand|med|rer|nat|ir)\.)"
)


def plain(text: str) -> str:
    """Return the letters and digits of a text, small and without accents.

    Examples
    --------
    >>> plain("O'Neil, Zoë"), plain("Łukasz"), plain("李 雷"), plain("E-Mail-Adresse")
    ('oneilzoe', 'lukasz', '李雷', 'emailadresse')
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    whole = _LETTER_WITH_SIGN.sub(lambda sign: unicodedata.normalize("NFC", sign[0]), apart)
    return _letters(_ACCENT.sub("", whole.translate(_SAME)))


def exact(text: str) -> str:
    """Return the letters and digits of a text, small and with their accents.

    Examples
    --------
    >>> exact("O'Neil, Zoë"), exact("Zoe\\u0308")
    ('oneilzoë', 'zoë')
    """
    return _letters(unicodedata.normalize("NFC", text).casefold())


def _letters(text: str) -> str:
    kept = (sign for sign in _SIGN.sub("", text) if unicodedata.category(sign)[0] in "LMN")
    return unicodedata.normalize("NFC", "".join(kept))


def words(name: str) -> list[str]:
    """Return the words of a name in plain letters.

    Examples
    --------
    >>> words("King Lovelace, Ada")
    ['king', 'lovelace', 'ada']
    """
    return [word for word in map(plain, _split(name)) if word]


def key(name: str) -> str:
    """Return a name in the form in which two are compared.

    Examples
    --------
    >>> key("Dr. Ada King (she/her)"), key("kingada"), key("Michael Herr"), key("A. B. Ma")
    ('adaking', 'kingada', 'michaelherr', 'abma')
    """
    return "".join(words(name))


def _split(name: str) -> list[str]:
    """Return the words of a name; two are left, whatever looks like a title."""
    name = _BRACKETS.sub(lambda inside: "" if _PRONOUNS.fullmatch(plain(inside[1])) else inside[0],
                         name)  # fmt: skip
    parts = [part for part in re.split(r"[\s,，、]+", name)
             if not (_PAIR.fullmatch(part) and _PRONOUNS.fullmatch(plain(part)))]  # fmt: skip
    own = [part for part in parts if not _TITLE.fullmatch(part)]
    return own if len([part for part in own if plain(part)]) > 1 else parts


def name_keys(name: str, *, accents: bool = False) -> set[str]:
    """Return how an LMS may write a name: as it is, and with each of its words in front.

    Examples
    --------
    >>> sorted(name_keys("Ada King Lovelace"))
    ['adakinglovelace', 'kinglovelaceada', 'lovelaceadaking']
    """
    parts = [exact(word) for word in _split(name)] if accents else words(name)
    return {"".join(parts[at:] + parts[:at]) for at in range(len(parts))} - {""}


def agree(name: str, who: str) -> bool:
    """Whether two ways to write a name have a word in common; Canvas writes all in one.

    Examples
    --------
    >>> agree("Bob Smith", "Robert Smith"), agree("Ada King", "kingada"), agree("Li", "Bo Ek")
    (True, True, False)
    """
    return key(who) in name_keys(name) or bool({*words(name)} & {*words(who)})
