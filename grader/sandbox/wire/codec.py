"""Plain data as bytes: the only thing that ever travels from a student to the judge.

A value is one letter for its kind, then its content.  :mod:`grader.sandbox.wire.decoder` reads it.

==== ======================= ==== =================================
N .  None, ...               l    list: count, items
T F  True, False             t    tuple: count, items
i    int: length, bytes      L P  list, tuple of floats only: count, 8 bytes each
f    float, 8 bytes          e    set: count, items
c    complex, 16 bytes       d    dict: count, keys and values
s    text: length, UTF-8     a    array: dtype, shape, content
b    bytes: length, bytes    g    NumPy number: dtype, content
G    random generator: name, state
A    array for a call: flags (1 read-only, 2 other order of the axes, 4 with gaps), then as ``a``
==== ======================= ==== =================================
"""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

DTYPES = frozenset("?bBhHiIlLqQefdFD")  # numbers of fixed size; no objects, no text, no dates
_LONG = {"g": "d", "G": "D"}  # longer numbers, which differ from machine to machine
_FLOATS: dict[type, bytes] = {list: b"L", tuple: b"P"}
DEPTH = 40
ITEMS = 1_000_000
ENTRIES = 4_000  # of all dicts and sets together: bounds what colliding keys can cost
INT_BYTES = 512
SIDE = 1 << 32
READ_ONLY, TURNED, GAPPED = 1, 2, 4  # of an array that a test passes


class CodecError(ValueError):
    """The value is not plain data, or the bytes are not a value."""


class Encoded(bytes):
    """A value that is encoded already; :func:`encode` takes it over as it is."""


def encode(
    value: object,
    *,
    max_bytes: int,
    generators: bool = False,
    lenient: bool = False,
    depth: int = 0,
) -> bytes:
    """Return ``value`` as bytes.

    Parameters
    ----------
    max_bytes : a longer message is refused.
    generators : also encode ``np.random.Generator``, and how an array lies in memory (only the
        judge sends these).
    lenient : write ``<Layer>`` for an object of the class Layer instead of refusing it, so that
        one odd entry of a table does not hide the others.
    depth : how deep the value will stand in the message that it becomes a part of.

    Raises
    ------
    CodecError : the value is, or contains, something that is not plain data; it says what.

    Examples
    --------
    >>> from grader.sandbox.wire.decoder import decode
    >>> decode(encode({"dW": np.zeros((2, 3))}, max_bytes=1000))["dW"].shape
    (2, 3)
    >>> encode([1, object()], max_bytes=1000)
    Traceback (most recent call last):
        ...
    grader.sandbox.wire.codec.CodecError: a list with an object in it is not plain data
    """
    writer = _Writer(max_bytes, generators, lenient)
    writer.value(value, depth)
    return bytes(writer.out)


