"""The engine of exams: drawing questions, and a writer for each kind of paper or quiz.

It knows no question: they stand in the folders of the weeks.
"""
