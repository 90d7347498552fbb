"""A student as the course knows one, and ids that nbgrader can take."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]|_(?=0x)")
_ESCAPED = re.compile(r"_0x((?:10|[0-9a-f])?[0-9a-f]{1,4})_")


@dataclass(frozen=True)
class Person:
    """One line of the roster; ``student`` is the id as the course writes it."""

    student: str
    name: str = ""
    lms_id: str = ""
    email: str = ""
    group: str = ""

    @property
    def folder(self) -> str:
        """The id as it is used in folders and in the gradebook."""
        return safe_id(self.student)

    @property
    def numbers(self) -> list[str]:
        """The LMS's numbers; a roster may give several, such as ``12;98``."""
        return [number for number in re.split(r"[\s,;|/]+", self.lms_id) if number]


def safe_id(student: str) -> str:
    """Return an id of ``A-Za-z0-9_-`` only; any other character is written as its number.

    Examples
    --------
    >>> safe_id("ada-1"), safe_id("zoë"), original_id(safe_id("zoë"))
    ('ada-1', 'zo_0xeb_', 'zoë')
    """
    return _UNSAFE.sub(lambda match: f"_0x{ord(match[0]):x}_", student)


def original_id(safe: str) -> str:
    """Return the id that ``safe_id`` was given."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), safe)
