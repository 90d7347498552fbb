"""Zip archives with the same bytes at any time of day."""

from __future__ import annotations

import io
import zipfile

_DATE = (2020, 1, 1, 0, 0, 0)


def undated(data: bytes) -> bytes:
    """Return a zip archive with every date in it set to the same day, in the same order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            fresh = zipfile.ZipInfo(entry.filename, _DATE)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.external_attr = entry.external_attr
            new.writestr(fresh, old.read(entry))
    return buffer.getvalue()
