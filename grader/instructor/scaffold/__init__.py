"""``grader new``: a week, a notebook, an exercise or a question that works at once.

What is written is an example in the right places, to be replaced part by part. The texts are in
``templates/``. Nothing here grades or releases.
"""
