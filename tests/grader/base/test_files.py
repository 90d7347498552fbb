"""Files and folders are written whole or not at all, wherever a run is killed."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.base import files
from grader.base.files import drafted, write_whole

OLD, NEW = {"a.txt": "old", "b/c.txt": "old"}, {"a.txt": "new", "d.txt": "new"}

# Kills itself before the first, the second, … line that a write runs of files and tempfile, in a
# child of its own each time, until a child gets to the end; prints what each one left.
KILLED = """
import os, signal, sys, tempfile
from pathlib import Path
from grader.base import files

place, kind = Path(sys.argv[1]), sys.argv[2]

def fill(folder, texts):
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

def write(texts):
    if kind == "file":
        files.write_whole(place, texts["a.txt"])
    else:
        with files.drafted(place) as draft:
            fill(draft, texts)

def child(last):
    lines = 0
    def before(frame, event, argument):
        nonlocal lines
        lines += event == "line" and frame.f_code.co_filename in (files.__file__, tempfile.__file__)
        if lines == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return before
    sys.settrace(before)
    write(NEW)
    sys.settrace(None)
    os._exit(0)

OLD, NEW = OLD_AND_NEW
last, status = 0, -1
while status:
    last += 1
    write(OLD)
    pid = os.fork()
    if pid == 0:
        child(last)
    status = os.waitpid(pid, 0)[1]
    found = {"a.txt": place.read_text()} if kind == "file" else {
        path.relative_to(place).as_posix(): path.read_text()
        for path in place.rglob("*") if path.is_file()}
    print(sorted(found.items()))
""".replace("OLD_AND_NEW", repr((OLD, NEW)))


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.skipif(sys.platform != "linux", reason="two folders change places only on Linux")
def test_a_kill_between_any_two_steps_leaves_the_old_or_the_new(tmp_path: Path, kind: str) -> None:
    """Killed before any line of a write, a child leaves the old whole or the new whole.

    What it left beside is in nobody's way: the next write, after each kill, does all it should.
    """
    place = tmp_path / "place"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(place), kind], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    left = done.stdout.splitlines()
    old, new = (str(sorted(s.items())[: 1 if kind == "file" else 2]) for s in (OLD, NEW))
    assert set(left) == {old, new}
    # There is one moment from which on it is the new, and there were moments on both sides of it.
    moment = left.index(new)
    assert moment > 20
    assert len(left) - moment > 5
    assert set(left[moment:]) == {new}


def test_two_steps_where_folders_cannot_change_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without the exchange a folder is replaced too; if that fails, the old is back."""
    monkeypatch.setattr(files, "_exchanged", lambda draft, path: False)
    place = tmp_path / "place"
    for text in ("old", "new"):
        with drafted(place) as draft:
            draft.mkdir()
            (draft / "a.txt").write_text(text)
    assert (place / "a.txt").read_text() == "new"
    real, calls = os.replace, []

    def full(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"), drafted(place) as draft:
        draft.mkdir()
    assert (place / "a.txt").read_text() == "new"
    assert list(tmp_path.iterdir()) == [place]


def test_a_failure_removes_the_draft(tmp_path: Path) -> None:
    """When the body raises, or takes back what it made, the old file stands alone."""
    place = tmp_path / "a" / "place"
    write_whole(place, "old")
    with pytest.raises(TypeError), drafted(place) as draft:
        draft.write_text(b"half" * draft.write_text("half"))  # type: ignore[arg-type]
    with drafted(place) as draft:
        draft.write_text("half")
        draft.unlink()
    assert place.read_text() == "old"
    assert list(place.parent.iterdir()) == [place]


def test_two_that_write_at_once_do_not_meet(tmp_path: Path) -> None:
    """Each has a draft of its own, and the file is what the later one wrote."""
    place = tmp_path / "place"
    with drafted(place) as first:
        first.write_text("first")
        with drafted(place) as second:
            second.write_text("second, and longer")
        assert place.read_text() == "second, and longer"
    assert place.read_text() == "first"


def test_what_a_killed_run_left_goes_after_a_day(tmp_path: Path) -> None:
    """An old draft is removed by the next write there; a young one may be another run's."""
    old, young = tmp_path / ".draft-old", tmp_path / ".draft-young"
    for path in (old, young):
        path.mkdir()
        (path / "half").write_text("half")
    two_days_ago = time.time() - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    write_whole(tmp_path / "place", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".draft-young", "place"]


def test_the_disk_has_it_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of a draft is brought to the disk before the first one can be read."""
    place, on_disk = tmp_path / "place", []
    real = os.fsync

    def noted(handle: int) -> None:
        assert not place.exists()
        on_disk.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    with drafted(place) as draft:
        (draft / "b").mkdir(parents=True)
        (draft / "a.txt").write_text("a")
        (draft / "b" / "c.txt").write_text("c")
    assert on_disk == ["a.txt", "c.txt"]


def test_a_text_is_written_as_it_is(tmp_path: Path) -> None:
    """UTF-8 on every system, and the line ends that the text has."""
    write_whole(tmp_path / "place", "Zoë,3\r\n4\n")
    assert (tmp_path / "place").read_bytes() == b"Zo\xc3\xab,3\r\n4\n"
