"""An answer that became a text (kind J), and one that went through a word processor.

Modelled on public reports: code cells that became Markdown (jupyter/nbgrader 92, 107), names of
cells that get lost (jupyter/nbgrader 424, jupytext 735), fences of another style (jupytext 1429),
signs of a word processor (WengerK/vscode-highlight-bad-chars 6), spaces that are none
(googlecodelabs/feedback 1184), and names that lie in the metadata (googlecolab/colabtools 581).
"""

from __future__ import annotations

from typing import Any

import pytest


def retyped(nb: Any, before: str = "", after: str = "", kind: str = "markdown") -> str:
    """Both answers became texts, and all names are lost."""
    for key in ("pair", "table"):
        cell = nb[key]
        for name in ("outputs", "execution_count"):
            cell.pop(name)
        cell |= {"cell_type": kind, "source": f"{before}{cell['source']}{after}"}
    nb.strip()
    return str(nb.text())


def indented(nb: Any) -> str:
    """Code as Markdown knows it without fences."""
    for key in ("pair", "table"):
        nb.write(**{key: "\n".join("    " + n for n in nb[key]["source"].split("\n"))})
    return retyped(nb)


def all_in_one_text(nb: Any) -> str:
    """All answers stand in one text at the end; their cells are gone."""
    text = "\n\n".join(f"My {k}:\n\n```python\n{nb[k]['source']}\n```" for k in ("pair", "table"))
    nb.drop("pair", "table")
    nb.own("summary_text", text, kind="markdown", below=True)
    nb.strip()
    return str(nb.text())


def beside_the_stub(nb: Any) -> str:
    """The stub is still there, and the answer stands in a text above it, names lost."""
    nb.own("pair", nb["pair"]["source"], kind="markdown")
    nb.write(pair="def forward(x):\n    ...\n\n\ndef backward(x):\n    ...")
    nb.strip()
    return str(nb.text())


def word(nb: Any, **signs: str) -> str:
    """A word processor has changed signs of the answers."""
    table = str.maketrans({chr(int(code, 16)): sign for code, sign in signs.items()})
    nb.write(table=nb["table"]["source"].translate(table))
    nb.write(pair=nb["pair"]["source"].translate(table))
    return str(nb.text())


def lined(nb: Any, first: str, other: str) -> str:
    """Each line of an answer has got something before it."""
    start, *rest = nb["pair"]["source"].split("\n")
    nb.write(pair="\n".join([f"{first}{start}", *(f"{other}{line}".rstrip() for line in rest)]))
    return str(nb.text())


def tabs(nb: Any) -> str:
    """An editor has made tabs of some of the spaces."""
    nb.write(pair=nb["pair"]["source"].replace("    return", "\treturn"))
    return str(nb.text())


def escaped(nb: Any) -> str:
    """A program that writes Markdown has escaped what it took for markup."""
    nb.write(pair=nb["pair"]["source"].replace("* (x > 0)", r"\* (x \> 0)"))
    return str(nb.text())


def merged_with_text(nb: Any) -> str:
    """The answer was merged with the text below it, which is no Python."""
    nb.write(table=f"{nb['table']['source']}\n\n{nb['why_text']['source']}")
    nb.drop("why_text")
    return str(nb.text())


def names_in_the_metadata(nb: Any) -> str:
    """The id of each cell was put into its metadata, and nbgrader's metadata is gone."""
    for cell in nb.cells:
        cell["metadata"] = {"id": cell.pop("id")}
    return str(nb.text())


RETYPED = {
    "plain": (retyped, "2 1 0 0"),
    "raw": (lambda nb: retyped(nb, kind="raw"), "2 1 0 0"),
    "an unknown kind": (lambda nb: retyped(nb, kind="x"), "2 1 0 0"),
    "fence": (lambda nb: retyped(nb, "```python\n", "\n```"), "2 1 0 0"),
    "fence with braces": (lambda nb: retyped(nb, "```{python}\n", "\n```\n"), "2 1 0 0"),
    "tildes and a sentence": (
        lambda nb: retyped(nb, "Here it is:\n\n~~~ python\n", "\n~~~\n\nDone!"), "2 1 0 0",
    ),
    "long fence that is not closed": (lambda nb: retyped(nb, "````py\n"), "2 1 0 0"),
    "indented": (indented, "2 1 0 0"),
    "all in one text": (all_in_one_text, "2 1 0 0"),
    "beside the stub": (beside_the_stub, "2 1 0 0"),
    "curly quotes": (lambda nb: word(nb, **{"27": "\u2019"}), "2 1 0 0"),
    "hard spaces": (lambda nb: word(nb, **{"20": "\u00a0"}), "2 1 0 0"),
    "soft hyphens and joiners": (lambda nb: word(nb, **{"3a": ":\u200b"}), "2 1 0 0"),
    "wide brackets": (lambda nb: word(nb, **{"28": "\uff08", "29": "\uff09"}), "2 1 0 0"),
    "line separators": (lambda nb: word(nb, **{"0a": "\u2028"}), "2 1 0 0"),
    "prompts of Python": (lambda nb: lined(nb, ">>> ", "... "), "2 1 0 0"),
    "prompts of IPython": (lambda nb: lined(nb, "In [3]: ", "   ...: "), "2 1 0 0"),
    "all of it indented": (lambda nb: lined(nb, "  ", "  "), "2 1 0 0"),
    "tabs and spaces": (tabs, "2 1 0 0"),
    "escapes of Markdown": (escaped, "2 1 0 0"),
    "merged with a text": (merged_with_text, "2 1 0 0"),
    "names in the metadata": (names_in_the_metadata, "2 1 0 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", RETYPED)
def test_an_answer_is_found_by_what_it_defines(name: str, right: Any, outcome: Any) -> None:
    """It is run, whatever kind its cell has become."""
    build, expected = RETYPED[name]
    assert outcome(build(right)) == expected


def test_a_text_about_an_answer_is_not_one(right: Any, outcome: Any) -> None:
    """A first try that is quoted in a text changes nothing, and a retyped stub gets nothing."""
    right.own("pair_test", "At first:\n```\ndef forward(x):\n    return 7\n```", kind="markdown")
    assert outcome(right.text()).startswith("2 1")
    right.write(pair="```\ndef forward(x):\n    ...\n\n\ndef backward(x):\n    ...\n```")
    right["pair"]["cell_type"] = "markdown"
    right.drop(right.cells[right.place("pair_test") - 1]["id"])
    assert outcome(right.text()) == "0 1 0 0"


def test_wrong_code_stays_wrong(right: Any, outcome: Any) -> None:
    """Only what is Python after signs were put right is run; no other mistake is mended."""
    right.write(table="table = {\u2018high\u2019: 2")
    assert outcome(right.text()) == "2 0 0 0"
