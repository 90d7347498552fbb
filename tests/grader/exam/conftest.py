"""The tests of the exam share ``stress.py``, which lies beside them."""

import sys
from pathlib import Path

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))
