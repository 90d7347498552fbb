"""Item analysis: what the answers of a class say about the questions of an exam.

``headings`` and ``reading`` take a table of marks, or what Moodle and Canvas export; ``matching`` finds
the question behind each column; ``figures`` are the numbers, ``advice`` what to do with a
question, and ``page`` shows both.
"""
