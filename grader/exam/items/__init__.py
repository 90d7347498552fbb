"""Item analysis: what the answers of a class say about the questions of an exam.

``headings`` and ``reading`` take a table of marks, or what Moodle and Canvas export; ``matching``
and ``options`` find the question behind each column and the option behind each answer;
``figures`` has the numbers and what to do with a question, and ``page`` shows both.
"""
