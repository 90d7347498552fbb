"""Player: repeats a step on the kernel's own event loop; no thread, no timer left behind.

JupyterLab delivers the events of widgets in a thread of their own (a "subshell"), so that they
work while a cell runs. The steps run on the main loop; the two sides meet at the panel's lock.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from course_lib.widgets.picture import Picture

PATIENCE = 0.5  # seconds to wait for the browser before the next frame is drawn anyway


class Player:
    """Play and pause. A frame is drawn only when the browser has shown the one before.

    Parameters
    ----------
    frame : does one step of work and sends one picture; returns whether that went well.
    picture : tells which frame a browser has shown last.
    """

    def __init__(self, frame: Callable[[], bool], picture: Picture) -> None:
        self._frame, self._picture = frame, picture
        self._wake = asyncio.Event()
        self._run = 0  # counts the calls of play, so that an old loop knows that it is over
        self.playing = False
        self.frames = 0
        self.on_change: Callable[[bool], None] = lambda playing: None
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:  # made outside of a notebook
            self._loop = None
        picture.on_painted = self._wake_up

    def play(self) -> None:
        """Start; does nothing when playing already.

        Raises
        ------
        RuntimeError : there is no event loop, as in a plain script.
        """
        if self.playing:
            return
        loop = self._loop = self._loop or asyncio.get_running_loop()
        self.playing = True
        self._run += 1
        asyncio.run_coroutine_threadsafe(self._repeat(self._run), loop)
        self.on_change(True)

    def pause(self) -> None:
        """Stop; does nothing when paused already."""
        if self.playing:
            self.playing = False
            self._wake_up()
            self.on_change(False)

    def close(self) -> None:
        """Stop for good and let go of the plot."""
        self.pause()
        self._frame = lambda: False
        self.on_change = lambda playing: None

    def _wake_up(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def _repeat(self, run: int) -> None:
        while self.playing and run == self._run:
            if not self._frame():
                self.pause()
                return
            self.frames += 1
            await self._shown()

    async def _shown(self) -> None:
        """Wait until a browser has painted the frame; messages are served meanwhile."""
        await asyncio.sleep(0)
        self._wake.clear()
        if self._picture.views and self._picture.painted < self._picture.number:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), PATIENCE)
