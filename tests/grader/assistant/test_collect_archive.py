"""Archives of unknown origin: nothing leaves the scratch folder, one bad member costs a line."""

import io
import os
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.assistant.collect.archive import Limits, Reader
from grader.assistant.collect.paths import safe_path

GOOD = ("ada/01.ipynb", b"good")


def make(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    """Write a zip with one good member and these."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*GOOD)
        for name, data in members:
            archive.writestr(name, data)
    return path


def taken(tmp_path: Path, source: Path, limits: Limits | None = None) -> tuple[set[str], list[str]]:
    """Return the names that come out of an archive, and the lines about the rest."""
    scratch = tmp_path / "scratch"
    scratch.mkdir(exist_ok=True)
    reader = Reader(scratch, limits or Limits())
    return {entry.name for entry in reader.read(source)}, reader.refused


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """Return a member that claims to be a link or a device."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("../evil.ipynb", "leads out"),
        ("ada/../../evil.ipynb", "leads out"),
        ("..\\evil.ipynb", "leads out"),
        ("/etc/evil.ipynb", "absolute"),
        ("C:\\evil.ipynb", "absolute"),
        ("\\\\server\\evil.ipynb", "absolute"),
        (special("ada/link.ipynb", stat.S_IFLNK | 0o777), "a link"),
        (special("ada/pipe", stat.S_IFIFO | 0o666), "not a regular file"),
        (special("ada/disk", stat.S_IFBLK | 0o666), "not a regular file"),
    ],
)
def test_a_hostile_member_costs_one_line(
    tmp_path: Path, member: str | zipfile.ZipInfo, reason: str
) -> None:
    """The member is refused with its reason, and the good one beside it is taken."""
    names, refused = taken(tmp_path, make(tmp_path / "a.zip", (member, b"../../etc/passwd")))
    assert names == {GOOD[0]}
    assert len(refused) == 1
    assert reason in refused[0]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A member that unpacks to a thousand times its size is refused; so is a sum that is large."""
    source = make(tmp_path / "a.zip", ("ada/bomb.ipynb", bytes(8 * 2**20)))
    names, refused = taken(tmp_path, source)
    assert names == {GOOD[0]}
    assert "times its size" in refused[0]
    assert sum(path.stat().st_size for path in (tmp_path / "scratch").iterdir()) == len(GOOD[1])
    small = Limits(total_bytes=1000)
    noise = [(f"ada/{i}.bin", os.urandom(300)) for i in range(5)]
    names, refused = taken(tmp_path, make(tmp_path / "b.zip", *noise), small)
    assert len(names) == 4
    assert all("too much" in line for line in refused)


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    """The flag of encryption, which the zip's directory and the member both carry, is seen."""
    source = make(tmp_path / "a.zip", ("ada/secret.ipynb", b"x"))
    data = bytearray(source.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + offset] |= 1
    source.write_bytes(data)
    names, refused = taken(tmp_path, source)
    assert names == {GOOD[0]}
    assert refused == ["ada/secret.ipynb: it is encrypted"]


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    """A member whose checksum is wrong is refused and leaves nothing behind."""
    source = make(tmp_path / "a.zip", ("ada/z.bin", b"0123456789"))
    with zipfile.ZipFile(source, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("ada/stored.bin", b"MARKED CONTENT")
    source.write_bytes(source.read_bytes().replace(b"MARKED", b"BROKEN"))
    names, refused = taken(tmp_path, source)
    assert names == {GOOD[0], "ada/z.bin"}
    assert "cannot be unpacked" in refused[0]


def test_zips_are_opened_twice_and_no_deeper(tmp_path: Path) -> None:
    """A zip in a zip in the archive is read; the next one is refused by name."""
    inner = b"deep"
    name = "01.ipynb"
    for level in ("c.zip", "b.zip", "a.zip"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, inner)
            archive.writestr(f"{level}.txt", b"beside")
        inner, name = out.getvalue(), level
    names, refused = taken(tmp_path, make(tmp_path / "x.zip", ("ada/a.zip", inner)))
    assert names == {GOOD[0], "ada/a.zip/a.zip.txt", "ada/a.zip/b.zip/b.zip.txt"}
    assert refused == ["ada/a.zip/b.zip/c.zip: zips are opened no deeper than this"]


def test_a_file_that_only_calls_itself_zip_costs_one_line(tmp_path: Path) -> None:
    """Text with the suffix .zip is refused, and the rest is taken."""
    names, refused = taken(tmp_path, make(tmp_path / "x.zip", ("bob/work.zip", b"not a zip")))
    assert names == {GOOD[0]}
    assert "not a readable zip" in refused[0]


@pytest.mark.parametrize("name", ["Zoë Ångström/01.ipynb", "李雷/01.ipynb", "Żak/ü.ipynb"])
def test_names_without_the_utf8_flag_are_mended(tmp_path: Path, name: str) -> None:
    """A zip that holds UTF-8 and does not say so gives the right letters."""
    source = make(tmp_path / "a.zip", (name, b"x"))
    data = bytearray(source.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        data[data.rindex(mark) + offset] &= ~0x08
    source.write_bytes(data)
    assert taken(tmp_path, source)[0] == {GOOD[0], name}


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A link to a file and a link to a folder outside are refused, a pipe is not opened."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.ipynb").write_text("secret")
    student = tmp_path / "class" / "ada"
    student.mkdir(parents=True)
    (student / "01.ipynb").write_text("good")
    (student / "file").symlink_to(tmp_path / "outside" / "secret.ipynb")
    (student / "folder").symlink_to(tmp_path / "outside")
    os.mkfifo(student / "pipe")
    (student / ".DS_Store").write_text("x")
    names, refused = taken(tmp_path, tmp_path / "class")
    assert names == {"ada/01.ipynb"}
    assert refused == [
        "ada/file: it is a link",
        "ada/folder: it is a link",
        "ada/pipe: it is not a regular file",
    ]


HOSTILE = st.lists(
    st.sampled_from(
        ["..", ".", "", "/", "\\", "C:", "ada", "~", "a\x1b", "CON", "é", ".. ", "x" * 300]
    )
    | st.text(max_size=8),
    min_size=1,
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(parts=HOSTILE, separator=st.sampled_from(["/", "\\", ""]))
def test_no_name_ever_leads_outside(parts: list[str], separator: str) -> None:
    """Whatever a member is called, its content lies in scratch and its place in the folder."""
    name = separator.join(parts).encode("utf-8", "replace").decode().lstrip("\0")
    with tempfile.TemporaryDirectory() as top:
        root = Path(top)
        (root / "in").mkdir()
        (root / "scratch").mkdir()
        source = make(root / "in" / "a.zip", (name or "x", b"evil"))
        for number, entry in enumerate(Reader(root / "scratch").read(source)):
            assert entry.content.parent == root / "scratch"
            home = root / "home" / str(number)
            place = home / safe_path(entry.parts)
            assert place.resolve().is_relative_to(home.resolve())
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"")
        assert {path.name for path in root.iterdir()} <= {"in", "scratch", "home"}


@given(parts=st.lists(st.text(max_size=400), min_size=1, max_size=12))
def test_a_safe_path_is_always_inside(parts: list[str]) -> None:
    """Any list of texts becomes a relative path without ``..`` whose parts a disk can take."""
    path = safe_path(parts)
    assert not path.startswith("/")
    for part in path.split("/"):
        assert part not in ("", ".", "..")
        assert len(part.encode()) <= 250
        assert not set(part) & {"\x00", "\n", "\x1b", "\\", ":"}
