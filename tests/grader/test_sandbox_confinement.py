"""What a student's process can see and do, tried out in a real one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.errors import GraderError
from grader.sandbox import seccomp, syscalls
from grader.sandbox.channel import Channel
from grader.sandbox.confinement import choice
from grader.sandbox.doctor import examine, require_isolation
from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer

Run = Callable[..., dict[str, Any]]
JUDGE = "grader.sandbox.student:main"  # these tests start no judge


@pytest.fixture(scope="module", params=["namespaces", "landlock"])
def kind(request: pytest.FixtureRequest) -> Iterator[str]:
    """Use each confinement in turn; users cannot choose."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "chosen", lambda: request.param)
        yield request.param


@pytest.fixture(scope="module")
def server(kind: str) -> Iterator[TemplateServer]:
    """Return a running template."""
    with TemplateServer(JUDGE, preload=["numpy", "course_lib"], packages=["course_lib"]) as server:
        yield server


@pytest.fixture
def run(server: TemplateServer) -> Iterator[Run]:
    """Return a function that runs a cell in one fresh student process."""
    limits = Limits(memory_mb=200, scratch_mb=4, processes=20)
    pid, sock = server.start("student", limits)
    channel = Channel(sock, max_bytes=10**7)

    def run(source: str) -> dict[str, Any]:
        channel.send((1, "run", source, False))
        reply: dict[str, Any] = channel.receive()[1]
        return reply

    yield run
    channel.close()
    server.end(pid)


def printed(reply: dict[str, Any]) -> str:
    """Return what a cell printed; it must not have failed."""
    assert reply["error"] is None, reply["error"]
    return str(reply["stdout"]).strip()


def failed(reply: dict[str, Any]) -> str:
    """Return the type of the error that a cell ended with."""
    assert reply["error"] is not None
    return str(reply["error"]["name"])


def test_it_sees_the_python_environment_only(run: Run) -> None:
    """The root holds libraries and devices: no repository, no home, no other folder."""
    names = set(printed(run("import os; print(*os.listdir('/'))")).split())
    assert names >= {"usr", "dev", "scratch"}
    assert printed(run("print(os.listdir('/etc'), os.listdir('/proc'), os.listdir('.'))")) == (
        "[] [] []"
    )
    beside = printed(run("import course_lib; print(*os.listdir(course_lib.__path__[0] + '/..'))"))
    assert not {"solutions", "grader", "tests", "notebooks", ".git"} & set(beside.split())


def test_everything_but_scratch_is_read_only(run: Run) -> None:
    """No file can be written, made or removed outside the scratch folder."""
    for place in ("'/'", "'/usr/lib'", "course_lib.__path__[0]", "'/dev'", "'/etc'"):
        reply = run(f"import course_lib; open({place} + '/new', 'w')")
        assert failed(reply) in ("OSError", "PermissionError")
    assert printed(run("open('/scratch/new', 'w').write('x'); print('written')")) == "written"


def test_the_scratch_folder_is_fresh_and_small(run: Run) -> None:
    """Nothing is in it at first, and it cannot hold more than its limit."""
    assert printed(run("import os; print(os.listdir('/scratch'))")) == "[]"
    assert failed(run("open('big', 'wb').write(b'x' * (5 << 20))")) == "OSError"
    assert failed(run("for i in range(9): open(f'{i}', 'wb').write(b'x' * (1 << 20))")) == "OSError"


def test_it_is_alone(run: Run) -> None:
    """It is process 1 of its own, an ordinary user, with no rights and an empty environment."""
    assert printed(run("import os; print(os.getpid(), os.getuid(), os.getppid())")) == "1 1000 0"
    names = set(printed(run("print(*os.environ)")).split())
    assert names <= {
        "COURSE_SANDBOX", "HOME", "LANG", "LC_ALL", "TZ", "MPLBACKEND", "MPLCONFIGDIR",
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS",
    }  # fmt: skip


def test_only_the_judges_socket_is_open(run: Run) -> None:
    """Beside the standard descriptors, which lead nowhere, one descriptor is open."""
    source = (
        "import os, stat\nfound = []\nfor fd in range(200):\n    try:\n"
        "        found.append(stat.S_IFMT(os.fstat(fd).st_mode))\n"
        "    except OSError:\n        pass\n"
        "print([stat.S_ISCHR(m) for m in found], stat.S_ISSOCK(found[-1]))"
    )
    assert printed(run(source)) == "[True, True, True, False] True"


def test_there_is_no_network(run: Run) -> None:
    """An internet socket cannot even be made."""
    assert failed(run("import socket; socket.socket()")) == "PermissionError"
    assert failed(run("import urllib.request as u; u.urlopen('http://127.0.0.1:1')")) == "URLError"


def test_programs_cannot_be_started(run: Run) -> None:
    """Neither a shell nor Python itself."""
    assert failed(run("import subprocess; subprocess.run(['/bin/sh'])")) == "PermissionError"
    assert failed(run("import os, sys; os.execv(sys.executable, ['x'])")) == "PermissionError"


