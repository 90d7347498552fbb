"""How fast the drawn plots are, beside those that the kernel drew before. Prints; asserts nothing.

    python tests/benchmarks/page_before.py OLD PYTHON [FOLDER]

OLD is a checkout of the commit before the plots moved into the page (2578322^), PYTHON the Python
of an environment in which it is installed, FOLDER a built TensorFlow Playground as page_speed.py
takes it.  Run it on an otherwise idle machine.  All take turns: each version in a JupyterLab of
its own, in the same browser, with the same hidden layers of 4 and 2 units.

The first table opens the released notebook 01 and runs all of its cells.  More cells stand before
its plot than did then; so the last column runs the cells of then with the plots of now.  In the
second, a "drag" moves the point of the explorer, or the noise slider of the playground, and takes
the time until the frame after the new picture; "training" counts the pictures of some seconds.
The kernel's CPU time and the bytes of all websockets are divided by the pictures they were for.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from lab import CHROMIUM, FLAGS, Lab, running_lab
from page_speed import theirs
from reader import Reader

MOVES, SECONDS = 60, 8
TURNS, ROUNDS = 5, 3  # of the first table and of the second
FIRST = "01_activations.ipynb"
PLOT = "canvas.picture[data-frame], .course-plot[data-frame]"  # of then, and of now
EXPLORER = "from course_lib import widgets\nplot = widgets.activation_explorer()\nplot"
NOW = 'from course_lib import widgets\nplot = widgets.network_playground(hidden="4,2")\nplot'
THEN = """from course_lib import widgets
plot = widgets.network_playground()
for layer, units in ((1, 4), (2, 2)):
    plot.control(f"Units in layer {layer}").value = units
plot"""

# Counts what goes over websockets, and notes when what is looked for is first on the page.
WATCH = """
window.bytes = 0;
const size = (data) => data.byteLength ?? data.size ?? data.length;
window.WebSocket = class extends WebSocket {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", (event) => { window.bytes += size(event.data); });
  }
  send(data) { window.bytes += size(data); super.send(data); }
};
for (const kind of ["keydown", "pointerup"])
  addEventListener(kind, () => { window.pressed = performance.now(); }, true);
