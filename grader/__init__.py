"""The course's grader: release, collect, grade, return, report, and set exams."""
