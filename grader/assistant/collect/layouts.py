"""Finds out, once for an archive, which system wrote the names in it, and reads them.

A system wrote all the outermost names of its download, and only those: a student can neither add
one nor make one look otherwise. So the system is the one whose manner most of these names have; if
several fit, the one that needs the least of each name, because what a student wrote comes last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from grader import lms
from grader.lms import Download, Label, Lms, Parts

Read = Label | str | None  # whose it is, why nobody can know, or None for what is nobody's work
_DEEPEST = 3  # folders around a download


def read_labels(download: Download) -> list[Read]:
    """Return for each path its label; folders around the download are passed over."""
    for depth in range(_DEEPEST + 1):
        around = {parts[:depth] for parts in download.paths if len(parts) > depth}
        if any(download.asked.is_student(part) for folders in around for part in folders[-1:]):
            break  # a folder named as a student is; what it holds is work
        found = [(system, _read(system, download, depth)) for system in lms.systems()
                 if not system.by_hand]  # fmt: skip
        fitting = [(_written(labels), system, labels) for system, labels in found
                   if _fits(system, labels, download, depth)]  # fmt: skip
        if fitting:
            _, system, labels = min(fitting, key=lambda fit: fit[0])
            return _completed(system, labels, download, depth)
    return _named(lms.by_hand(), download)


def _named(system: Lms, download: Download) -> list[Read]:
    labels = system.read(download)
    return [replace(label, layout=system.name) if isinstance(label, Label) else label
            for label in labels]  # fmt: skip


def _read(system: Lms, download: Download, depth: int) -> list[Read]:
    """Return what a system says of the paths from a depth on; "" for those that end before it."""
    deep = [at for at, parts in enumerate(download.paths) if len(parts) > depth]
    around = {download.paths[at][:depth] for at in deep}
    below = replace(
        download,
        paths=[download.paths[at][depth:] for at in deep],
        outer=around.pop() if len(around) == 1 else (),
        content=lambda at: download.content(deep[at]),
    )
    labels = iter(_named(system, below) if deep else [])
    return [next(labels) if len(parts) > depth else "" for parts in download.paths]


def _written(labels: Sequence[Read]) -> tuple[int, int]:
    """Return how many names a system did not write, and how much it wrote of the others."""
    strange = sum(isinstance(label, str) for label in labels)
    return strange, sum(label.ends for label in labels if isinstance(label, Label))


def _fits(system: Lms, labels: Sequence[Read], download: Download, depth: int) -> bool:
    """Whether a system wrote half of the names or more, in each of the folders around them.

    One name in a folder that is not known to be around a class may be a student's own.
    """
    inside: dict[Parts, dict[str, bool]] = defaultdict(dict)  # whether it wrote all below a name
    for parts, label in zip(download.paths, labels, strict=True):
        if len(parts) > depth and parts[depth] not in system.extras:
            names = inside[parts[:depth]]
            names[parts[depth]] = names.get(parts[depth], True) and not isinstance(label, str)
    known = len(inside) > 1 or all(
        lms.is_wrapper((folder,), download) or re.fullmatch(system.around, folder)
        for folders in inside
        for folder in folders
    )
    return bool(inside) and all(
        2 * sum(names.values()) >= len(names) and (known or len(names) > 1)
        for names in inside.values()
    )


def _completed(system: Lms, labels: Sequence[Read], download: Download, depth: int) -> list[Read]:
    """Return the labels; what a person laid beside the download is read as people name things."""
    known = [
        None if system.extras & {*parts[depth : depth + 1]} else label
        for parts, label in zip(download.paths, labels, strict=True)
    ]
    rest = [parts for parts, label in zip(download.paths, known, strict=True) if label == ""]
    others = iter(_named(lms.by_hand(), replace(download, paths=rest)) if rest else [])
    return [next(others) if label == "" else label for label in known]
