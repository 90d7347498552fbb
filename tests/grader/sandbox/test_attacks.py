"""Ways out of a student's process, tried in a real one under each confinement.

They stand in ``attacks/``, a section for each; what succeeds prints FOUND.  Beside the process
wait what it could do harm to: a file, another student's process, services of this machine.
"""

from __future__ import annotations

import os
import platform
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox import server as server_module
from grader.sandbox.confinement import choice
from grader.sandbox.confinement.room import tasks_of
from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer
from grader.sandbox.wire.channel import Channel, ClosedError

LIMITS = Limits(memory_mb=200, scratch_mb=8, processes=20)
FOLDER = Path(__file__).with_name("attacks")
SECTION = re.compile(r"^# %% (.*)\n", re.M)
ATTACKS = [
    pytest.param(code, id=f"{path.stem}: {name}")
    for path in sorted(FOLDER.glob("*.txt"))
    for name, code in zip(*[iter(SECTION.split(path.read_text())[1:])] * 2, strict=True)
]
TOOLS = """
import contextlib, ctypes, fcntl, mmap, multiprocessing, os, platform, resource, signal, socket
import stat, struct, subprocess, sys, time
from multiprocessing import shared_memory

libc = ctypes.CDLL(None, use_errno=True)
PRIVATE_ROOT = os.getpid() == 1
PARENT = os.getppid() or JUDGE

def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result

def call(number, *arguments):
    if isinstance(number, dict):
        number = number[platform.machine()]
    plain = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return checked(libc.syscall(ctypes.c_long(number), *plain))

def tried(name, way):
    with contextlib.suppress(OSError, ValueError):
        if way() is not False:
            print("FOUND", name)
"""


@dataclass
class Student:
    """A fresh process of a student, and the template that it came from."""

    server: TemplateServer
    pid: int
    channel: Channel

    @classmethod
    def start(cls, server: TemplateServer) -> Student:
        """Start one."""
        pid, sock = server.start("student", LIMITS)
        return cls(server, pid, Channel(sock, max_bytes=10**7))

    def run(self, source: str) -> str:
        """Return what a cell prints; it must not fail."""
        self.channel.send((1, "run", source, False))
        reply = self.channel.receive()[1]
        assert reply["error"] is None, (reply["error"], reply["stderr"])
        return str(reply["stdout"])

    def end(self) -> None:
        """End it with all that it started."""
        self.channel.close()
        self.server.end(self.pid)


@pytest.fixture(scope="module", params=["namespaces", "landlock", "old landlock"])
def server(request: pytest.FixtureRequest) -> Iterator[TemplateServer]:
    """Return a template for each confinement in turn; users cannot choose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "chosen", lambda: request.param.split()[-1])
        if request.param.startswith("old"):  # as on the first kernel that has it
            old = "from grader.sandbox.confinement import syscalls; "
            old += "syscalls.landlock_version = lambda: 1; "
            patch.setattr(
                server_module, "_BOOT", server_module._BOOT.replace("from ", f"{old}from ", 1)
            )
        with TemplateServer(
            "grader.sandbox.student:main", preload=["numpy"], packages=["course_lib"]
        ) as server:
            yield server


@pytest.fixture
def student(server: TemplateServer) -> Iterator[Student]:
    """Return a student's process."""
    student = Student.start(server)
    yield student
    student.end()


@pytest.fixture
def other(server: TemplateServer) -> Iterator[Student]:
    """Return the process of another student."""
    other = Student.start(server)
    yield other
    other.end()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[dict[str, object]]:
    """Listen at a port, at a path and at an abstract name; nothing may arrive there."""
    path, abstract = f"{tmp_path}/service", f"\0grader-test-{os.getpid()}"
    with ExitStack() as stack:
        inet = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        for address in (path, abstract):
            local = stack.enter_context(socket.socket(socket.AF_UNIX))
            local.bind(address)
            local.listen()
        mailboxes = {"MAILBOX": f"{tmp_path}/mailbox", "HIDDEN_MAILBOX": f"{abstract}-mailbox"}
        for address in mailboxes.values():
            local = stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
            local.bind(address)
        yield {"PORT": inet.getsockname()[1], "SERVICE": path, "ABSTRACT": abstract, **mailboxes}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_fails(
    attack: str, student: Student, other: Student, services: dict[str, object], tmp_path: Path
) -> None:
    """Nothing is reached, nothing is changed, and the other student notices nothing."""
    secret = tmp_path / "secret"
    secret.write_text("of another student")
    library = np.__file__
    was = os.stat(library)
    around = {"SECRET": str(secret), "LIBRARY": library, "OTHER": other.pid, "JUDGE": os.getpid()}
    settings = "".join(f"{name} = {value!r}\n" for name, value in (around | services).items())
    assert student.run(settings + TOOLS + attack) == ""
    assert secret.read_text() == "of another student"
    assert not os.path.lexists(f"{os.path.dirname(library)}/planted")
    now = os.stat(library)
    assert (now.st_mode, now.st_mtime, now.st_size) == (was.st_mode, was.st_mtime, was.st_size)
    seen = other.run("import os\nprint(os.nice(0), len(os.sched_getaffinity(0)))")
    assert seen == (f"{os.getpriority(os.PRIO_PROCESS, 0)} {len(os.sched_getaffinity(0))}\n")


