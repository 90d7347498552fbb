"""The exercises of the week, a file for each: inputs, right values by another road, known mistakes.

A file that begins with an underscore is shared by several. Students get this folder, because the
visible tests name mistakes with it; no process that runs a graded answer can import it.
"""
