"""``python -m grader`` does what the console script ``grader`` does."""

from grader.cli import main

main()
