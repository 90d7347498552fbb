"""The only data format that travels from a student to the judge."""

import math
import socket
import struct
import threading
import time
from collections import deque
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox.wire.channel import Channel, ChannelError, LateError, send_descriptor
from grader.sandbox.wire.codec import CodecError, encode
from grader.sandbox.wire.decoder import decode

LEAVES = (
    st.none() | st.booleans() | st.integers(-(2**200), 2**200) | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False) | st.text() | st.binary() | st.just(...)
)  # fmt: skip
KEYS = st.text() | st.integers() | st.booleans()
PLAIN = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner)
)
ARRAYS = hnp.arrays(
    hnp.boolean_dtypes() | hnp.integer_dtypes()
    | hnp.floating_dtypes() | hnp.complex_number_dtypes(),
    hnp.array_shapes(min_dims=0, min_side=0),
)  # fmt: skip


def round_trip(value: Any) -> Any:
    """Return what arrives when ``value`` is sent."""
    return decode(encode(value, max_bytes=10**6))


@given(PLAIN)
def test_plain_data_arrives_as_it_was(value: Any) -> None:
    """Numbers, texts, lists, tuples and dictionaries arrive equal and of the same type."""
    arrived = round_trip(value)
    assert arrived == value
    assert repr(arrived) == repr(value)


@given(st.lists(st.floats(width=64)))
def test_lists_of_floats_are_packed(values: list[float]) -> None:
    """Eight bytes each, NaN, infinities and -0.0 included; a tuple stays a tuple."""
    assert [struct.pack("<d", v) for v in round_trip(values)] == [
        struct.pack("<d", v) for v in values
    ]
    assert type(round_trip(tuple(values))) is tuple
    assert len(encode(values, max_bytes=10**6)) == 5 + 8 * len(values)


@pytest.mark.parametrize("value", [[1.0, 2], [1.0, True], [np.float64(1.0)], (1.0, None), [[1.0]]])
def test_other_lists_keep_the_types_of_their_items(value: Any) -> None:
    """A whole number or a NumPy number among floats is not made a float."""
    assert repr(round_trip(value)) == repr(value)


@given(ARRAYS)
def test_arrays_arrive_bit_by_bit(value: np.ndarray[Any, Any]) -> None:
    """Arrays of numbers arrive with their dtype, shape and bytes, NaN included."""
    arrived = round_trip(value)
    assert arrived.shape == value.shape
    assert arrived.dtype == value.dtype.newbyteorder("<")
    assert arrived.tobytes() == value.astype(value.dtype.newbyteorder("<")).tobytes()
    assert arrived.flags.writeable or not arrived.size


@pytest.mark.parametrize(
    "number", [np.float32(1.5), np.int8(-3), np.bool_(True), np.float64("nan")]
)
def test_numpy_numbers_stay_numpy_numbers(number: Any) -> None:
    """A NumPy number is not turned into a Python number on its way."""
    arrived = round_trip(number)
    assert type(arrived) is type(number)
    assert arrived == number or (math.isnan(arrived) and math.isnan(number))


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.array([1.5, 2], dtype=object), [1.5, 2]),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.str_("a"), "a"),
        (np.longdouble(1.5), 1.5),
    ],
)
def test_what_numpy_makes_of_plain_data_arrives_as_plain_data(value: Any, arrives: Any) -> None:
    """Arrays of objects and texts become lists, and a long double becomes a double."""
    assert round_trip(value) == arrives


