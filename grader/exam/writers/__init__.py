"""A writer per kind of output: each takes questions and returns the bytes of a file."""
