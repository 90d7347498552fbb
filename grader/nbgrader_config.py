"""Tells nbgrader where this course keeps its files; the grader's commands read it too.

Plain nbgrader commands work from this folder, because nbgrader reads the configuration of the
folder it is started in::

    cd grader
    nbgrader generate_assignment week4 --force
    nbgrader autograde week4
    nbgrader generate_feedback week4
    nbgrader export --to grades.csv

From any other folder, put this folder into ``JUPYTER_CONFIG_PATH``.
"""

from pathlib import Path

from grader.base.week import names_left_out

c = get_config()  # type: ignore[name-defined]  # noqa: F821  # nbgrader provides the name

root = Path(__file__).resolve().parents[1]

c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "notebooks"
c.CourseDirectory.submitted_directory = "grader/work/submitted"
c.CourseDirectory.autograded_directory = "grader/work/autograded"
c.CourseDirectory.feedback_directory = "grader/work/feedback"
c.CourseDirectory.solution_directory = "grader/work/solution"
c.CourseDirectory.db_url = f"sqlite:///{root / 'grader' / 'work' / 'gradebook.db'}"

# A release holds masters, exercises and listed data files: what is on no list stays here.
c.CourseDirectory.ignore = names_left_out(root / "solutions")

# A stub says "not done yet" and is not an error, so that a student can run the notebook through.
c.ClearSolutions.code_stub = {"python": "...  # YOUR CODE HERE"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# A student who deleted a test cell is graded all the same.
c.OverwriteCells.add_missing_cells = True

# A heading gets no name in the page: a student's could take the name of a box for points, and the
# formgrader would then look for that box in the heading.
c.HTMLExporter.exclude_anchor_links = True
