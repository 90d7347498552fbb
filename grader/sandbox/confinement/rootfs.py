"""The private root: all that a student's process can see of the machine.

It is a small tmpfs, made read-only, in which the Python environment and the packages that the
notebooks import are mounted read-only at their usual places.  There is no home, no /proc, no
/etc, no shell and no other program; the course's masters, the gradebook and other students'
files have no name there at all.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from grader.sandbox.confinement import syscalls

SCRATCH = "/scratch"
_DEVICES = ("null", "random", "urandom")  # not zero: it is memory to be shared
_LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/fonts")


def visible_folders(packages: Iterable[str]) -> list[Path]:
    """Return the folders that the notebooks need: Python's own, and those of the packages.

    Parameters
    ----------
    packages : names of packages that may lie outside the Python environment.
    """
    paths = [Path(value) for name, value in sysconfig.get_paths().items() if "lib" in name]
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    paths += [Path(v) for k, v in sysconfig.get_paths(vars=base).items() if "lib" in k]
    paths += [Path(p) for p in sys.path if Path(p).name in ("site-packages", "dist-packages")]
    library = sysconfig.get_config_var("LIBDIR")
    paths += [Path(library)] if library else []
    paths += [Path(name) for name in _LIBRARIES]
    for name in packages:
        spec = importlib.util.find_spec(name.partition(".")[0])
        paths += [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []
    return _outermost(path for path in paths if os.path.exists(path))  # or may not be asked


def _outermost(paths: Iterable[Path]) -> list[Path]:
    """Return the paths without those that lie inside another one."""
    kept: list[Path] = []
    for path in sorted(set(paths), key=lambda path: len(path.parts)):
        if not any(path.is_relative_to(other) and not other.is_symlink() for other in kept):
            kept.append(path)
    return kept


def enter(where: Path, folders: Iterable[Path]) -> None:
    """Build the private root on the folder ``where`` and make it this process's root.

    The process must be in a mount namespace of its own, with the right to mount.
    """
    syscalls.mount("none", "/", flags=syscalls.RECURSIVE | syscalls.PRIVATE)
    root = str(where)
    syscalls.mount("tmpfs", root, "tmpfs", syscalls.NO_SUID, "size=1m,mode=755")
    for folder in folders:
        _show(root, folder)
    os.makedirs(f"{root}/dev")
    for device in _DEVICES:
        target = f"{root}/dev/{device}"
        Path(target).touch()
        syscalls.mount(f"/dev/{device}", target, flags=syscalls.BIND)
        # Can be written to all the same; what is kept is the machine's own file, and its times.
        syscalls.make_read_only(target, devices=True)
    for name in ("etc", "proc", SCRATCH.strip("/")):
        os.makedirs(root + "/" + name)
    for name in ("tmp", "home", "root"):
        if not os.path.lexists(f"{root}/{name}"):
            os.symlink(SCRATCH, f"{root}/{name}")
    syscalls.change_root(root)
    syscalls.make_read_only("/", devices=True, recursive=False)


def _show(root: str, folder: Path) -> None:
    """Make a folder of the machine visible, read-only, at the same place in the new root."""
    target = root + str(folder)
    if os.path.lexists(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if folder.is_symlink():
        os.symlink(os.readlink(folder), target)
        real = folder.resolve()
        if not os.path.lexists(root + str(real)):
            _show(root, real)
        return
    os.makedirs(target)
    syscalls.mount(str(folder), target, flags=syscalls.BIND | syscalls.RECURSIVE)
    syscalls.make_read_only(target)
