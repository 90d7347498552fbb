"""Learning management systems, a file for each: what they give, and what they take back."""
