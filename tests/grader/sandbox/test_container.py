"""Grading in a container such as Docker's: no namespaces, few processes, little memory.

The container is real, made with ``crun`` from this machine's own folders, read-only.  It is
refused what Docker refuses by default, which includes new user namespaces, mounts and more.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.container, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[3]
CALLS = Path(__file__).with_name("container") / "docker_calls.txt"
CAPABILITIES = (
    "CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP "
    "NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE"
)
NEW_NAMESPACES = 0x7E020000  # the flags of clone that Docker refuses
USERS = [pytest.param(0, id="root"), pytest.param(1000, id="user")]

Run = Callable[..., subprocess.CompletedProcess[str]]


def _allowed(landlock: bool) -> list[dict[str, Any]]:
    lines = [line for line in CALLS.read_text().splitlines() if not line.startswith("#")]
    names = [name for name in " ".join(lines).split() if landlock or "landlock" not in name]
    argument = {"index": 0, "op": "SCMP_CMP_NE", "value": 40}  # no sockets to the host
    old = {"index": 0, "op": "SCMP_CMP_MASKED_EQ", "value": NEW_NAMESPACES, "valueTwo": 0}
    allow = "SCMP_ACT_ALLOW"
    return [
        {"names": names, "action": allow},
        {"names": ["socket"], "action": allow, "args": [argument]},
        {"names": ["clone"], "action": allow, "args": [old]},
        {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": 38},
        *(
            {"names": ["personality"], "action": allow,
             "args": [{"index": 0, "op": "SCMP_CMP_EQ", "value": value}]}
            for value in (0, 8, 0x20000, 0x20008, 0xFFFFFFFF)
        ),
        {"names": ["chroot"], "action": allow},
    ]  # fmt: skip


def _bind(path: Path) -> dict[str, Any]:
    options = ["rbind", "ro", "nosuid"]
    return {"destination": str(path), "type": "bind", "source": str(path), "options": options}


def _mounts() -> list[dict[str, Any]]:
    """Return the folders of this machine that the container needs, and Docker's own."""
    system = [Path("/", name) for name in ("usr", "bin", "lib", "lib64", "etc")]
    python = [Path(path) for path in {sys.prefix, sys.base_prefix} if not path.startswith("/usr")]
    # Each by itself: the folder around them may be closed to others.
    project = [path for path in ROOT.iterdir() if path.name != ".git"]
    outside = [path for path in python if not path.is_relative_to(ROOT)]
    made = {"/proc": "proc", "/dev": "tmpfs", "/sys": "sysfs", "/sys/fs/cgroup": "cgroup",
            "/dev/shm": "tmpfs", "/dev/mqueue": "mqueue", "/tmp": "tmpfs",
            "/autograder": "tmpfs"}  # fmt: skip
    more = {"/autograder": ["mode=755"], "/sys": ["ro"], "/sys/fs/cgroup": ["ro"],
            "/tmp": ["mode=1777"], "/dev": ["mode=755"],
            "/dev/shm": ["mode=1777", "size=64m"]}  # fmt: skip
    return [
        *({"destination": place, "type": kind, "source": kind,
           "options": ["nosuid", *more.get(place, [])]} for place, kind in made.items()),
        *(_bind(path) for path in (*system, *outside, *project) if path.exists()),
    ]  # fmt: skip


