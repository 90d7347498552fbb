"""What Python source says without being run: names, imports, effects, the version it needs.

Nothing here runs a line of it.
"""
