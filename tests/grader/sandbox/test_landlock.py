"""Parts of the second confinement that need no process: removal, room, and who is asked."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from grader.sandbox.confinement import doorkeeper, seccomp
from grader.sandbox.confinement.doorkeeper import Door, Doorkeeper
from grader.sandbox.confinement.removal import remove
from grader.sandbox.confinement.room import room_for_tasks


def test_a_folder_of_any_depth_is_removed(tmp_path: Path) -> None:
    """However deep, without rights, and full of links; what a link names stays."""
    (tmp_path / "kept").write_text("kept")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (scratch / "link").symlink_to(tmp_path)
    (scratch / "0.moved").mkdir(mode=0)
    home = os.getcwd()
    try:
        os.chdir(scratch)
        for _ in range(1200):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("file").write_text("x")
    finally:
        os.chdir(home)
    remove(str(scratch))
    assert os.listdir(tmp_path) == ["kept"]


@pytest.mark.parametrize("place", [".", "pids", "docker/7", "pids/docker/7"])
def test_a_container_of_few_processes_leaves_room(place: str, tmp_path: Path) -> None:
    """Students get a third of what is free, wherever the control group is mounted."""
    own = tmp_path / "cgroup"
    own.write_text("4:pids:/docker/7\n0::/docker/7\n")
    folder = tmp_path / "groups" / place
    folder.mkdir(parents=True)
    (folder / "pids.max").write_text("64\n")
    (folder / "pids.current").write_text("19\n")
    assert room_for_tasks(tmp_path / "groups", own) == (64 - 19) // 3


def test_a_machine_without_a_limit_has_room(tmp_path: Path) -> None:
    """``max`` is no limit, and neither is a file that is not there."""
    assert room_for_tasks(tmp_path, tmp_path / "none") > 10_000
    (tmp_path / "pids.max").write_text("max\n")
    assert room_for_tasks(tmp_path, tmp_path / "none") > 10_000


def test_what_was_deleted_counts_until_it_is_looked_for(tmp_path: Path) -> None:
    """A folder may be filled again after its files are gone, but not for ever."""
    keeper = Doorkeeper(room=100)
    door = Door(pid=os.getpid(), scratch=str(tmp_path), most_tasks=9, most_bytes=1000_000)
    (write,) = seccomp.numbers(("write",))
    answers = [keeper._refusal(door, write, [1, 0, 600_000]) for _ in range(30)]
    assert answers[:26] == [0] * 26
    assert answers[28:] == [errno.ENOSPC] * 2
    (tmp_path / "file").write_bytes(bytes(900_000))
    door = Door(pid=os.getpid(), scratch=str(tmp_path), most_tasks=9, most_bytes=1000_000)
    assert keeper._refusal(door, write, [1, 0, 600_000]) == 0
    assert keeper._refusal(door, write, [1, 0, 600_000]) == errno.ENOSPC


def test_counting_does_not_leave_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that becomes a link, just before it is looked into, counts as full."""
    (tmp_path / "elsewhere").mkdir()
    inner = tmp_path / "scratch" / "inner"
    inner.mkdir(parents=True)
    assert doorkeeper._used(str(inner.parent), 10**6) < 10**5
    look = os.open

    def swap_and_look(path: str, flags: int, **options: int) -> int:
        if path == "inner":
            inner.rmdir()
            inner.symlink_to(tmp_path / "elsewhere")
        return look(path, flags, **options)

    monkeypatch.setattr(os, "open", swap_and_look)
    assert doorkeeper._used(str(inner.parent), 10**6) == 10**6


def test_counting_ends_where_there_is_too_much(tmp_path: Path) -> None:
    """Folders without end, or with many names, do not hold up those who ask meanwhile."""
    for number in range(100):
        (tmp_path / f"{number}").touch()
    assert doorkeeper._used(str(tmp_path), 300_000) == 300_000
    deep = "/".join("d" * 1500)
    place = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in deep.split("/"):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(place)
    assert doorkeeper._used(str(tmp_path), 10**9) == 10**9
    remove(str(tmp_path))


def test_one_student_leaves_processes_to_the_next() -> None:
    """A student has a limit, and all of a template have one together."""
    keeper = Doorkeeper(room=10)
    (fork,) = seccomp.numbers(("clone",))
    doors = [Door(pid=-1, scratch="", most_tasks=7, most_bytes=0) for _ in range(2)]
    keeper.doors = dict(enumerate(doors))
    first = [keeper._refusal(doors[0], fork, [17]) for _ in range(8)]
    assert first == [0] * 6 + [errno.EAGAIN] * 2  # itself is the seventh
    second = [keeper._refusal(doors[1], fork, [17]) for _ in range(8)]
    assert second == [0] * 2 + [errno.EAGAIN] * 6
