"""Mathematics, written once in LaTeX and printed for each kind of output.

``parse`` reads the subset of LaTeX that the bank and ``course_lib`` use; ``typst``, ``mathml``
and ``plain`` print it.  A macro that is not known stops the build with its name: a converter
that drops what it does not know would print a wrong exam.
"""
