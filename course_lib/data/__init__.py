"""Small data sets that ship with the course; SOURCES.md tells where each one comes from."""
