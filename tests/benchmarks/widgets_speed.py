"""How fast the plots are: kernel, browser, playground. Prints; asserts nothing.

Run with ``python tests/benchmarks/widgets_speed.py`` on an otherwise idle machine, or with the
names of some plots. Targets on two cores: 40 ms to a new frame in the kernel, 150 ms to new pixels
in the browser, 15 frames per second in the playground, memory flat over 1,000 updates.

"drag" pulls a slider for a second in 60 steps: how many frames are seen, how long after the last
step the last one comes, and whether they come in order and end with the last value.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from lab import CHROMIUM, FLAGS, Lab, running_lab, until
from reader import Picture, Reader

from course_lib import widgets

# The control that is moved, and how far it may go.
CONTROLS = {
    "activation_explorer": "z",
    "backprop_stepper": "w₁",
    "gradient_microscope": "log₁₀ h",
    "loss_designer": "Approve if score ≥",
    "dropout_inspector": "p (probability of dropping)",
    "early_stopping_arena": "Patience (epochs)",
    "network_playground": "Units in layer 2",
}
DRAG_STEPS = 60
KERNEL_CHANGES, MEMORY_CHANGES, BROWSER_CHANGES, SECONDS = 200, 1000, 60, 10.0
STEPS = "fffbbbbu"  # the keys of the stepper: a whole round


def percentiles(seconds: list[float]) -> str:
    """Return median and 95th percentile in milliseconds."""
    return f"{1000 * np.median(seconds):6.1f} {1000 * np.percentile(seconds, 95):6.1f}"


def values(control: Any, count: int) -> list[Any]:
    """Return so many values of a control, sweeping its range to and fro."""
    if not hasattr(control, "min"):
        return [f"{v:.3f}" for v in np.sin(np.arange(count))]
    wave = (1 - np.cos(np.arange(count) * 0.31)) / 2
    swept = control.min + (control.max - control.min) * wave
    return [type(control.value)(v) for v in swept]


def resident() -> float:
    """Return the memory of this process in MB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def kernel(name: str) -> tuple[str, str]:
    """Return times from a changed value to a new frame, and memory over many updates."""
    plot = getattr(widgets, name)()
    control = plot.control(CONTROLS[name])
    if name == "backprop_stepper":  # with all numbers of both passes on the screen
        for key in STEPS[:-1]:
            plot.picture._on_key(key)
    times = []
    for value in values(control, KERNEL_CHANGES):
        start = time.perf_counter()
        control.value = value
        times.append(time.perf_counter() - start)
    before = resident()
    for value in values(control, MEMORY_CHANGES):
        control.value = value
    grown = resident() - before
    plot.close()
    return percentiles(times), f"{grown:+7.1f}"


def drag(reader: Reader, picture: Picture, handle: Any) -> str:
    """Return what is seen while a slider is pulled from end to end in a second."""
    page = reader.page
    picture.pixels()
    page.evaluate("window.frames_painted.length = 0")
    box, track = handle.bounding_box(), handle.locator("xpath=../..").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    start = time.perf_counter()
    for i in range(DRAG_STEPS):
        page.mouse.move(track["x"] + track["width"] * (i + 0.5) / DRAG_STEPS, y)
        time.sleep(max(0.0, start + (i + 1) / DRAG_STEPS - time.perf_counter()))
    end = page.evaluate("performance.now()")
    page.mouse.up()
    picture.pixels()
    frames = page.evaluate("window.frames_painted.map(f => [f.number, f.time])")
    numbers = [number for number, _ in frames]
    order = "in order" if numbers == sorted(numbers) else "OUT OF ORDER"
    late = max(0.0, frames[-1][1] - end) if frames else 0.0
    return f"{len(frames):3} frames, last {late:4.0f} ms late, {order}"


def browser(lab: Lab, chromium: Any, name: str) -> str:
    """Return times from a key press to new pixels, measured inside the page, and the drag."""
    cell = f"from course_lib import widgets\nplot = widgets.{name}()\nplot"
    reader = Reader(lab, chromium, name, [cell], "doc/tree")
    reader.page.evaluate(
        "window.pressed = 0;"
        "addEventListener('keydown', () => { window.pressed = performance.now(); }, true)"
    )
    reader.run(0)
    picture = reader.picture()
    stepper = name == "backprop_stepper"
    handle = picture.canvas if stepper else reader.control(CONTROLS[name]).locator(".noUi-handle")
    handle.focus()
    times = []
    for i in range(BROWSER_CHANGES):
        before = picture.frame
        key = STEPS[i % len(STEPS)] if stepper else ("ArrowLeft", "ArrowRight")[i % 2]
        reader.page.keyboard.press(key)
        until(lambda b=before: picture.frame > b, f"a frame of {name}")
        times.append(
            reader.page.evaluate("(window.frames_painted.at(-1).time - window.pressed) / 1000")
        )
    seen = "" if stepper else drag(reader, picture, handle)
    reader.close()
    return f"{percentiles(times)}  {seen:40}"


def frames_per_second(lab: Lab, chromium: Any) -> str:
    """Return painted frames and training steps per second of the playing playground."""
    cell = "from course_lib import widgets\nplot = widgets.network_playground()\nplot"
    reader = Reader(lab, chromium, "playing", [cell], "doc/tree")
    reader.run(0)
    reader.picture()
    reader.press("Play")
    until(lambda: reader.page.evaluate("window.frames_painted.length") > 10, "ten frames")
    first = reader.page.evaluate("window.frames_painted.length")
    start = time.perf_counter()
    reader.page.wait_for_timeout(1000 * SECONDS)
    painted = reader.page.evaluate("window.frames_painted.length") - first
    elapsed = time.perf_counter() - start
    numbers = reader.page.evaluate("window.frames_painted.map(f => f.number)")
    reader.close()
    order = "in order" if numbers == sorted(numbers) else "OUT OF ORDER"
    return f"{painted / elapsed:.1f} frames/s, {10 * painted / elapsed:.0f} steps/s, {order}"


def main() -> None:
    """Measure and print."""
    names = sys.argv[1:] or list(CONTROLS)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        f"{'plot':22} kernel ms      browser ms     {'drag':40}  MB after {MEMORY_CHANGES} updates"
    )
    print(f"{'':22} median    p95  median    p95")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder)) as lab,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in names:
            times, grown = kernel(name)
            print(f"{name:22} {times}  {browser(lab, chromium, name)}  {grown}", flush=True)
        if "network_playground" in names:
            print("network_playground, playing, boundary drawn:", frames_per_second(lab, chromium))
        chromium.close()


if __name__ == "__main__":
    main()
