"""Bytes back to plain data.  The format stands in :mod:`grader.sandbox.wire.codec`.

There is nothing in it that could name a class or a function, so decoding cannot run code,
whatever the bytes are.  No length is trusted: each is checked against the bytes that are there.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from grader.sandbox.wire.codec import (
    DEPTH,
    DTYPES,
    ENTRIES,
    GAPPED,
    INT_BYTES,
    ITEMS,
    READ_ONLY,
    SIDE,
    TURNED,
    CodecError,
)


def decode(data: bytes, *, generators: bool = False, entries: int = ENTRIES) -> Any:
    """Return the value that the bytes stand for; ``entries`` bounds those of dicts and sets.

    Raises
    ------
    CodecError : the bytes are not exactly one well-formed value within the limits.
    """
    reader = _Reader(data, generators, entries)
    try:
        value = reader.value(0)
    except (struct.error, UnicodeDecodeError, TypeError, OverflowError, ValueError) as error:
        raise CodecError(f"malformed message: {error}") from None
    if reader.at != len(data):
        raise CodecError("malformed message: bytes are left over")
    return value


class _Reader:
    def __init__(self, data: bytes, generators: bool, entries: int) -> None:
        self.data = data
        self.at = 0
        self.items = 0
        self.most_entries, self.entries = entries, 0
        self.kinds: dict[bytes, Callable[[int], Any]] = {
            b"N": lambda depth: None,
            b".": lambda depth: ...,
            b"T": lambda depth: True,
            b"F": lambda depth: False,
            b"i": lambda depth: int.from_bytes(self._sized(INT_BYTES), "little", signed=True),
            b"f": lambda depth: struct.unpack("<d", self._take(8))[0],
            b"c": lambda depth: complex(*struct.unpack("<dd", self._take(16))),
            b"s": lambda depth: self._sized().decode(),
            b"b": lambda depth: self._sized(),
            b"l": self._list,
            b"t": lambda depth: tuple(self._list(depth)),
            b"L": lambda depth: list(self._floats()),
            b"P": lambda depth: self._floats(),
            b"e": lambda depth: {self.value(depth + 1) for _ in range(self._entries())},
            b"d": self._dict,
            b"a": lambda depth: self._array(),
            b"g": lambda depth: self._number(),
        }
        if generators:
            self.kinds[b"G"] = self._generator
            self.kinds[b"A"] = lambda depth: self._laid_out()

    def value(self, depth: int) -> Any:
        self.items += 1
        if depth > DEPTH or self.items > ITEMS:
            raise CodecError("the value is nested too deeply or has too many items")
        kind = self.kinds.get(self._take(1))
        if kind is None:
            raise CodecError("malformed message: unknown kind")
        return kind(depth)

    def _take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise CodecError("malformed message: it ends too early")
        self.at += count
        return self.data[self.at - count : self.at]

    def _count(self, limit: int) -> int:
        (count,) = struct.unpack("<I", self._take(4))
        if count > limit:
            raise CodecError("the value has too many items")
        return int(count)

    def _entries(self) -> int:
        count = self._count(self.most_entries)
        self.entries += count
        if self.entries > self.most_entries:
            raise CodecError("the value has too many items")
        return count

    def _sized(self, limit: int = SIDE) -> bytes:
        return self._take(self._count(limit))

    def _list(self, depth: int) -> list[Any]:
        return [self.value(depth + 1) for _ in range(self._count(ITEMS))]

    def _floats(self) -> tuple[float, ...]:
        count = self._count(ITEMS)
        self.items += count
        if self.items > ITEMS:
            raise CodecError("the value has too many items")
        return struct.unpack(f"<{count}d", self._take(8 * count))

    def _dict(self, depth: int) -> dict[Any, Any]:
        return {self.value(depth + 1): self.value(depth + 1) for _ in range(self._entries())}

    def _dtype(self) -> np.dtype[Any]:
        name = self._take(self._take(1)[0]).decode("ascii")
        if len(name) > 4 or name[:1] not in "<|":
            raise CodecError("malformed message: unknown dtype")
        dtype = np.dtype(name)
        if dtype.char not in DTYPES:
            raise CodecError("malformed message: a dtype that is not numeric")
        return dtype

    def _array(self) -> np.ndarray[Any, Any]:
        dtype = self._dtype()
        shape = struct.unpack(f"<{(ndim := self._take(1)[0])}Q", self._take(8 * ndim))
        if ndim > 32 or any(side > SIDE for side in shape):
            raise CodecError("malformed message: a shape beyond all bounds")
        raw = self._take(prod(shape) * dtype.itemsize)
        if dtype.kind == "b":  # a byte that is neither 0 nor 1 would be a bool like no other
            return np.not_equal(np.frombuffer(raw, np.uint8), 0).reshape(shape)
        return np.frombuffer(raw, dtype).reshape(shape).copy()

    def _laid_out(self) -> np.ndarray[Any, Any]:
        """Return an array that lies in memory as the test's own does."""
        flags = self._take(1)[0]
        array = self._array()
        if not 0 < flags < 2 * GAPPED or (flags & GAPPED and not array.ndim):
            raise CodecError("malformed message: an array that lies nowhere")
        if flags & TURNED:
            array = np.asfortranarray(array)
        elif flags & GAPPED:
            room = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
            room[..., ::2] = array
            array = room[..., ::2]
        array.flags.writeable = not flags & READ_ONLY
        return array

    def _number(self) -> Any:
        dtype = self._dtype()
        raw = self._take(dtype.itemsize)
        return np.bool_(raw != b"\0") if dtype.kind == "b" else np.frombuffer(raw, dtype)[0]

    def _generator(self, depth: int) -> np.random.Generator:
        name, state = self.value(depth + 1)
        bit_generator = getattr(np.random, name)()
        bit_generator.state = state
        return np.random.Generator(bit_generator)
