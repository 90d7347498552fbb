"""Ways to regularize, by key words."""

from ._words import by_words

KNOWN = [
    ("number of updates", "Early"), ("while it is trained", "Dropout"), ("examples?", "Data"),
    ("absolute weights", "L1"), ("squared weights", "L2"), ("patience", "Early"),
    ("probability $p$", "Dropout"), ("keep the label", "Data"), ("selected", "L1"),
    ("factor below 1", "L2"), ("exactly 0", "L1"), ("one input gives", "Dropout"),
    ("fewer epochs", "Early"), ("same photographs", "Data"), ("fades as", "L2"),
]  # fmt: skip


def technique_known_by(question):
    return by_words(question, KNOWN)


FACTS = [
    ("early stopping watch", "The validation error"), ("stopping change?", "number of updates"),
    ("stopping save", "only do harm"), ("literal rule", "hiccup by chance"),
    ("kept by a copy", "in place"), ("cost, whatever", "not learnt from"),
    ("Which penalty does", r"L2; few steps act like a large"), ("is reported", "too friendly"),
    ("from 2 to 20", "later, lower minimum may be found"),
]  # fmt: skip


def stopping_facts(question):
    return by_words(question, FACTS)


CLAIMS = [
    ("do in training?", "switches off units"), ("network predicts", "all units are at work"),
    ("what is `p`", "entry is zeroed"), ("What is co-adaptation", "only together"),
    ("work against", "cannot count on"), ("How often", "for each example of its own"),
    ("improves robustness", "hidden units fail"), ("no riddle", "validation with it off"),
    ("inside the forward", "same units are missing"),
]  # fmt: skip


def dropout_claims(question):
    return by_words(question, CLAIMS)


ORACLES = [technique_known_by, stopping_facts, dropout_claims]
