"""Practice from one's own mistakes: from what grading found to a sheet of questions.

``links`` says which questions train a mistake, ``losses`` what a student or a class lost points
for, ``plan`` which questions they get, in which order, and why.
"""