window.seen = {};
const WANTED = {
  text: ".jp-RenderedMarkdown h1", picture: ".jp-OutputArea-output img",
  plot: "canvas.picture[data-frame], .course-plot[data-frame]",
};
const look = () => {
  for (const [name, selector] of Object.entries(WANTED))
    if (document.querySelector(selector)) window.seen[name] ??= performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
TIMES = """async (plot, moves) => {
  const move = %s;
  const times = [];
  for (let i = -1; i < moves; i += 1) {
    const [start, before] = [performance.now(), plot.dataset.frame];
    move(plot, i, moves);
    while (plot.dataset.frame === before) {
      if (performance.now() - start > 20000) throw new Error(`no picture after move ${i}`);
      await new Promise(requestAnimationFrame);
    }
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  return times.slice(1); // the first one only takes hold
}"""
# The left axes take a part of the old picture; a new one has a picture of its own.
DRAG = """(plot, i, moves) => {
  const old = plot.matches("canvas");
  const [low, high] = old ? [0.09, 0.25] : [0.3, 0.7];
  const target = old ? plot : plot.querySelector(".pictures svg");
  const box = target.getBoundingClientRect();
  const fire = (kind, share) => target.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, clientX: box.left + share * box.width, clientY: box.top + box.height / 2 }));
  target.setPointerCapture = () => {}; // there is no real pointer to capture
  if (i < 0) return fire("pointerdown", high);
  fire("pointermove", low + (high - low) * ((i * 7) % moves) / moves);
}"""
NOISE = """(plot, i) => {
  const label = [...document.querySelectorAll("label")].find((l) => l.textContent === "Noise");
  const handle = label.parentElement.querySelector(".noUi-handle");
  const up = i % 20 < 10;
  if (handle) {
    const key = up ? "ArrowRight" : "ArrowLeft";
    return handle.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  }
  const input = label.parentElement.querySelector("input");
  input.value = Number(input.value) + (up ? 0.05 : -0.05);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}"""
PLAY = """async (plot, seconds) => {
  const press = (name) => [...document.querySelectorAll(".jp-OutputArea button")]
    .find((button) => button.textContent.trim() === name).click();
  const start = performance.now();
  press("Play");
  while (performance.now() - start < 1000 * seconds) await new Promise(requestAnimationFrame);
  press("Pause");
  return (performance.now() - start) / 1000;
}"""


@dataclass
class Version:
    """The plots of then or of now, in a running JupyterLab; ``figures`` are all that was seen."""

    name: str
    lab: Lab
    playground: str = ""  # the cell that opens it
    figures: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def note(self, what: str, *values: float) -> None:
        self.figures[what].extend(values)


def opened(version: Version, browser: Browser, cell: str, what: str, number: int) -> Reader:
    """Return a reader with a plot open in a new kernel."""
    reader = Reader(version.lab, browser, f"{what}_{number}", [cell], "doc/tree", script=WATCH)
    reader.run()
    reader.page.wait_for_function("window.seen.plot")
    waited = reader.page.evaluate("window.seen.plot - window.pressed")
    version.note(f"{what}: cell run to plot, new kernel, ms", waited)
    reader.page.wait_for_timeout(1500)  # what comes after the first picture
    return reader


def costed(version: Version, reader: Reader, what: str, script: str, argument: float) -> Any:
    """Run a script on the plot; note what the kernel and the websockets did for each picture."""
    process = psutil.Process(reader.ask("__import__('os').getpid()"))
    plot = reader.page.locator(PLOT)

    def now() -> tuple[float, float, float]:
        times = process.cpu_times()
        count, frame = plot.evaluate("(plot) => [window.bytes, Number(plot.dataset.frame)]")
        return times.user + times.system, count, frame

    before = now()
    result = plot.evaluate(script, argument)
    cpu, count, frames = (b - a for a, b in zip(before, now(), strict=True))
    version.note(f"{what}: kernel CPU a picture, ms", 1000 * cpu / frames)
    version.note(f"{what}: websocket bytes a picture", count / frames)
    return result, frames


def one_round(version: Version, browser: Browser, number: int) -> None:
    """Drag in both plots and train in one."""
    reader = opened(version, browser, EXPLORER, "explorer", number)
    times, _ = costed(version, reader, "explorer", TIMES % DRAG, MOVES)
    version.note("explorer: drag to pixels, ms", *times)
    reader.close()
    reader = opened(version, browser, version.playground, "playground", number)
    times, _ = costed(version, reader, "noise", TIMES % NOISE, MOVES)
    version.note("noise: drag to pixels, ms", *times)
    spent, frames = costed(version, reader, "training", PLAY, SECONDS)
    version.note("training: pictures a second", frames / spent)
    reader.close()


def first_paint(version: Version, browser: Browser, notebook: str, turn: int) -> None:
    """Open a notebook of week 4 and run all of its cells; turn 0 is not counted."""
    week = version.lab.folder / "week4"
    file = shutil.copy(week / notebook, week / f"turn_{turn}_{notebook}")
    reader = Reader(version.lab, browser, f"week4/{file.stem}", [], "doc/tree", script=WATCH)
    page = reader.page
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    pressed = page.evaluate("window.pressed")
    page.wait_for_function("window.seen.plot")
    seen = page.evaluate("window.seen")
    reader.close()
    if turn:
        version.note("opening to text, ms", seen["text"])
        version.note("Run All to first picture, ms", seen["picture"] - pressed)
        version.note("Run All to plot, ms", seen["plot"] - pressed)
        version.note("opening to plot, ms", seen["plot"])


def show(title: str, columns: dict[str, dict[str, list[float]]]) -> None:
    """Print a row for each figure: median and 95th percentile."""
    print(f"\n{title:46}" + "".join(f"{name:>24}" for name in columns))
    for what in dict.fromkeys(what for figures in columns.values() for what in figures):
        row = f"{what:46}"
        for figures in columns.values():
            if values := figures.get(what):
                p50, p95 = np.percentile(values, [50, 95])
                row += f"{p50:12,.1f}{p95:12,.1f}"
            else:
                row += f"{'-':>12}{'-':>12}"
        print(row)


def notebooks(then: Lab, now: Lab, browser: Browser) -> None:
    """Open notebook 01, in turn; today's plots also in the notebook of then."""
    shutil.copy(then.folder / "week4" / FIRST, now.folder / "week4" / f"then_{FIRST}")
    columns = [Version("before", then), Version("now", now), Version("now, cells of then", now)]
    for turn in range(TURNS + 1):
        for version, notebook in zip(columns, (FIRST, FIRST, f"then_{FIRST}"), strict=True):
            first_paint(version, browser, notebook, turn)
    show("notebook 01", {version.name: version.figures for version in columns})


def side_by_side(versions: list[Version], browser: Browser, folder: Path | None) -> None:
    """Drag and train, all in turn."""
    other: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS):
        for version in versions:
            one_round(version, browser, number)
        if folder is not None:
            times, frames = theirs(browser, folder, ratio=1)
            other["noise: drag to pixels, ms"] += times
            other["training: pictures a second"].append(frames)
    ours = {version.name: version.figures for version in versions}
    show("median and 95th percentile", {**ours, "TensorFlow Playground": other})


def main() -> None:
    """Start both servers, and measure."""
    old, python = Path(sys.argv[1]), sys.argv[2]
    playground = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a student's second start compiles nothing
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder) / "then", python) as then,
        running_lab(Path(folder) / "now") as now,
        sync_playwright() as playwright,
    ):
        for lab, root in ((then, old), (now, Path(__file__).parents[2])):
            shutil.copytree(root / "notebooks" / "week4", lab.folder / "week4")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        notebooks(then, now, chromium)  # first, as its uncounted turn fills Matplotlib's font cache
        versions = [Version("before", then, THEN), Version("now", now, NOW)]
        side_by_side(versions, chromium, playground)
        chromium.close()
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
