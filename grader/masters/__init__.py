"""The masters: what they ask, and what is given away of them.

Nothing here reads what students handed in.
"""