def test_a_lenient_message_names_what_it_cannot_hold() -> None:
    """One odd entry of a table is replaced by the name of its class; the others arrive."""
    sent = encode({"a": object(), "b": 1}, max_bytes=1000, lenient=True)
    assert decode(sent) == {"a": "<object>", "b": 1}


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (object(), "an object is not plain data"),
        ([print], "a list with a builtin_function_or_method in it"),
        (np.array([object()]), "a list with an object in it"),
        (np.array(["2026-01-01"], dtype="datetime64[D]"), "dtype datetime64"),
        (iter([1]), "a list_iterator is not plain data"),
        (np.zeros(10**6), "larger than"),
        ("x" * (2 * 10**6), "larger than"),
        (1 << 10**4, "too large"),
    ],
)
def test_everything_else_is_refused_with_a_reason(value: Any, says: str) -> None:
    """What is not plain data is refused where it would be sent, and the reason says what it is."""
    with pytest.raises(CodecError, match=says):
        encode(value, max_bytes=10**6)


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        (np.str_("dW"), "dW"),
        (np.array(["dW", "db"]), ["dW", "db"]),
        (range(3), np.arange(3)),
        (deque([1.5, 2.5]), np.array([1.5, 2.5])),
        (memoryview(np.ones((2, 2))), np.ones((2, 2))),
        ([np.longdouble(0.5)], [np.float64(0.5)]),
        (np.full((1, 2), 0.5, np.clongdouble), np.full((1, 2), 0.5 + 0j)),
    ],
)
def test_what_numpy_takes_for_numbers_or_text_arrives_as_that(value: Any, arrives: Any) -> None:
    """An answer that a test would take in one process is taken across the boundary too."""
    arrived = round_trip(value)
    assert type(arrived) is type(arrives)
    np.testing.assert_array_equal(arrived, arrives)


def test_a_list_in_itself_is_refused() -> None:
    """A list that contains itself does not send for ever."""
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(CodecError, match="nested too deeply"):
        encode(endless, max_bytes=10**6)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    """Whatever bytes a student sends, they are plain data or a CodecError, nothing else."""
    try:
        value = decode(data)
    except CodecError:
        return
    encode(value, max_bytes=10**6)  # what was accepted is plain data


@given(PLAIN, st.data())
def test_a_changed_byte_does_no_harm(value: Any, data: st.DataObject) -> None:
    """A message with one changed byte is read as other plain data or refused."""
    message = bytearray(encode(value, max_bytes=10**6))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(message))
    except CodecError:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"s" + struct.pack("<I", 2**32 - 1),
        b"l" + struct.pack("<I", 2**32 - 1),
        b"L" + struct.pack("<I", 900_000),
        b"l\x02\0\0\0" + 2 * (b"L" + struct.pack("<I", 600_000) + b"\0" * 8 * 600_000),
        b"a\x03<f8\x02" + struct.pack("<QQ", 2**31, 2**31),
        b"a\x03<f8\x01" + struct.pack("<Q", 2**63),
        b"a\x02|O\x00" + b"\0" * 8,
        b"l\x01\0\0\0" * 200 + b"N",
        b"d\x01\0\0\0" + b"l\0\0\0\0" + b"N",
        b"NN",
        b"",
        b"G" + b"N",
    ],
    ids=[
        "text",
        "list",
        "floats",
        "items",
        "array",
        "side",
        "objects",
        "depth",
        "list as key",
        "rest",
        "empty",
        "G",
    ],
)
def test_lengths_are_not_believed(data: bytes) -> None:
    """A length that the message does not have, or a forbidden kind, costs nothing."""
    with pytest.raises(CodecError):
        decode(data)


def test_a_bool_is_0_or_1() -> None:
    """A byte that is neither 0 nor 1 does not become a truth value like no other."""
    array = decode(b"a\x03|b1\x01" + struct.pack("<Q", 2) + b"\xff\x00")
    assert array.view(np.uint8).tolist() == [1, 0]


def test_generators_travel_only_where_they_are_allowed() -> None:
    """A generator arrives as a copy in the same state, and is refused where data is due."""
    rng = np.random.default_rng(5)
    rng.random(3)
    message = encode(rng, max_bytes=1000, generators=True)
    assert decode(message, generators=True).random() == rng.random()
    with pytest.raises(CodecError, match="Generator is not plain data"):
        encode(rng, max_bytes=1000)
    with pytest.raises(CodecError):
        decode(message)


