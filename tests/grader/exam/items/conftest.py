"""The tests share ``simulated.py`` beside them."""

import sys
from pathlib import Path

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))
