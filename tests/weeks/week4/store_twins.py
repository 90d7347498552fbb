"""Store what PyTorch gives in the last cells of the notebooks, where it is installed.

``python tests/weeks/week4/store_twins.py`` writes ``solutions/week4/twins.json``, from which the
same cells show the numbers on a computer without PyTorch.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # masters.py lies there

from masters import ROOT, Master

WEEK = ROOT / "solutions" / "week4"
STORED = WEEK / "twins.json"
CELL = "twin_in_pytorch"


def twins(master: Master) -> Any:
    """Run what is graded and the twin, and return what the twin shows."""
    wanted = [cell for cell in master.code if cell in master.graded() or cell.id == CELL]
    return master.run(wanted, {"__name__": "__main__"})[CELL]


def numbers() -> dict[str, Any]:
    """Return PyTorch's numbers of every notebook, and its version."""
    found: dict[str, Any] = {"torch": version("torch").partition("+")[0]}
    for path in sorted(WEEK.glob("*.ipynb")):
        theirs = twins(Master(path)).theirs
        found[path.stem] = {name: value.tolist() for name, value in theirs.items()}
    return found


if __name__ == "__main__":
    STORED.write_text(json.dumps(numbers(), indent=1) + "\n", encoding="utf-8")
    print(f"{STORED} is {STORED.stat().st_size:,} bytes")
