"""What an augmentation keeps and what it changes.  Arrays have at most nine whole numbers."""

from __future__ import annotations

import numpy as np

from course_lib.augmentation import flip_images, reverse_signals
from grader.exam.answers import choose, choose_several, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Option, Question, UnsuitableError
from grader.exam.wording import matrix, number, vector

from ._concepts import fair

SLIDE = "Regularization in Neural Networks"


@question(title="Augment an array", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 1.5))
def augmented_array(rng: np.random.Generator, level: int) -> Question:
    """Level 1 reverse a signal, level 2 mirror an image, level 3 mirror and shift it."""
    if level == 1:
        x = rng.integers(0, 6, size=5).astype(float)
        right = reverse_signals(x[None], p=1, rng=rng)[0]
        others = {
            vector(np.roll(x, 1).tolist()): "That is shifted, not reversed.",
            vector((-x).tolist()): "That changes the sign of the values.",
            vector(np.sort(x)[::-1].tolist()): "That is sorted.",
            vector(x.tolist()): "That is the signal itself.",
        }
        shown, what = vector(x.tolist()), "The signal is read backwards. What comes out?"
        answer = vector(right.tolist())
    else:
        x = rng.integers(0, 6, size=(3, 3)).astype(float)
        mirrored = flip_images(x[None], p=1, rng=rng)[0]
        shifted = np.zeros_like(x)
        shifted[:, 1:] = mirrored[:, :-1]  # one column to the right, zeros move in
        right = mirrored if level == 2 else shifted
        others = {
            matrix(x[::-1].tolist()): "That is mirrored top to bottom.",
            matrix(x.T.tolist()): "That is transposed.",
            matrix(mirrored.tolist()): "That is mirrored only.",
            matrix(np.roll(mirrored, 1, axis=1).tolist()): "What moves out is lost, not moved in.",
            matrix(np.rot90(x, 2).tolist()): "That is turned by 180 degrees.",
        }
        step = " and then moved one column to the right, with zeros moving in" if level == 3 else ""
        shown, answer = matrix(x.tolist()), matrix(right.tolist())
        what = f"The image is mirrored left to right{step}. What comes out?"
    wrong = {f"${text}$": why for text, why in others.items() if text != answer}
    return Question(
        prompt=f"$${shown}$$\n\n{what}",
        answer=choose(rng, (f"${answer}$", "Yes, entry by entry."), wrong),
        solution=(f"The result is ${answer}$.",),
        given={"x": x.tolist(), "level": level},
    )


_CASES = [
    (1, "photographs of cats and dogs", "mirroring left to right", True),
    (1, "scanned digits", "mirroring left to right", False),
    (1, "scanned digits", "shifting by one pixel", True),
    (1, "printed letters, b and d among them", "mirroring left to right", False),
    (2, "scanned digits, with 6 and 9 among them", "turning by 180 degrees", False),
    (2, "scanned digits", "turning by at most 10 degrees", True),
    (2, "aerial photographs of fields", "turning by any angle", True),
    (2, "photographs of traffic signs that point left or right", "mirroring left to right", False),
    (2, "recordings of spoken words", "adding a little noise", True),
    (2, "recordings of spoken words", "playing backwards", False),
    (3, "heartbeat curves, to measure the heart rate", "stretching in time", False),
    (3, "heartbeat curves, to detect a missing beat", "a small change of amplitude", True),
    (3, "photographs, to tell ripe tomatoes by their colour", "changing the hue", False),
    (3, "photographs, to tell cars from lorries", "changing the hue", True),
    (3, "texts, to tell praise from blame", "dropping the word not", False),
    (3, "points in the plane, to tell two noisy moons apart", "small Gaussian jitter", True),
]


@question(title="Which augmentation keeps the label", slide=SLIDE, points=(1, 2, 2),
          minutes=(1, 1.5, 2))  # fmt: skip
def label_kept(rng: np.random.Generator, level: int) -> Question:
    """Pairs of data and augmentation of the level, and some of its neighbour."""
    keep, lose = "The class stays what it was.", "It can turn one class into another."
    options = [
        Option(f"{data[0].upper()}{data[1:]}: {change}", kept, keep if kept else lose)
        for at, data, change, kept in _CASES
        if at in (min(level, 2), min(level, 2) + 1)
    ]
    return Question(
        prompt="Which of these augmentations keep the label right?",
        answer=choose_several(rng, options, count=4),
        solution=("An augmentation is legal if a person would still give the same label.",),
        given={},
    )


