"""One notebook's run: the judge process, the calls to the student's process, the test cells.

Nothing here reads a submission's files or knows a gradebook.
"""
