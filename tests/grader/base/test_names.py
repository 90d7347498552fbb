"""A name in any script is shown as it is; what would steer the place where it is shown is not."""

import unicodedata

import pytest

from grader.base.names import printable, shown

NAMES = (
    "Zoë Müller-Łukasz", "Zoe\u0308", "O’Neil", "山田\u3000太郎", "葛\U000e0100城",
    "\U00020bb7野家",
    "李雷", "Đặng Thị Hương", "मृत्\u200dयुंजय", "می\u200cخواهم", "שרה\u200f כהן", "Ἀριστοτέλης",
    "สมชาย", "ދިވެހި", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "👩\u200d👩\u200d👧", "❤\ufe0f", "ꯃꯤꯇꯩ", "নাম", "ကျော်",
    "ʻOkina", "Nguyễn Văn A", "김민수", "გიორგი", "Անի", "ተስፋዬ",
)  # fmt: skip
STEERING = ("\x1b", "\x9b", "\x07", "\x08", "\r", "\x00", "\x7f", "\u202e", "\u202a", "\u2066",
            "\u2069", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029", "\ud800",
            "\udcff", "\u061c", "\u200d", "\u200e", "\U000e0041", "\ufffe", "\u3164")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_unharmed(name: str) -> None:
    """Joiners, accents, wide spaces and shapes of signs are part of how a name is written."""
    assert printable(name) == name
    assert shown(f"{name}\n") == f"{name}\n"


@pytest.mark.parametrize("sign", STEERING, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_steers_or_hides_is_a_question_mark(sign: str) -> None:
    """In a name of Latin letters nothing invisible stays, and nothing vanishes without a trace."""
    assert printable(f"ad{sign}a") == "ad?a"
    assert shown(f"ad{sign}a") == "ad?a"
    assert printable(f"{sign}=1") == "?=1"


def test_a_name_has_one_line_and_an_end() -> None:
    """A name with line ends makes no second line, and a huge one does not fill the screen."""
    assert printable("ada\nbob\tcy") == "ada?bob?cy"
    assert len(printable("é" * 10_000)) == 300


def test_no_sign_at_all_steers() -> None:
    """Of every sign that Unicode has, what comes out is of no steering category."""
    bad = {"Cc", "Cs", "Zl", "Zp"}
    out = shown("".join(f"a{chr(n)}a" for n in range(0x110000) if chr(n) not in "\n\t"))
    assert not {unicodedata.category(sign) for sign in set(out)} & {*bad, "Cf"}
