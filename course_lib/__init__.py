"""The lecture of Week 4 as NumPy code: one file per concept, in the order of the slides.

Import the file you need, ``from course_lib import activations``, or the name in it,
``from course_lib.layers import Dense``.  Importing the package itself loads nothing but
this page; matplotlib and ipywidgets are loaded by ``plots`` and ``widgets`` when first used.

``SLIDES.md`` leads from each slide to its functions, ``OWN_PARTS.md`` tells how to write a layer
or a loss of your own.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  # a student may import it without pip
    raise ImportError(
        "course_lib needs Python 3.11 or newer, and this kernel has {}.{}. Install a newer one, "
        "and make the environment again as the README says.".format(*sys.version_info)
    )