def _specification(command: str, user: int, landlock: bool) -> dict[str, Any]:
    bounding = [f"CAP_{name}" for name in CAPABILITIES.split()]
    held = bounding if user == 0 else []
    return {
        "ociVersion": "1.0.0",
        "hostname": "container",
        "root": {"path": "rootfs", "readonly": True},
        "mounts": _mounts(),
        "process": {
            "user": {"uid": user, "gid": user},
            "cwd": str(ROOT),
            "args": ["/bin/sh", "-c", command],
            "env": ["PATH=/usr/bin:/bin", "HOME=/tmp", "LANG=C.UTF-8", "PYTHONDONTWRITEBYTECODE=1"],
            "capabilities": {"bounding": bounding, "effective": held, "permitted": held},
        },
        "linux": {
            "namespaces": [{"type": kind} for kind in ("pid", "network", "ipc", "uts", "mount")],
            "resources": {"pids": {"limit": 64}, "memory": {"limit": 2 << 30}},
            "seccomp": {
                "defaultAction": "SCMP_ACT_ERRNO",
                "defaultErrnoRet": 1,
                "architectures": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_AARCH64"],
                "syscalls": _allowed(landlock),
            },
        },
    }


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs a shell command in a new container."""
    if shutil.which("crun") is None or os.getuid() != 0:
        pytest.skip("containers are started with crun, by root")

    def run(command: str, user: int, *, landlock: bool = True) -> subprocess.CompletedProcess[str]:
        bundle = tmp_path_factory.mktemp("bundle")
        (bundle / "rootfs").mkdir()
        specification = _specification(command, user, landlock)
        (bundle / "config.json").write_text(json.dumps(specification))
        # Where both versions of control groups are mounted, crun works with the first only.
        start = (
            "if [ -d /sys/fs/cgroup/unified ]; then umount /sys/fs/cgroup/unified; fi; "
            f"exec crun run grader-{uuid.uuid4().hex[:12]}"
        )
        return subprocess.run(
            ["unshare", "-m", "sh", "-c", start],
            cwd=bundle, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip

    tried = run("echo started", 0)
    if tried.stdout != "started\n":
        pytest.skip(f"this machine cannot start containers: {tried.stderr.strip()}")
    return run


def _readme_command() -> str:
    """Return the first command of the README."""
    return re.findall(r"```sh\n(.*?)\n```", (ROOT / "README.md").read_text(), re.S)[0]


def _table(printed: str) -> str:
    return printed[printed.index("Student  ") : printed.index("A feedback page")]


@pytest.fixture(scope="module")
def bare_table() -> str:
    """Return the grade table of the README's first command on this machine itself."""
    command = ["sh", "-c", _readme_command()]
    return _table(subprocess.check_output(command, cwd=ROOT, stdin=subprocess.DEVNULL, text=True))


@pytest.mark.parametrize("user", USERS)
def test_the_first_command_of_the_readme(container: Run, bare_table: str, user: int) -> None:
    """It grades the sample class as on the bare machine, to the byte."""
    done = container(_readme_command(), user)
    assert done.returncode == 0, done.stdout + done.stderr
    assert _table(done.stdout) == bare_table


@pytest.mark.parametrize("user", USERS)
def test_the_hostile_cases_hold(container: Run, user: int) -> None:
    """Every hostile answer gets its points and harms nobody, with 64 processes and 2 GB."""
    tests = "tests/grader/judge/test_hostile.py -k landlock"
    done = container(f".venv/bin/pytest -q -p no:randomly -p no:cacheprovider {tests}", user)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
    assert re.search(r"\d\d\d passed", done.stdout)


@pytest.mark.parametrize("user", USERS)
def test_the_doctor_in_a_container(container: Run, user: int) -> None:
    """It says that Landlock is used, and that the container refuses what would be better."""
    done = container(".venv/bin/grader doctor", user)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "confined by Landlock" in done.stdout
    assert "Namespaces are refused here (unshare: Operation not permitted)" in done.stdout
    assert "--security-opt" in done.stdout


@pytest.mark.parametrize("command", ["demo", "autograde week4", "check week4", "regrade week4"])
def test_without_landlock_grading_refuses(container: Run, command: str) -> None:
    """One sentence with the reason, a line with what to do, and nothing is graded."""
    done = container(f".venv/bin/grader {command}", 1000, landlock=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        "grader: Student code cannot be confined on this machine: namespaces are refused (unshare: "
        "Operation not permitted), and so is Landlock (landlock_create_ruleset: Operation not "
        "permitted)."
    )
    assert "--unsafe-no-sandbox" in done.stderr.splitlines()[1]
    assert len(done.stderr.splitlines()) == 2
