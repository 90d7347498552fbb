"""Gradescope.

*Export Submissions* gives ``assignment_4455_export/submission_1001/`` with the files, and beside
these folders ``submission_metadata.yml``: under the name of each folder stand the number, the
address and the name of everyone who handed it in.
"""

from __future__ import annotations

import re

import yaml

from grader.lms.system import Asked, Download, Label, Lms, Parts, split_attempt

_INDEX = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_(?P<number>\d+)(?:\.\w+)?")


# The list is in YAML. Much of it may be what a program of a student's has written, so only these
# lines are read, at the places where Gradescope writes them.
_LINE = re.compile(
    r"(?P<folder>\S[^:]*):\s*"
    r"|  :(?P<part>\w+):.*"
    r"|\s+(?:- )?:(?P<key>sid|email|name):[ ]?(?P<value>.{0,300})"
)
_Person = dict[str, str]


def _read(download: Download) -> list[Label | str]:
    """Read the list beside the folders; one that lies in a folder is a student's."""
    at = next((at for at, parts in enumerate(download.paths) if parts == (_INDEX,)), None)
    there = any(_FOLDER.fullmatch(parts[0]) for parts in download.paths)
    index = _index(download.content(at)) if at is not None and there else {}
    return [_label(parts, index.get(parts[0], []), download.asked) for parts in download.paths]


def _index(data: bytes) -> dict[str, list[_Person]]:
    """Return who handed in each folder."""
    found: dict[str, list[_Person]] = {}
    folder, reading = "", False
    for line in data.decode("utf-8-sig", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        if match["folder"]:
            folder, reading = match["folder"], False
        elif match["part"]:
            reading = match["part"] == "submitters"
        elif reading:
            people = found.setdefault(folder, [])
            if line.lstrip().startswith("- ") or not people:
                people.append({})
            people[-1][match["key"]] = _scalar(match["value"])
    return found


def _scalar(value: str) -> str:
    """Return a value as text, so that 00101 keeps its zeros."""
    try:
        return str(yaml.load(value, yaml.BaseLoader) or "") if value[:1] in ("'", '"') else value
    except yaml.YAMLError:
        return ""


def _label(parts: Parts, people: list[_Person], asked: Asked) -> Label | str:
    match = _FOLDER.fullmatch(parts[0])
    if match is None:
        return ""
    file = parts[1:] or parts
    return Label(
        who="+".join(filter(None, (_who(one, asked) for one in people))) or parts[0],
        owner=parts[0],
        file=file,
        number=int(match["number"]),
        attempt=split_attempt(file[-1])[1],
        ends=len(parts[0]),
    )


def _who(one: _Person, asked: Asked) -> str:
    """Return the number, the address or the name of a person, the first that the roster knows."""
    ways = [one.get(key, "").strip() for key in ("sid", "email", "name")]
    return next(filter(asked.is_student, ways), next(filter(None, ways), ""))


LMS = Lms(
    name="gradescope",
    title="Gradescope",
    read=_read,
    extras=frozenset({_INDEX}),
    around=r"assignment_\d+_export",
    advice=f"Gradescope says whose a folder is in {_INDEX}: leave that file beside the folders.",
    remark="Gradescope takes no zip of pages back. Attach them by hand, or mail them.",
)
