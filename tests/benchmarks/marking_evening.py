"""An evening of marking in real browsers, with keys only: 300 students with three answers each.

    python tests/benchmarks/marking_evening.py one      60 answers by one person: time, memory
    python tests/benchmarks/marking_evening.py three    900 by three, SQLite; kills as below
    python tests/benchmarks/marking_evening.py three --postgres

With ``three``, three Chromium processes mark at once. The server is killed at a quarter and at
three quarters, a browser in the middle; each is started again. Then every mark is compared with
what was pressed, and the history is counted.
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from grader.base.course import Course  # noqa: E402
from grader.gradebook import reading  # noqa: E402
from grader.gradebook.by_hand import given  # noqa: E402
from grader.marking.desk import Desk  # noqa: E402
from tests.benchmarks import postgres_server  # noqa: E402
from tests.benchmarks.marking_class import make  # noqa: E402
from tests.benchmarks.marking_page import (  # noqa: E402
    CHROMIUM,
    FLAGS,
    Server,
    chromium,
    serving,
    sit_down,
    start,
)

QUESTIONS = ("why_zero", "twice_counted", "which_penalty")
_PRESSED = """addEventListener("keydown", event => {
  if (event.key === "Enter") window.pressedAt = performance.now();
}, true);"""
_TOOK = "performance.getEntriesByName('shown').at(-1).startTime - window.pressedAt"


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def key_of(page: Page) -> tuple[str, int]:
    """Return which answer is on the screen: its question and number; 0 at the end."""
    words = page.locator("#where").inner_text().split()
    number = int(words[1]) if words[0] == "Answer" else 0
    return page.locator("#question").input_value(), number


def press_some(page: Page, rng: random.Random) -> float:
    """Earn one to three items, or nothing; return the points that the page says."""
    count = page.locator("#items .item").count()
    keys = rng.sample("123456789"[:count], rng.randint(1, 3)) if rng.random() > 0.05 else ["0"]
    for key in keys:
        page.keyboard.press(key)
    return float(page.locator("#points").inner_text().split()[0])


def give(page: Page, before: tuple[str, int]) -> None:
    """Press Enter and wait for another answer, or the end."""
    page.keyboard.press("Enter")
    deadline = time.monotonic() + 300
    while key_of(page) == before:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{before} stays: {page.locator('#say').inner_text()}")
        page.wait_for_timeout(5)


def one(course: Course) -> None:
    """Mark 60 answers and print how long each took, from Enter to the next one shown."""
    with serving(course, "week4") as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.add_init_script(_PRESSED)
        sit_down(page, server, "ana")
        rng, took = random.Random(1), []
        started = time.monotonic()
        for _ in range(60):
            before = key_of(page)
            press_some(page, rng)
            give(page, before)
            page.wait_for_timeout(50)  # the next frame, in which "shown" is noted
            took.append(page.evaluate(_TOOK))
        say(f"60 answers in {time.monotonic() - started:.0f} s; from Enter to the next one shown: "
            f"median {median(took):.0f} ms, p95 {quantiles(took, n=20)[-1]:.0f} ms, "
            f"most {max(took):.0f} ms; the server has {server.memory():.0f} MB")  # fmt: skip


@dataclass
class Evening:
    """What three people pressed, and what they share."""

    course: Course
    server: Server
    pressed: dict[tuple[str, int], list[tuple[str, float]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    crash: threading.Event = field(default_factory=threading.Event)
    faults: list[str] = field(default_factory=list)
    people: int = 3

    def done(self) -> int:
        """Return how many marks were given."""
        return sum(map(len, self.pressed.values()))


def person(evening: Evening, name: str, crashes: bool) -> None:
    """Mark until nothing waits, each question after the other."""
    try:
        with sync_playwright() as playwright:
            browser, page = _open(playwright.chromium, evening, name)
            rng = random.Random(name)
            while True:
                before = key_of(page)
                if not before[1]:
                    if not any(_choose(page, question) for question in QUESTIONS):
                        break
                    continue
                points = press_some(page, rng)
                if crashes and evening.crash.is_set():
                    evening.crash.clear()
                    browser.close()  # in the middle of an answer
                    browser, page = _open(playwright.chromium, evening, name)
                    continue
                give(page, before)
                with evening.lock:
                    evening.pressed.setdefault(before, []).append((name, points))
            browser.close()
    except Exception as error:
        evening.faults.append(f"{name}: {type(error).__name__}: {error}")
    finally:
        evening.people -= 1


def _open(kind: object, evening: Evening, name: str) -> tuple[Browser, Page]:
    browser = kind.launch(executable_path=CHROMIUM, args=FLAGS)  # type: ignore[attr-defined]  # playwright
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    sit_down(page, evening.server, name)
    return browser, page


def _choose(page: Page, question: str) -> bool:
    """Choose a question; return whether an answer to it waits for this person."""
    page.locator("#question").select_option(question)
    page.wait_for_timeout(1500)
    return key_of(page)[1] > 0


def three(course: Course) -> None:
    """Mark all answers with three browsers, with kills, and compare."""
    evening = Evening(course, start(course, "week4"))
    threads = [threading.Thread(target=person, args=(evening, name, name == "bo"))
               for name in ("ana", "bo", "cy")]  # fmt: skip
    started = time.monotonic()
    for thread in threads:
        thread.start()
    plan = [(225, "server"), (450, "browser"), (675, "server")]
    while evening.people:
        time.sleep(0.5)
        if plan and evening.done() >= plan[0][0]:
            what = plan.pop(0)[1]
            say(f"{evening.done()} marked after {time.monotonic() - started:.0f} s: kill a {what}")
            if what == "browser":
                evening.crash.set()
            else:
                evening.server.kill()
                evening.server = start(course, "week4", evening.server.port)
    for thread in threads:
        thread.join()
    say(f"{evening.done()} marks in {time.monotonic() - started:.0f} s; faults: {evening.faults}")
    say(f"the server has {evening.server.memory():.0f} MB")
    evening.server.stop()
    compare(evening)


def compare(evening: Evening) -> None:
    """Print whether each mark is in the gradebook once, as it was pressed, with its history."""
    desk = Desk.of_course(evening.course, "week4")
    lines = desk.store.refresh()
    wrong, twice, lost = [], [], []
    marks = Counter[int]()
    for exercise in QUESTIONS:
        question = desk.material.questions[exercise]
        with reading(evening.course, "week4") as gradebook:
            has = given(gradebook, "week4", question.notebook, question.cell)
        for n, student in enumerate(desk.order[exercise], 1):
            said = evening.pressed.get((exercise, n), [])
            if len(said) > 1:
                twice.append((exercise, n, said))
            if not said or has[student].manual is None:
                lost.append((exercise, n))
            elif has[student].manual != said[-1][1]:
                wrong.append((exercise, n, said, has[student].manual))
            numbered = lines.of.get((exercise, student, 1), {})
            if sorted(numbered) != list(range(1, len(numbered) + 1)):
                wrong.append((exercise, n, "a gap in the history"))
            marks[sum(line.kind == "mark" for line in numbered.values())] += 1
    desk.close()
    say(f"lost {len(lost)}, marked twice {len(twice)}, other points than pressed {len(wrong)}; "
        f"answers by number of given marks in the history: {dict(marks)}")  # fmt: skip
    for what in (lost, twice, wrong):
        say(f"  {what[:5]}") if what else None


def main() -> None:
    """Run what the words ask for."""
    with tempfile.TemporaryDirectory(prefix="marking-") as folder:
        programs = postgres_server.programs()
        if "--postgres" in sys.argv and programs:
            with (
                postgres_server.server(programs) as address,
                postgres_server.database(address) as db,
            ):
                three(make(Path(folder), db=db, everybody=True))
            return
        with nullcontext():
            course = make(Path(folder), everybody="three" in sys.argv)
            three(course) if "three" in sys.argv else one(course)


if __name__ == "__main__":
    main()