class _Writer:
    def __init__(self, max_bytes: int, generators: bool, lenient: bool) -> None:
        self.out = bytearray()
        self.max_bytes = max_bytes
        self.generators = generators
        self.lenient = lenient

    def value(self, value: Any, depth: int) -> None:
        if depth > DEPTH:
            raise CodecError("the value is nested too deeply, or contains itself")
        if len(self.out) > self.max_bytes:
            raise self._too_large()
        if value is None or value is True or value is False:
            self.out += b"N" if value is None else b"T" if value else b"F"
        elif value is ...:  # the stub of an answer
            self.out += b"."
        elif isinstance(value, (np.ndarray, np.generic)) and not isinstance(value, (str, bytes)):
            self._array(value, depth)
        elif isinstance(value, (list, tuple, set, frozenset)):
            self._items(value, depth)
        elif isinstance(value, dict):
            self._length(b"d", len(value))
            for key, item in value.items():
                self.value(key, depth + 1)
                self.value(item, depth + 1)
        elif self.generators and isinstance(value, np.random.Generator):
            self.out += b"G"
            state = value.bit_generator.state
            self.value((type(value.bit_generator).__name__, state), depth + 1)
        else:
            self._leaf(value)

    def _too_large(self) -> CodecError:
        return CodecError(f"the value is larger than {self.max_bytes / 1e6:.0f} MB")

    def _length(self, tag: bytes, length: int) -> None:
        self.out += tag + struct.pack("<I", min(length, 0xFFFFFFFF))

    def _items(self, value: Any, depth: int) -> None:
        packed = _FLOATS.get(type(value))
        if packed and set(map(type, value)) == {float}:  # as learning curves are
            self._length(packed, len(value))
            self.out += struct.pack(f"<{len(value)}d", *value)
            return
        tag = b"l" if isinstance(value, list) else b"t" if isinstance(value, tuple) else b"e"
        self._length(tag, len(value))
        for item in value:
            try:
                self.value(item, depth + 1)
            except _NotPlainError as error:
                what = type(value).__name__
                raise CodecError(f"a {what} with {error.what} in it is not plain data") from None

    def _leaf(self, value: Any) -> None:
        if type(value) is Encoded:
            self.out += value
        elif isinstance(value, int):
            length = value.bit_length() // 8 + 1
            if length > INT_BYTES:
                raise CodecError(f"an int of {length} bytes is too large")
            self._length(b"i", length)
            self.out += int(value).to_bytes(length, "little", signed=True)
        elif isinstance(value, float):
            self.out += b"f" + struct.pack("<d", value)
        elif isinstance(value, complex):
            self.out += b"c" + struct.pack("<dd", value.real, value.imag)
        elif isinstance(value, (str, bytes)):
            raw = value.encode(errors="replace") if isinstance(value, str) else value
            if len(raw) > self.max_bytes:
                raise self._too_large()
            self._length(b"s" if isinstance(value, str) else b"b", len(raw))
            self.out += raw
        elif (array := _as_numbers(value)) is not None:
            self._array(array, depth=0)
        elif self.lenient:
            self._leaf(f"<{type(value).__name__[:40]}>")
        else:
            raise _NotPlainError(value)

    def _array(self, value: Any, depth: int) -> None:
        array = np.asarray(value)
        if array.dtype.kind in "OSU":  # np.frompyfunc and np.array(["a"]) make these
            self.value(array.tolist(), depth + 1)
            return
        if array.dtype.char in _LONG:
            array = array.astype(_LONG[array.dtype.char])
        if array.dtype.char not in DTYPES:
            raise CodecError(f"an array of dtype {array.dtype} is not plain data, only numbers are")
        if array.nbytes > self.max_bytes:
            raise self._too_large()
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        name = array.dtype.str.encode()
        flags = _flags(value) if self.generators and isinstance(value, np.ndarray) else 0
        tag = b"g" if isinstance(value, np.generic) else b"A" + bytes([flags]) if flags else b"a"
        self.out += tag + bytes([len(name)]) + name
        if not isinstance(value, np.generic):
            self.out += struct.pack(f"<B{array.ndim}Q", array.ndim, *array.shape)
        self.out += array.tobytes()


def _flags(array: np.ndarray[Any, Any]) -> int:
    """Return how an array lies in memory, as the letter ``A`` says it; 0 as usual."""
    flags = 0 if array.flags.writeable else READ_ONLY
    if array.flags.c_contiguous:
        return flags
    return flags | (TURNED if array.flags.f_contiguous else GAPPED)


def _as_numbers(value: object) -> Any:
    """Return what NumPy takes for an array of numbers (a range, a Series, a tensor), or None.

    Where the test runs in one process with the answer, it takes them too.
    """
    try:
        array = np.asarray(value)
    except Exception:  # what a class of the student raises
        return None
    return array if array.dtype.char in DTYPES else None


class _NotPlainError(CodecError):
    def __init__(self, value: object) -> None:
        name = type(value).__name__
        self.what = f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
        super().__init__(f"{self.what} is not plain data")
