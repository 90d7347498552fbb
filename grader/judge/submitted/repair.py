"""Puts a submission into the shape of its master, without running anything.

The result has every cell of the master, in the master's order: locked cells and tests as the
master has them, the student's answers in their places, and the student's own cells where they
stood.  Every difference that is not the student's work is reported.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set

from grader.base.records import Repair
from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.source.prose import mended
from grader.judge.submitted.additions import added, names_of
from grader.judge.submitted.copies import fill, is_written
from grader.judge.submitted.item import TORN, Item, Repaired
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.own import OwnCells
from grader.judge.submitted.reading import StudentCell, Submitted
from grader.judge.submitted.stubs import bring_forward, done, leave_out_stubs, owners
from grader.judge.submitted.written import place_written, released, without_neighbours

_NO_CODE = "it stands in a text cell and cannot be read as Python; ask for it as code"
_TWO_VERSIONS = "there are two versions of it in the file; ask which one counts"


def repair(submitted: Submitted, master: Master) -> Repaired:
    """Return the submission in the shape of its master, completed from other copies of it."""
    for copy in submitted.copies:
        fill(submitted, copy, master)
    repairs = [Repair(text, submitted.file) for text in submitted.repairs]
    if submitted.file.rpartition("/")[2] != f"{master.name}.ipynb":
        repairs.append(Repair(f"taken for {master.name}.ipynb", submitted.file))
    found = match_cells(submitted.cells, master)
    _split_merged(found, master)
    owned, lines = owners(master), released(master)
    own = OwnCells(submitted.cells, found, master, owned, lines)
    items = own.after(-1)
    taken = names_of(master) - (owned.keys() - own.defined)  # what only stands there is an answer
    last = -1
    order_of = {id(cell): n for n, cell in enumerate(submitted.cells)}
    for i, cell in enumerate(master.cells):
        theirs = found.get(i, [])
        if theirs:
            order = order_of[id(theirs[0])]
            if order < last:
                repairs.append(Repair("the cell was put back in its place", _where(cell)))
            last = max(last, order)
        item = _item(cell, theirs, own.defined, lines, repairs)
        more = _kept(cell, theirs, taken, repairs)
        items += [*more, item] if cell.role == "test" else [item, *more]
        items += own.after(i)
    leave_out_stubs(items, owned, repairs)
    bring_forward(items)
    _doubt_versions(items, submitted, found, master)
    released_texts = {id(c) for i in found if master.cells[i].role == "text" for c in found[i]}
    texts = [c for c in submitted.cells if c.kind != "code" and id(c) not in released_texts]
    _doubt_texts(items, texts, owned)
    place_written(items, found, master, repairs)
    return Repaired(items, repairs)


def _split_merged(found: Mapping[int, Sequence[StudentCell]], master: Master) -> None:
    """Take out of the questions' cells the texts of the release that were merged into them."""
    cells = enumerate(master.cells)
    gone = [
        code.visible(cell.source) for i, cell in cells if cell.role == "text" and i not in found
    ]
    for i, theirs in found.items() if gone else ():
        if master.cells[i].role == "manual":
            for cell in theirs:
                cell.source = without_neighbours(cell.source, gone)


def _doubt_versions(
    items: Sequence[Item],
    submitted: Submitted,
    found: Mapping[int, Sequence[StudentCell]],
    master: Master,
) -> None:
    """Note which answers there are in two versions, because a conflict was not resolved."""
    others = [match_cells(c.cells, master) for c in submitted.copies if c.side]
    item_of = {id(item.master): item for item in items if item.master is not None}
    for i, cell in enumerate(master.cells) if submitted.conflicts or others else ():
        if cell.role == "answer":
            theirs = [*found.get(i, ()), *(c for other in others for c in other.get(i, ()))]
            versions = {
                code.significant(c.code) for c in theirs if not code.is_stub(c.code, cell.source)
            }
            if len(versions) > 1:
                item_of[id(cell)].doubt = _TWO_VERSIONS


def _doubt_texts(
    items: Sequence[Item], texts: Sequence[StudentCell], owned: Mapping[str, str]
) -> None:
    """Note which answers may stand in a text that nothing could run, neither here nor there."""
    defined = {name for item in items for part in item.parts for name in done(part, owned)}
    for cell in texts if owned.keys() - defined else ():
        defined |= code.defined_names(cell.code).keys()  # a stub, and no answer
    text = "\n".join(cell.source for cell in texts)
    for item in items:
        if item.master is not None and item.master.role == "answer" and not item.doubt:
            missing = code.defined_names(item.master.source).keys() - defined
            if any(f"def {name}(" in text or f"{name} = " in text for name in missing):
                item.doubt = _NO_CODE


def _where(cell: MasterCell) -> str:
    return cell.grade_id or cell.key


