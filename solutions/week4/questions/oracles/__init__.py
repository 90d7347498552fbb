"""Answers to the questions by another road than the bank's, a file for each topic.

An oracle has the name of its question and computes from ``question.given``, never with the bank or
``course_lib``: a number, the texts of the right options, or a text.
"""
