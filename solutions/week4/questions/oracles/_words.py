"""Questions in words: a table from key words of the prompt to those of the answer."""


def by_words(question, table):
    """The one option with the words that belong to the one row whose prompt words occur."""
    rows = [answer for asked, answer in table if asked in question.prompt]
    assert len(rows) == 1, f"{len(rows)} rows for {question.prompt!r}"
    found = {o.text for o in question.answer.options if rows[0] in o.text}
    assert len(found) == 1, f"{found} for {question.prompt!r}"
    return found