def _item(
    cell: MasterCell,
    theirs: list[StudentCell],
    elsewhere: set[str],
    given: Container[str],
    repairs: list[Repair],
) -> Item:
    kind = str(cell.raw.get("cell_type", "code"))
    if cell.role == "answer" or (cell.role == "manual" and cell.is_code):
        return _answer(cell, theirs, elsewhere, given, repairs)
    if cell.role == "manual":
        return _written(cell, theirs, repairs)
    if cell.role == "plain" and theirs:
        source = theirs[-1].source
        return Item(cell, source, kind, [source])
    if cell.role in ("locked", "test"):
        _report_restored(cell, theirs, repairs)
    runs = cell.role in ("locked", "plain", "demo")
    return Item(cell, cell.source, kind, [cell.source] if runs else [])


def _kept(
    cell: MasterCell, theirs: list[StudentCell], taken: Set[str], repairs: list[Repair]
) -> list[Item]:
    """Return what was added to a cell of the instructor and other cells may need."""
    if cell.role not in ("locked", "test", "demo") or not theirs or theirs[0].kind != "code":
        return []
    released = code.visible(cell.source)
    if theirs[0].source in (released, cell.source):
        return []
    parts = added(theirs[0].source, released, taken)
    if not parts:
        return []
    repairs.append(Repair("what was added to the instructor's cell is kept", _where(cell)))
    return [Item(None, "\n".join(parts), "code", parts)]


def _report_restored(cell: MasterCell, theirs: list[StudentCell], repairs: list[Repair]) -> None:
    what = "test cell" if cell.role == "test" else "locked cell"
    if not theirs:
        repairs.append(Repair(f"the {what} was missing and was restored", _where(cell)))
        return
    if len(theirs) > 1:
        repairs.append(Repair(f"copies of the {what} were removed", _where(cell)))
    wanted = code.significant(code.visible(cell.source))
    given = code.significant(theirs[0].source)
    if given not in (wanted, code.significant(cell.source)):
        repairs.append(Repair(f"the {what} was changed and was restored", _where(cell)))
    elif theirs[0].grade_id != cell.grade_id:
        repairs.append(Repair(f"the metadata of the {what} was restored", _where(cell)))


def _answer(
    cell: MasterCell,
    theirs: list[StudentCell],
    elsewhere: set[str],
    given: Container[str],
    repairs: list[Repair],
) -> Item:
    where = _where(cell)
    doubt = TORN if any(other.torn for other in theirs) else ""
    answers = [other for other in theirs if not code.is_stub(other.code, cell.source)]
    if any(other.kind != "code" for other in answers):
        repairs.append(Repair("the answer was not in a code cell any more", where))
    if theirs and all(other.grade_id != cell.grade_id for other in theirs):
        repairs.append(Repair("the metadata of the answer was restored", where))
    wanted = code.defined_names(cell.source).keys()
    source = theirs[-1].source if theirs else ""
    if not answers and wanted & elsewhere:
        repairs.append(Repair("the answer stands in another cell", where))
        return Item(cell, source, "code", doubt=doubt)
    if not answers:
        if not theirs:
            repairs.append(Repair("the answer cell is missing", where))
        parts = [source] if source else []
        return Item(cell, source, "code", parts, True, found=bool(theirs), doubt=doubt)
    if len(theirs) > 1:
        text = "the answer cell was there more than once; the last answer counts"
        repairs.append(Repair(text, where))
    parts = _runnable([mended(other.code.strip("\n"), given) for other in answers])
    if any(part not in other.source for part in parts for other in answers if len(answers) == 1):
        repairs.append(Repair("signs or lines that are no Python were put right", where))
    return Item(cell, "\n\n".join(parts), "code", parts, doubt=doubt)


def _runnable(parts: list[str]) -> list[str]:
    """Return the sources to run: halves of a split cell joined, broken duplicates left out."""
    good = [part for part in parts if code.stands_alone(part)]
    if len(good) == len(parts):
        return parts
    for joined in ("\n".join(parts), "".join(parts)):
        if code.parse(joined) is not None:
            return [joined]
    return good or parts[-1:]


def _written(cell: MasterCell, theirs: list[StudentCell], repairs: list[Repair]) -> Item:
    """Return a written answer: the last one that is not the placeholder."""
    kind = str(cell.raw.get("cell_type", "markdown"))
    answers = [other for other in theirs if is_written(other.source, cell)]
    if not theirs:
        repairs.append(Repair("the cell of the written answer is missing", _where(cell)))
    if len(answers) > 1:
        repairs.append(Repair("the written answer was there more than once", _where(cell)))
    chosen = (answers or theirs or [StudentCell(kind, "")])[-1]
    doubt = TORN if any(other.torn for other in theirs) else ""
    pictures = dict(chosen.attachments)
    return Item(cell, chosen.source, kind, [], not answers, pictures, bool(theirs), doubt)