def test_an_urgent_byte_does_not_hold_up_the_reader() -> None:
    """It wakes who waits for data and is none; the deadline holds all the same."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        try:
            theirs.send(b"x", socket.MSG_OOB)
        except OSError:
            pytest.skip("this kernel has no urgent data between local sockets")
        release = threading.Timer(10, theirs.shutdown, (socket.SHUT_RDWR,))
        release.start()
        with pytest.raises(LateError):
            Channel(ours, max_bytes=100).receive(deadline=time.monotonic() + 0.1)
        release.cancel()


def test_a_descriptor_for_a_process_that_ended_is_an_error_of_the_channel() -> None:
    """A judge may end at that moment, too; then it is started anew, and nothing else happens."""
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours, pytest.raises(ChannelError):
        send_descriptor(ours, ours.fileno())


LAYOUTS = {
    "read-only": lambda a: _shut(a.copy()),
    "turned": lambda a: np.asfortranarray(a),
    "with gaps": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "read-only, with gaps": lambda a: _shut(np.repeat(a, 2, axis=-1)[..., ::2]),
    "backwards": lambda a: a[::-1],
    "one number for all": lambda a: np.broadcast_to(a[0, 0], a.shape),
}


def _shut(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    array.flags.writeable = False
    return array


@pytest.mark.parametrize("dtype", ["f8", "f4", "i8", "u1", "?", "c8"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_array_that_a_test_passes_lies_as_it_lay(layout: str, dtype: str) -> None:
    """What a test passes arrives read-only, turned or with gaps, as it was, and of its type."""
    sent = LAYOUTS[layout](np.arange(12).reshape(3, 4).astype(dtype))
    arrived = decode(encode(sent, max_bytes=1000, generators=True), generators=True)
    assert (arrived.dtype, arrived.shape) == (sent.dtype, sent.shape)
    assert np.array_equal(arrived, sent)
    for flag in ("WRITEABLE", "C_CONTIGUOUS", "F_CONTIGUOUS"):
        assert arrived.flags[flag] == sent.flags[flag], flag


@pytest.mark.parametrize(
    "array", [np.array([-0.0, np.inf, -np.inf, np.nan]), np.ones((0, 3)), np.ones((2, 0)),
              np.array(3, "f4"), np.zeros((0,), "i8")]
)  # fmt: skip
def test_odd_arrays_that_a_test_passes_arrive_bit_by_bit(array: np.ndarray[Any, Any]) -> None:
    """Zeros with a sign, infinities, nothing at all, no axes: also when they are read-only."""
    for sent in (array, _shut(array.copy())):
        arrived = decode(encode(sent, max_bytes=1000, generators=True), generators=True)
        assert arrived.tobytes() == sent.tobytes()
        assert (arrived.dtype, arrived.shape) == (sent.dtype, sent.shape)
        assert arrived.flags.writeable == sent.flags.writeable


@pytest.mark.parametrize("flags", [0, 8, 255])
def test_an_array_that_lies_nowhere_is_refused(flags: int) -> None:
    """The byte that says how an array lies knows seven values, gaps need an axis."""
    body = encode(np.ones(2), max_bytes=1000)[1:]
    with pytest.raises(CodecError, match="lies nowhere"):
        decode(b"A" + bytes([flags]) + body, generators=True)
    with pytest.raises(CodecError, match="lies nowhere"):
        decode(b"A\x04" + encode(np.array(1.0), max_bytes=1000)[1:], generators=True)


def test_a_student_cannot_send_how_an_array_lies() -> None:
    """From the student's end such an array is an unknown kind, as a generator is."""
    with pytest.raises(CodecError, match="unknown kind"):
        decode(encode(_shut(np.ones(2)), max_bytes=1000, generators=True))
