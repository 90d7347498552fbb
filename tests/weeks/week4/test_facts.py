"""The facts that questions and cheat sheet read are those that the notebooks tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from masters import Master

from course_lib.activations import ACTIVATIONS, IDENTITY, MAXOUT
from course_lib.losses import LOSSES
from course_lib.techniques import FITS, PENALTIES, TECHNIQUES

Open = Callable[[str], Master]


def _bare(text: str) -> str:
    """Return a text of a cell without emphasis and formulas, on one line."""
    return " ".join(re.sub(r"\$[^$]*\$|[*`_]", "", text).split())


def _rows(text: str, heading: str) -> Iterator[list[str]]:
    """Yield the rows of the one table whose first line begins so."""
    assert text.count(heading) == 1
    for line in text[text.index(heading) :].splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def test_what_each_technique_changes_and_gives(master: Open) -> None:
    """The table of the week's last page says the same, word by word."""
    told = {
        row[0]: [_bare(cell) for cell in row[1:4]]
        for row in _rows(master("06_early_stopping").text(), "| technique |")
    }
    for technique in TECHNIQUES.values():
        if technique.title == "Elastic net":  # it is L1 and L2 in one
            continue
        changes, gives, dial = told.pop(technique.title)
        assert changes.rstrip(": ") == technique.changes
        assert gives == technique.gives
        assert dial in (technique.dial, "")  # p is set as a formula
    assert told == {}


def test_what_penalties_do_to_weights(master: Open) -> None:
    """The comparison of notebook 04, cell by cell."""
    told = {
        row[0]: row[1:]
        for row in _rows(master("04_l1_l2_regularization").text(), "| | L1 (lasso) |")
    }
    for place, penalty in enumerate(PENALTIES.values()):
        assert told["pull on a weight"][place] == penalty.pull
        assert told["weights"][place] == penalty.weights
        assert told["correlated features"][place] == penalty.correlated
        assert told["use it for"][place] == penalty.used_for


@pytest.mark.parametrize("kind", FITS)
def test_what_counts_as_overfitting(kind: str, master: Open) -> None:
    """Errors and meaning of each fit stand in notebook 04, and the warning about gaps."""
    text = _bare(master("04_l1_l2_regularization").text())
    assert FITS[kind].errors in text
    assert FITS[kind].means in text
    assert "A gap alone shows nothing" in text


def test_what_early_stopping_watches(master: Open) -> None:
    """The notebook monitors the number that the exam asks for."""
    text = _bare(master("06_early_stopping").text())
    assert f"monitor {TECHNIQUES['stopping'].watches}" in text
    assert "without changing the loss function" in text


def test_where_each_activation_is_used(master: Open) -> None:
    """Layer and task of the table of notebook 01 are those of the library."""
    told = {
        _bare(row[0]).strip("()"): row
        for row in _rows(master("01_activations").text(), "| activation |")
    }
    for fact in [*ACTIVATIONS.values(), MAXOUT, IDENTITY]:
        _, task, exactly = told.pop({"Identity": "identity"}.get(fact.title, fact.title))
        layers = re.findall(r"\*(output|hidden|Output|Hidden)\*", exactly)
        use = fact.typical_use.lower()
        assert f"{layers[0].lower()} layer" in use
        for word in ("binary", "multiclass"):
            assert (word in task.lower()) == (word in use)
        assert ("regression" in task or "regression" in exactly) == ("regression" in use)
    assert told == {}


def test_which_loss_goes_with_which_output(master: Open) -> None:
    """The pairs of notebook 01 are those of the library."""
    text = _bare(master("01_activations").text())
    (pairs,) = re.findall(r"With the output goes its loss: (.*?)\.", text)
    for loss in LOSSES.values():
        name = loss.name.replace("_entropy", "-entropy").replace("_", " ")
        assert not loss.partner or f"{loss.partner} with the {name}" in pairs