@question(title="How much data does it make", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1.5, 2))
def augmented_count(rng: np.random.Generator, level: int) -> Question:
    """Level 1 copies per image, level 2 shifts, level 3 chance of seeing an image unchanged."""
    n = 100 * int(rng.integers(2, 13))
    value: float
    mistakes: dict[str, float]
    if level == 1:
        k = int(rng.integers(2, 6))
        value, mistakes = float(n * (k + 1)), {
            "The originals are kept too.": n * k, "Each image has its own copies.": n + k,
        }  # fmt: skip
        prompt = (
            f"A set of {n} images is enlarged by {k} changed copies of each; the originals stay. "
            "How many images are there then?"
        )
        line = rf"${n} \cdot (1 + {k}) = {number(value)}$."
    elif level == 2:
        s, t = (int(v) for v in rng.integers(1, 6, size=2))
        up, left = 2 * s + 1, 2 * t + 1
        value, mistakes = float(up * left), {
            "Both directions are free, so the counts are multiplied.": up + left,
            "No shift counts too.": 4 * s * t, "Shifts go both ways.": (s + 1) * (t + 1),
        }  # fmt: skip
        prompt = (
            f"An image is shifted up or down by at most {s} whole pixel{'s' if s > 1 else ''} and, "
            f"independently of that, left or right by at most {t}. How many versions of it are "
            "there, the unshifted one among them?"
        )
        line = (
            rf"${up}$ ways one way and ${left}$ the other: ${up} \cdot {left} = {number(value)}$."
        )
    else:
        p, k = pick(rng, [0.5, 0.2, 0.25]), int(rng.integers(2, 4))
        value, mistakes = n * (1 - p) ** k, {
            "Independent chances are multiplied.": max(0.0, n * (1 - k * p)),
            "These were changed by all of them.": n * p**k,
            "These escaped one of them.": n * (1 - p),
        }  # fmt: skip
        if round(value, 6) % 0.5:
            raise UnsuitableError("the mean should be a short decimal")
        prompt = (
            f"In every epoch each of {n} images passes {k} independent augmentations, each applied "
            f"with probability {p:g}. How many images go unchanged on average?"
        )
        line = rf"${n} \cdot (1 - {p:g})^{k} = {number(value)}$."
    return Question(
        prompt=prompt,
        answer=numeric(value, mistakes, tolerance=0.1),
        solution=(line,),
        given={
            "n": n,
            "level": level,
            "k": k if level != 2 else (s, t),
            "p": p if level == 3 else None,
        },
    )


_TRAPS = [
    ("The validation set is augmented with the same random changes.",
     "The validation set should show what the model meets in use."),
    ("Copies are made first, and the set is split into training and validation after that.",
     "Then changed copies of one image are on both sides, and the validation loss lies."),
    ("The enlarged images are shuffled, and their labels stay in the old order.",
     "Labels must stay beside their examples."),
    ("Images are mirrored and keep their labels, although the classes are left and right.",
     "Mirroring exchanges these two classes: it is no change that keeps the label."),
]  # fmt: skip
_FINE = [
    ("Training images get fresh random shifts in every epoch, all within their frame.",
     "That is what it is for."),
    ("The split into training and validation comes first, and only then the augmentation.",
     "So nothing leaks."),
    ("The strength of the noise is chosen by the loss on validation images left as they are.",
     "It is a hyperparameter."),
    ("Augmentation is switched off when the model is in use.", "It belongs to training."),
    ("The random generator is passed in, so a run can be repeated.", "That is good practice."),
    ("The same changed copies, made once, serve in all epochs of the training.",
     "Fresh ones would be more diverse, but nothing lies here."),
]  # fmt: skip


@question(
    title="Mistakes in a pipeline", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 1.5), variants=18
)
def pipeline_trap(rng: np.random.Generator, level: int) -> Question:
    """Level 1 and 2 the one mistake among good habits, level 3 all of them."""
    if level == 3:
        options = [Option(text, True, why) for text, why in _TRAPS]
        options += [Option(text, False, why) for text, why in _FINE]
        answer = choose_several(rng, options, count=5)
        prompt = "Which steps of this training pipeline are mistakes?"
    else:
        trap = pick(rng, _TRAPS)
        answer = fair(rng, trap, dict(_FINE), count=3 + level)
        prompt = "Which step of this training pipeline is a mistake?"
    return Question(
        prompt=prompt,
        answer=answer,
        solution=("Augmentation belongs to the training set only, after the split.",),
        given={"traps": [text for text, _ in _TRAPS]},
    )
