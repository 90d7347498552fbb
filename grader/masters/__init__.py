"""The masters: what they ask, what is given away of them, and whether they keep their word."""
