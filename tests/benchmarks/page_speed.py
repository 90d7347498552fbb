"""How fast the drawn plots are, beside TensorFlow Playground. Prints; asserts nothing.

    python tests/benchmarks/page_speed.py [FOLDER]

Run it on an otherwise idle machine.  "drag" fires a pointer move, and takes the time until the
frame after the plot has been painted; "training" plays the playground for some seconds and counts
its pictures, with ten steps in each.  FOLDER is a built TensorFlow Playground (the branch gh-pages
of its repository): it is opened in the same browser with the same two hidden layers, its noise
slider is moved, and it trains; each of its steps is a picture.  No kernel runs here: with one, and
beside the plots that the kernel drew, they are measured by page_before.py.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from lab import CHROMIUM, FLAGS
from pages import Leaf

from course_lib import widgets

MOVES, SECONDS = 120, 8

DRAG = """async (host, moves) => {
  const svg = host.querySelector("svg");
  const box = svg.getBoundingClientRect();
  const fire = (kind, share) => svg.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, clientX: box.left + share * box.width, clientY: box.top + 80 }));
  svg.setPointerCapture = () => {};
  fire("pointerdown", 0.3);
  const times = [];
  for (let i = 0; i < moves; i += 1) {
    const start = performance.now();
    const before = host.dataset.frame;
    fire("pointermove", 0.3 + 0.4 * ((i * 7) % moves) / moves);
    while (host.dataset.frame === before) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  fire("pointerup", 0.3);
  return times;
}"""
PLAY = """async (host, seconds) => {
  const { plot } = host;
  const before = [plot.memory.net.steps, Number(host.dataset.frame)];
  plot.play();
  const start = performance.now();
  while (performance.now() - start < 1000 * seconds) await new Promise(requestAnimationFrame);
  plot.pause();
  const spent = (performance.now() - start) / 1000;
  const painted = Number(host.dataset.frame) - before[1];
  return [painted / spent, (plot.memory.net.steps - before[0]) / spent];
}"""
THEIR_DRAG = """async (moves) => {
  const slider = document.getElementById("noise");
  const times = [];
  for (let i = 0; i < moves; i += 1) {
    const start = performance.now();
    slider.value = String(5 * (i % 10));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  return times;
}"""
THEIR_PLAY = """async (seconds) => {
  const counter = document.getElementById("iter-number");
  const steps = () => Number(counter.innerText.replace(/[^0-9]/g, ""));
  document.getElementById("play-pause-button").click();
  const [before, start] = [steps(), performance.now()];
  while (performance.now() - start < 1000 * seconds) await new Promise(requestAnimationFrame);
  const spent = (performance.now() - start) / 1000;
  document.getElementById("play-pause-button").click();
  return (steps() - before) / spent;
}"""


def theirs(chromium: Browser, folder: Path, ratio: int) -> tuple[list[float], float]:
    """Return TensorFlow Playground's times and frames a second, in the same browser, from disk."""
    page = chromium.new_page(device_scale_factor=ratio, viewport={"width": 1280, "height": 900})
    page.route("**/*", lambda route: route.continue_()
               if route.request.url.startswith("file:") else route.abort())  # fmt: skip
    page.goto(f"{(folder / 'index.html').as_uri()}#networkShape=4,2")
    page.wait_for_selector("#network canvas", state="attached")
    times = page.evaluate(THEIR_DRAG, MOVES)
    frames = page.evaluate(THEIR_PLAY, SECONDS)
    page.close()
    return times, frames


def main() -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    plots = [widgets.activation_explorer(), widgets.network_playground(hidden="4,2")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for ratio in (1, 2):
            leaf = Leaf(chromium, Path(folder), *plots, device_scale_factor=ratio)
            times = leaf.plot().evaluate(DRAG, MOVES)
            p50, p95 = np.percentile(times, [50, 95])
            frames, steps = leaf.plot(1).evaluate(PLAY, SECONDS)
            print(
                f"density {ratio}: drag to pixels p50 {p50:.0f} ms, p95 {p95:.0f} ms; "
                f"training {frames:.0f} frames/s, {steps:.0f} steps/s"
            )
            leaf.close()
            if len(sys.argv) > 1:
                times, frames = theirs(chromium, Path(sys.argv[1]), ratio)
                p50, p95 = np.percentile(times, [50, 95])
                print(
                    f"density {ratio}: TensorFlow Playground: slider to pixels p50 {p50:.0f} ms, "
                    f"p95 {p95:.0f} ms; training {frames:.0f} frames/s, {frames:.0f} steps/s"
                )
        chromium.close()


if __name__ == "__main__":
    main()