def test_every_filtered_call_is_refused(run: Run) -> None:
    """Each call on the filter's list fails with EPERM, and one that is not on it works."""
    member = list(seccomp._ARCHITECTURES).index(syscalls.MACHINE)
    numbers = {name: pair[member] for name, pair in seccomp._REFUSED.items()}
    source = (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"for name, number in {numbers!r}.items():\n"
        "    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)\n"
        "    if result != -1 or ctypes.get_errno() != 1:\n        print(name)\n"
        "print('done', libc.getpid())"
    )
    assert printed(run(source)) == "done 1"


def test_new_namespaces_are_refused_by_clone_too(run: Run) -> None:
    """Forking works; forking into a new user namespace does not."""
    member = list(seccomp._ARCHITECTURES).index(syscalls.MACHINE)
    source = (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"z = [ctypes.c_long(0)] * 4\nnew = libc.syscall(ctypes.c_long({seccomp._CLONE[member]}), "
        "ctypes.c_long(0x10000011), *z)\nprint(new, ctypes.get_errno())\n"
        "if (pid := os.fork()) == 0:\n    os._exit(7)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))"
    )
    assert printed(run(source)) == "-1 1\n7"


def test_memory_and_processes_are_limited(run: Run) -> None:
    """Too much memory is a MemoryError, too many processes an OSError; no way to lift either."""
    assert failed(run("import numpy as np; np.ones(60 << 20)")) == "MemoryError"
    bomb = "import os, time\nfor _ in range(40):\n    os.fork() or time.sleep(60)"
    assert failed(run(bomb)) == "BlockingIOError"
    lift = "import resource as r; r.setrlimit(r.RLIMIT_AS, (-1, -1))"
    assert failed(run(lift)) in ("ValueError", "PermissionError")


def test_ending_it_ends_all_that_it_started(server: TemplateServer) -> None:
    """Children in sessions of their own end with the namespace, ignored signals or not."""
    pid, sock = server.start("student", Limits())
    channel = Channel(sock, max_bytes=10**6)
    source = (
        "import os, signal, time\nfor _ in range(3):\n    if os.fork() == 0:\n        os.setsid()\n"
        "        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n        time.sleep(600)"
    )
    channel.send((1, "run", source, False))
    channel.receive()
    channel.close()
    space = os.readlink(f"/proc/{pid}/ns/pid")
    server.end(pid)
    left = [
        entry for entry in os.listdir("/proc")
        if entry.isdigit() and os.path.exists(f"/proc/{entry}/ns") and _namespace(entry) == space
    ]  # fmt: skip
    assert left == []


def _namespace(pid: str) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""


def test_what_the_doctor_needs_is_here() -> None:
    """On a machine that runs these tests, every needed line of defence is available."""
    assert [finding.name for finding in examine() if finding.needed and not finding.available] == []
    require_isolation()


SCRIPT = "from grader.sandbox.doctor import require_isolation; require_isolation(); print('ok')"


def _in_user_namespace(code: str, inside: int, *, closed: bool) -> subprocess.CompletedProcess[str]:
    """Run Python as user ``inside`` of a new user namespace; closed: it may make no more."""
    boot = (
        "import os, sys; from grader.sandbox import syscalls\n"
        "user, group = os.getuid(), os.getgid()\n"
        "syscalls.unshare(syscalls.NEW_USER)\n"
        "open('/proc/self/setgroups', 'w').write('deny')\n"
        f"open('/proc/self/uid_map', 'w').write(f'{inside} {{user}} 1')\n"
        f"open('/proc/self/gid_map', 'w').write(f'{inside} {{group}} 1')\n"
        f"if {closed}: open('/proc/sys/user/max_user_namespaces', 'w').write('0')\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {code!r}])"
    )
    return subprocess.run([sys.executable, "-c", boot], capture_output=True, text=True, check=False)


def test_an_ordinary_user_is_enough() -> None:
    """A user without any rights can confine student code."""
    done = _in_user_namespace(SCRIPT, 1234, closed=False)
    assert done.stdout == "ok\n", done.stderr


def test_without_isolation_it_refuses() -> None:
    """Where no namespace can be made, there is a clear error and nothing is run."""
    done = _in_user_namespace(SCRIPT, 1234, closed=True)
    assert done.stdout == ""
    assert "Student code cannot be confined on this machine" in done.stderr
    assert "--unsafe-no-sandbox" in done.stderr


def test_a_child_that_cannot_be_confined_is_an_error(server: TemplateServer) -> None:
    """A failure on the way in is never taken for a student's crash."""
    with pytest.raises(GraderError, match="did not start"):
        server.start("student", Limits(scratch_mb=-1))
    pid, sock = server.start("student", Limits())  # and the template lives on
    sock.close()
    server.end(pid)
