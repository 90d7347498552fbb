"""The player: repeats on the running loop, waits for the browser, leaves nothing behind."""

from __future__ import annotations

import asyncio

import pytest

from course_lib.widgets.picture import Picture
from course_lib.widgets.player import Player


def test_it_plays_until_paused_and_leaves_no_task() -> None:
    """Frames are counted while it plays; after the pause no task is left on the loop."""

    async def play() -> int:
        frames: list[int] = []
        player = Player(lambda: frames.append(1) is None, Picture())
        player.play()
        player.play()  # a second press changes nothing
        while len(frames) < 5:
            await asyncio.sleep(0)
        player.pause()
        await asyncio.sleep(0.01)
        stood = len(frames)
        await asyncio.sleep(0.01)
        assert len(frames) == stood
        assert len(asyncio.all_tasks()) == 1  # this one
        return stood

    assert asyncio.run(play()) >= 5


def test_a_frame_that_fails_pauses() -> None:
    """When the frame reports a failure, playing stops and the button can say so."""

    async def play() -> list[bool]:
        heard: list[bool] = []
        player = Player(lambda: False, Picture())
        player.on_change = heard.append
        player.play()
        while player.playing:
            await asyncio.sleep(0)
        return heard

    assert asyncio.run(play()) == [True, False]


def test_it_waits_for_the_browser_before_the_next_frame() -> None:
    """With an open view one frame is drawn per painted message, none is queued."""

    async def play() -> None:
        picture = Picture()
        picture._receive(None, {"kind": "shown", "view": "v"}, None)

        def frame() -> bool:
            picture.number += 1
            return True

        player = Player(frame, picture)
        player.play()
        while picture.number < 1:
            await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        assert picture.number == 1
        picture._receive(None, {"kind": "painted", "view": "v", "number": 1}, None)
        while picture.number < 2:
            await asyncio.sleep(0)
        player.pause()

    asyncio.run(play())


def test_without_an_event_loop_play_is_refused() -> None:
    """In a plain script there is nothing to play on."""
    with pytest.raises(RuntimeError):
        Player(lambda: True, Picture()).play()
