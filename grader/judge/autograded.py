"""The repaired notebook with the outputs of the run, as nbgrader's formgrader wants to show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.base.records import ExerciseResult
from grader.judge.assignment import Master
from grader.judge.submitted.item import Item
from grader.judge.text import inert_markdown, with_pictures


def autograded(
    master: Master,
    items: Sequence[Item],
    outputs: Mapping[int, list[dict[str, Any]]],
    results: Mapping[str, ExerciseResult],
) -> dict[str, Any]:
    """Return the notebook as nbformat 4.5 writes it."""
    cells = []
    for number, item in enumerate(items):
        metadata = dict(item.master.raw.get("metadata", {})) if item.master else {}
        cell: dict[str, Any] = {
            "cell_type": item.kind,
            "id": item.master.key if item.master else f"student-{number}",
            "metadata": metadata,
            "source": item.source,
        }
        if item.kind == "code":
            shown = list(outputs.get(number, []))
            if item.master is not None and item.master.role == "test":
                shown = [_score(results[item.master.exercise])]
            cell.update(execution_count=None, outputs=shown)
        else:
            _show(cell, item)
        cells.append(cell)
    metadata = {k: v for k, v in master.metadata.items() if k in ("kernelspec", "language_info")}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _show(cell: dict[str, Any], item: Item) -> None:
    """Put in a text and its pictures; what a student wrote is made harmless to show."""
    if item.master is None or item.master.role == "manual":
        cell["source"] = inert_markdown(item.source)
    cell["source"], pictures = with_pictures(cell["source"], item.attachments)
    if pictures:
        cell["attachments"] = pictures


def _score(result: ExerciseResult) -> dict[str, Any]:
    """Return a test cell's score and reasons as its output."""
    if result.points is None:
        text = f"not graded: {result.reason_not_graded}"
    else:
        lines = [f"{result.points:g} of {result.max_points:g} points"]
        lines += [
            f"-{lost.points:g} {lost.part}: {lost.reason} {lost.hint}".rstrip()
            for lost in result.lost
        ]
        text = "\n".join(lines)
    return {"output_type": "stream", "name": "stdout", "text": text + "\n"}
