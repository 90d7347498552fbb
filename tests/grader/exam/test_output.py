"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from grader.base.errors import GraderError
from grader.exam.output import of_before, write_file, write_files


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """Folders are made, an old file is replaced, nothing else is left."""
    path = tmp_path / "a" / "b.txt"
    write_file(path, "first")
    write_file(path, "second")
    assert path.read_text() == "second"
    assert [p.name for p in path.parent.iterdir()] == ["b.txt"]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """The file in the way is kept."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(GraderError, match="it is a file and not a folder"):
        write_files(tmp_path / "out", {"a.pdf": b"x"})
    with pytest.raises(GraderError, match="cannot be written"):
        write_file(tmp_path / "out" / "a.pdf", b"x")
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.skipif(
    not Path("/proc/version").exists(), reason="needs a folder that no one can write"
)
def test_an_unwritable_folder_is_refused() -> None:
    """/proc refuses new files even from the administrator."""
    with pytest.raises(GraderError, match="cannot be written"):
        write_files(Path("/proc/exam"), {"a.pdf": b"x"})


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails, the temporary file is removed and the old file stands."""
    write_file(tmp_path / "a.txt", "old")

    def refuse(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(GraderError, match="No space left on device"):
        write_file(tmp_path / "a.txt", "new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_several_files_are_put_in_place_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the second of two cannot be written, the first is not there either."""
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GraderError, match="No space left on device"):
        write_files(tmp_path / "out", {"a.txt": "one", "b.txt": "two"})
    assert list((tmp_path / "out").iterdir()) == []


def test_files_of_an_earlier_run_are_named(tmp_path: Path) -> None:
    """Four papers of one exam and then two of another: the two that are left are found, and
    nothing of another kind."""
    for seed, letters in ((1, "ABCD"), (2, "AB")):
        names = [f"{kind}-{letter}.pdf" for kind in ("paper", "key") for letter in letters]
        written = write_files(tmp_path, dict.fromkeys([*names, "quiz.html"], f"{seed}"))
    (tmp_path / "paper-C.txt").write_text("notes")
    left = [path.name for path in of_before(written)]
    assert left == ["key-C.pdf", "key-D.pdf", "paper-C.pdf", "paper-D.pdf"]
