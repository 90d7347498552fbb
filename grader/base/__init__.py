"""What every part stands on: a course's places, errors, records, files and tables.

Nothing here imports another part of the grader, and nothing here decides a grade.
"""
