"""The tests of the exam share ``formulas.py`` beside them, and ``stress.py`` with the weeks."""

import sys
from pathlib import Path

# pytest's importlib mode leaves sys.path alone.
HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "weeks")]
