"""Writes a rubric that was changed while people marked back into the master, as its scheme."""

from __future__ import annotations

from grader.base import notebooks
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import drafted
from grader.marking.desk import Desk
from grader.marking.material import ClassWork
from grader.masters.pieces import in_full, take_apart
from grader.masters.rubric import bullets_of, rubric, with_bullets
from grader.masters.scheme import DOWN, Scheme, problems_of, to_bullets, worth_of


def write_back(course: Course, desk: Desk) -> dict[str, str]:
    """Write the rubrics that are not those of the masters, and return the notebook of each.

    Raises
    ------
    GraderError : one does not add up, its master has no marks to write between, or was changed
        since. Then nothing is written.
    """
    assert isinstance(desk.material, ClassWork)  # an exam has no master
    changed: dict[str, dict[str, Scheme]] = {}
    for name, question in desk.material.questions.items():
        scheme = desk.store.scheme(name)[1]
        if _is_newer(name, desk, question.scheme):
            if said := problems_of(scheme):
                raise GraderError(f"{name}: {said[0]}", hint="Change the rubric first.")
            changed.setdefault(question.notebook, {})[name] = scheme
    new = {}
    for stem, schemes in changed.items():
        path = course.solutions(desk.store.assignment) / f"{stem}.ipynb"
        new[path] = notebooks.read_master(path)
        for cell in new[path].cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            if name in schemes:
                cell.source = _written(name, cell.source, schemes[name])
    for path, notebook in new.items():
        with drafted(path) as draft:
            notebooks.write(notebook, draft)
    return {name: stem for stem, schemes in changed.items() for name in schemes}


def _is_newer(name: str, desk: Desk, master: Scheme) -> bool:
    """Return whether people changed a rubric that they had from the master as it is."""
    said = [(to_bullets(scheme), scheme.down) for scheme, _ in desk.store.lines.schemes[name]]
    own = (to_bullets(master), master.down)
    if len(said) > 1 and own not in said:
        raise GraderError(
            f"{name}: the master's scheme was changed since people began to mark with it",
            hint="Take it on the page (e) and change it there, or undo the change in the master.",
        )
    return own in said and said[-1] != own


def _written(name: str, source: str, scheme: Scheme) -> str:
    """Return a master's cell with a rubric; a bullet that says the same keeps its words."""
    before = [(item, take_apart(item.words, item.points or 0.0)) for item in rubric(source)]
    lines = []
    for bullet in to_bullets(scheme):
        same = next((item for item, old in before if old == bullet), None)
        kept = same is not None and same.points == worth_of(bullet)
        lines.append(f"- {same.words}" if kept and same else in_full(bullet, worth_of(bullet)))
    try:
        text = with_bullets(source, lines)
    except ValueError:
        raise GraderError(
            f"The master's cell {name} has no marking scheme to write into",
            hint="Put ### BEGIN SOLUTION and ### END SOLUTION around its model answer.",
        ) from None
    head = bullets_of(source)[0]
    if scheme.down and DOWN not in head:
        text = text.replace(head, f"{head} ({DOWN})", 1) if head else text
    return text if scheme.down else text.replace(f" ({DOWN})", "", 1)
