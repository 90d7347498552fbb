"""Plain data between the trusted side and a student's process; never pickle, and nothing is run."""
