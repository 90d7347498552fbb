"""``grader mark``: written answers marked question by question, by several people, in a browser.

``material`` is what is marked, ``store`` keeps who gave what, ``changes`` changes a rubric,
``line_up`` says what comes next, ``groups`` finds like answers, ``desk`` does what the page asks,
and ``server`` is reached from this machine only.
"""
