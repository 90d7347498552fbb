"""Exam preparation: one bank of questions, and a writer for each kind of paper or quiz."""