def test_nobody_outlives(server: TemplateServer) -> None:
    """Daemons, orphans and children of the parent's parent end with the student's process."""
    student = Student.start(server)
    number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
    student.run(
        "import ctypes, os, time\nfor _ in range(2):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        os.fork() or time.sleep(600)\n        os._exit(0)\n"
        f"if ctypes.CDLL(None).syscall({number}, 0x8000 | 17, 0, 0, 0, 0) == 0:\n"
        "    time.sleep(600)\ntime.sleep(0.1)"
    )
    assert tasks_of([student.pid])[student.pid] >= 3
    student.end()
    assert tasks_of([student.pid]) == {}


GRADER = """
import os, signal, sys, time
from grader.sandbox.wire.channel import Channel
from grader.sandbox.confinement import choice
from grader.sandbox.confinement.room import tasks_of
from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer

choice.chosen = lambda: sys.argv[1]
server = TemplateServer("grader.sandbox.student:main", preload=["numpy"], packages=["course_lib"])
pid, sock = server.start("student", Limits())
channel = Channel(sock, max_bytes=10**6)
orphans = "import os, time\\nfor _ in range(3):\\n    os.fork() or os.fork() or time.sleep(600)"
channel.send((1, "run", orphans, False))
channel.receive()
print(pid, tasks_of([pid])[pid], flush=True)
judges = server._process.pid
students = int(open(f"/proc/{judges}/task/{judges}/children").read().split()[0])
victims = {"grader": os.getpid(), "judges' template": judges, "students' template": students}
os.kill(victims[sys.argv[2]], signal.SIGKILL)
server.close()
"""


@pytest.mark.parametrize("victim", ["grader", "judges' template", "students' template"])
@pytest.mark.parametrize("kind", ["namespaces", "landlock"])
def test_nobody_outlives_a_grader_that_is_killed(kind: str, victim: str, tmp_path: Path) -> None:
    """Whoever is killed, the processes of a student end with it, and what they wrote is gone."""
    command = [sys.executable, "-c", GRADER, kind, victim]
    around = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, env=around)
    pid, tasks = map(int, done.stdout.split())
    assert tasks > 3
    for _ in range(200):
        if not tasks_of([pid]):
            break
        time.sleep(0.1)
    assert tasks_of([pid]) == {}
    for _ in range(200):
        if not os.listdir(tmp_path):
            break
        time.sleep(0.1)
    assert os.listdir(tmp_path) == []


def test_calls_of_another_architecture_end_the_process(student: Student) -> None:
    """They have other numbers, which no list knows."""
    if platform.machine() != "x86_64":
        pytest.skip("only x86_64 takes the calls of an older architecture")
    code = "b'\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3'"  # getpid, as on a 32-bit machine
    source = (
        f"import ctypes, mmap\npage = mmap.mmap(-1, 4096, 0x22, 7)\npage.write({code})\n"
        "place = ctypes.addressof(ctypes.c_char.from_buffer(page))\n"
        "ctypes.CFUNCTYPE(ctypes.c_int)(place)()"
    )
    with pytest.raises(ClosedError):
        student.run(source)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            "for n in range(20_000):\n        open(f'{n}', 'w').close()", id="small files"
        ),
        pytest.param(
            "for n in range(20_000):\n        os.mkdir('d'); os.chdir('d')", id="deep folders"
        ),
        pytest.param("for n in range(20_000):\n        os.symlink('x' * 3000, f'{n}')", id="links"),
        pytest.param(
            "for n in range(9_000):\n        f = open('f', 'wb'); kept.append(f); "
            "f.write(b'x' * (1 << 20)); os.unlink('f')",
            id="deleted",
        ),
        pytest.param(
            "for n in range(20_000):\n        f = open(f'{n}', 'wb'); f.truncate(1 << 20); "
            "mmap.mmap(f.fileno(), 1 << 20)",
            id="holes",
        ),
    ],
)
def test_the_disk_cannot_be_filled(student: Student, source: str) -> None:
    """Whatever is made, it soon fails with an error that an answer can catch."""
    found = student.run(
        f"import errno, mmap, os\nkept = []\ntry:\n    {source}\n    print('FOUND')\n"
        "except OSError as error:\n    print(error.errno in "
        "(errno.ENOSPC, errno.EMFILE, errno.EPERM, errno.EACCES))"
    )
    assert found == "True\n"


def test_what_a_notebook_needs_works(student: Student) -> None:
    """Files are copied, moved and timed, threads and pipes used, a child is waited for."""
    source = (
        "import asyncio, os, shutil, subprocess, tempfile, threading, pathlib\n"
        "pathlib.Path('a/b').mkdir(parents=True)\npathlib.Path('a/b/x').write_text('text')\n"
        "shutil.copy2('a/b/x', 'y'); shutil.copytree('a', 'c'); shutil.move('c/b/x', 'z')\n"
        "pathlib.Path('z').touch(); shutil.rmtree('a')\n"
        "with tempfile.TemporaryFile() as file, tempfile.TemporaryDirectory():\n"
        "    file.write(b'x')\n"
        "out = []\nthread = threading.Thread(target=out.append, args=(1,))\n"
        "thread.start(); thread.join()\nasyncio.run(asyncio.sleep(0))\n"
        "read, write = os.pipe()\nif os.fork() == 0:\n    os.write(write, b'child')\n"
        "    os._exit(3)\nstatus = os.waitstatus_to_exitcode(os.wait()[1])\n"
        "print(status, os.read(read, 9), out, sorted(os.listdir('.')))"
    )
    assert student.run(source) == "3 b'child' [1] ['c', 'y', 'z']\n"
