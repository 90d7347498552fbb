"""Settings for all tests."""

from hypothesis import settings

# Examples may be slow on a busy machine; a test promises a result, never a time.
settings.register_profile("course", deadline=None)
settings.load_profile("course")
