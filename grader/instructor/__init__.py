"""The instructor's work on the notebooks: release them, prove that they grade as meant.

Exams have a folder of their own; what students handed in is never read here.
"""
