"""Written answers for simulated classes: points of a lecture, each said in one of many ways."""

from __future__ import annotations

import random
import re
from pathlib import Path

_CHOICE = re.compile(r"\[([^\]]*)\]")
_POINTS = Path(__file__).with_name("similarity_points.txt").read_text("utf-8").splitlines()
_EQUAL = """
weights coefficients|begin start|gives returns|unit neuron|units neurons|get receive|identical equal
because since|small little|drives pushes|zero nothing|error loss|reduces lowers|picture drawing
touches meets|large big|tiny small|slope derivative|learning training|helps works|clear obvious
falls drops|rises climbs|model network|gradient slope|found got|past previous|reaches hits
never hardly|network net|keeps holds|same identical|every each|value number|changes moves
needs requires|only just|best lowest|class label|shrinks reduces|prediction forecast|high large
"""
_SYNONYMS = dict(pair.split() for pair in _EQUAL.replace("\n", "|").strip("|").split("|"))


def essay(rng: random.Random, points: int = 0) -> str:
    """Return a written answer of three to nine points, or of so many."""
    chosen = rng.sample(_POINTS, points or rng.randint(3, 9))
    return " ".join(_CHOICE.sub(lambda m: rng.choice(m[1].split("|")), line) for line in chosen)


def with_synonyms(text: str, rng: random.Random) -> str:
    """Return a text in which words that have a synonym here are replaced, most of the time."""
    return re.sub(
        r"[A-Za-z]+",
        lambda m: _SYNONYMS.get(m[0], m[0]) if rng.random() < 0.8 else m[0],
        text,
    )


def reordered_sentences(text: str, rng: random.Random) -> str:
    """Return the sentences of a text in another order."""
    sentences = re.split(r"(?<=\.) ", text)
    return " ".join(rng.sample(sentences, len(sentences)))
