"""Every formula that the bank and ``course_lib`` print, for the tests of the writers."""

from functools import cache

from course_lib.activations import ACTIVATIONS, MAXOUT
from course_lib.losses import LOSSES
from course_lib.regularizers import L1, L2, ElasticNet
from grader.exam import bank, markup
from grader.exam.bank.validity import texts
from grader.exam.question import Question


@cache
def questions() -> tuple[Question, ...]:
    """Two variants of each level of each question."""
    return tuple(
        entry.draw(bank.variant_rng(seed, entry.id, level), level)
        for entry in bank.load().values()
        for level in (1, 2, 3)
        for seed in (1, 2)
    )


@cache
def formulas() -> tuple[str, ...]:
    """The LaTeX of all formulas in those variants and in the facts of the course."""
    found = {
        fact for a in [*ACTIVATIONS.values(), MAXOUT] for fact in (a.formula, a.derivative_formula)
    }
    found |= {fact for loss in LOSSES.values() for fact in (loss.formula, loss.gradient_formula)}
    for penalty in (L1, L2, ElasticNet):
        found |= {penalty.formula, penalty.gradient_formula, penalty.prox_formula}
    for question in questions():
        for text in texts(question):
            spans = [span for block in markup.blocks(text) for span in block.spans]
            found |= {span.text for span in spans if span.kind == "math"}
    return tuple(sorted(found))
