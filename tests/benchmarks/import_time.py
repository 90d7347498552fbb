"""What `import course_lib` costs on top of `import numpy`, and what it loads.

Run it:  python tests/benchmarks/import_time.py [rounds]

Each import runs in a fresh interpreter, in turns; the figures are medians.  The target is at most
30 ms more than NumPy alone, and neither matplotlib nor ipywidgets.  The last line imports every
NumPy module of course_lib, as a notebook that uses them all would.
"""

from __future__ import annotations

import pkgutil
import statistics
import subprocess
import sys

import course_lib

HEAVY = ("matplotlib", "ipywidgets", "IPython", "sklearn", "scipy")
PROGRAM = """
import sys, time
start = time.perf_counter()
{imports}
print(time.perf_counter() - start, *(name for name in {heavy} if name in sys.modules))
"""


def milliseconds(imports: str) -> tuple[float, list[str]]:
    program = PROGRAM.format(imports=imports, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    taken, *loaded = done.stdout.split()
    return 1000 * float(taken), loaded


def main(rounds: int) -> None:
    modules = [m.name for m in pkgutil.iter_modules(course_lib.__path__)]
    every = [f"import course_lib.{name}" for name in modules if name not in ("plots", "widgets")]
    cases = {
        "import numpy": "import numpy",
        "import numpy, course_lib": "import numpy, course_lib",
        f"import numpy and {len(every)} modules": "\n".join(["import numpy", *every]),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    loaded: dict[str, list[str]] = {}
    for _ in range(rounds):
        for name, imports in cases.items():
            taken, loaded[name] = milliseconds(imports)
            times[name].append(taken)
    numpy_alone = statistics.median(times["import numpy"])
    for name in cases:
        median = statistics.median(times[name])
        heavy = ", ".join(loaded[name]) or "nothing heavy"
        print(f"{name:32} {median:6.1f} ms   {median - numpy_alone:+5.1f} ms   loads {heavy}")
    print(f"medians of {rounds} rounds; target: at most +30 ms, nothing heavy")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
