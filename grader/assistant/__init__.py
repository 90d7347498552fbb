"""The assistant's day, a file or folder for each command: collect, grade, mark, return, export.

What stands here reads submissions and the gradebook; how an answer is run and judged does not.
"""
