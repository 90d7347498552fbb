"""From the files of a submission to the master's cells with a student's answers in them.

Nothing here runs code or gives a point.
"""
