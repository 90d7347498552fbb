"""What a student's process can see and do, tried out in a real one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.base.errors import GraderError
from grader.sandbox.confinement import choice, syscalls
from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer
from grader.sandbox.wire.channel import Channel

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
    """Return the type of the error that a cell ended with, or a statement that was skipped."""
    if reply["error"] is not None:
        return str(reply["error"]["name"])
    told = reply["skipped"][0].partition("skipped: ")[2]
    said = {"it needs more memory": "MemoryError", "there is no network": "URLError"}
    in_words = (kind for words, kind in said.items() if told.startswith(words))
    return next(in_words, told.partition(":")[0])


def test_it_sees_the_python_environment_only(run: Run, kind: str) -> None:
    """It can list libraries and its own folder: no repository, no home, no other folder."""
    around = "os.path.dirname(course_lib.__path__[0])"
    if kind == "namespaces":
        names = set(printed(run("import os; print(*os.listdir('/'))")).split())
        assert names >= {"usr", "dev", "scratch"}
        empty = "print(os.listdir('/etc'), os.listdir('/proc'))"
        assert printed(run(empty)) == "[] []"
        beside = printed(run(f"import course_lib; print(*os.listdir({around}))"))
        assert not {"solutions", "grader", "tests", "notebooks", ".git"} & set(beside.split())
    else:
        for place in ("'/'", "'/etc'", "'/proc'", around):
            assert failed(run(f"import os, course_lib; os.listdir({place})")) == "PermissionError"
    assert printed(run("import os, numpy; print(len(os.listdir(numpy.__path__[0])) > 9)")) == "True"
    assert printed(run("print(os.listdir('.'))")) == "[]"


def test_everything_but_scratch_is_read_only(run: Run) -> None:
    """No file can be written, made or removed outside the scratch folder."""
    for place in ("'/'", "'/usr/lib'", "course_lib.__path__[0]", "'/dev'", "'/etc'"):
        reply = run(f"import course_lib; open({place} + '/new', 'w')")
        assert failed(reply) in ("OSError", "PermissionError")
    written = "import os; open(os.path.expanduser('~/new'), 'w').write('x'); print(os.listdir('.'))"
    assert printed(run(written)) == "['new']"


def test_the_scratch_folder_is_fresh_and_small(run: Run) -> None:
    """Nothing is in it at first, and it cannot hold more than its limit."""
    assert printed(run("import os; print(os.listdir(os.environ['HOME']))")) == "[]"
    assert failed(run("open('big', 'wb').write(b'x' * (5 << 20))")) == "OSError"
    assert failed(run("for i in range(9): open(f'{i}', 'wb').write(b'x' * (1 << 20))")) == "OSError"


def test_it_has_no_rights(run: Run, kind: str) -> None:
    """No capability is left, and no variable of the environment; it leads a session of its own."""
    if kind == "namespaces":
        assert (
            printed(run("import os; print(os.getpid(), os.getuid(), os.getppid())")) == "1 1000 0"
        )
    names = set(printed(run("import os; print(*os.environ)")).split())
    assert names <= {
        "COURSE_SANDBOX", "HOME", "LANG", "LC_ALL", "TZ", "MPLBACKEND", "MPLCONFIGDIR",
        "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS",
    }  # fmt: skip
    capabilities = (
        "import ctypes, struct\nheld = ctypes.create_string_buffer(24)\n"
        "assert ctypes.CDLL(None).capget(struct.pack('Ii', 0x20080522, 0), held) == 0\n"
        "print(held.raw == bytes(24), os.getsid(0) == os.getpid() == os.getpgid(0))"
    )
    assert printed(run(capabilities)) == "True True"


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


# What has led out of sandboxes, or is counted for all; the kernel's numbers for x86_64, aarch64.
DANGEROUS = {
    "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117), "socket": (41, 198),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "personality": (135, 92),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "msgget": (68, 186), "mq_open": (240, 180), "semget": (64, 190), "connect": (42, 203),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "io_setup": (206, 0), "bind": (49, 200),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262), "seccomp": (317, 277),
    "getxattr": (191, 8), "lgetxattr": (192, 9), "fgetxattr": (193, 10), "mincore": (27, 232),
    "setsockopt": (54, 208),
    "kcmp": (312, 272), "name_to_handle_at": (303, 264), "kexec_file_load": (320, 294),
}  # fmt: skip


def test_every_dangerous_call_is_refused(run: Run) -> None:
    """Each fails with EPERM, and so does a number that stands for nothing; getpid works."""
    member = ["x86_64", "aarch64"].index(syscalls.MACHINE)
    numbers = {name: pair[member] for name, pair in DANGEROUS.items()} | {"nothing": 400}
    source = (
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"for name, number in {numbers!r}.items():\n"
        "    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(0)] * 6)\n"
        "    if result != -1 or ctypes.get_errno() != 1:\n        print(name)\n"
        "print('done', libc.getpid() > 0)"
    )
    assert printed(run(source)) == "done True"


def test_new_namespaces_are_refused_by_clone_too(run: Run) -> None:
    """Forking works; forking into a new user namespace does not."""
    clone = {"x86_64": 56, "aarch64": 220}[syscalls.MACHINE]
    source = (
        "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"z = [ctypes.c_long(0)] * 4\nnew = libc.syscall(ctypes.c_long({clone}), "
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


def test_a_child_that_cannot_be_confined_is_an_error(server: TemplateServer) -> None:
    """A failure on the way in is never taken for a student's crash."""
    with pytest.raises(GraderError, match="did not start"):
        server.start("student", Limits(memory_mb=math.nan))
    pid, sock = server.start("student", Limits())  # and the template lives on
    sock.close()
    server.end(pid)
