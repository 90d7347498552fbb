"""The errors that the grader reports to a person.  This file imports nothing of the grader."""


class GraderError(Exception):
    """Something the person at the keyboard can mend; shown as one message, without a traceback.

    Parameters
    ----------
    message : what is wrong: who says it, what it must be, and what it is.
    hint : what to do about it; may be empty.

    Examples
    --------
    >>> str(GraderError("week5 is not an assignment", hint="Did you mean week4?"))
    'week5 is not an assignment. Did you mean week4?'
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        self.message = message.rstrip(".")
        self.hint = hint
        super().__init__(f"{self.message}. {hint}".rstrip() if hint else self.message)


class UnconfinedError(GraderError):
    """This machine cannot confine student code."""

    exit_code = 2


_STORAGE = {
    "no space left": "The disk is full. Free some space and run the command again.",
    "disk is full": "The disk is full. Free some space and run the command again.",
    "quota": "Your disk quota is used up. Free some space and run the command again.",
    "read-only file": "The disk is read-only.",
    "readonly": "The gradebook is read-only. Make the file and its folder writable.",
    "permission": "Check the owner and the permissions.",
    "not permitted": "Check the owner and the permissions.",
    "unable to open": "Make the gradebook's folder readable and writable.",
    "locked": "Another program is writing to the gradebook. Close it and run the command again.",
    "lock timeout": "Another program is writing to the gradebook. Close it and try again.",
    "connection refused": "Is the database server running, and is the address of --db right?",
    "authentication failed": "Check the user and the password in the address of --db.",
    "not a database": "Put a copy of the gradebook there, or move the file away and grade again.",
    "malformed": "Put a copy of the gradebook there, or move the file away and grade again.",
    "no such column": "Another version of nbgrader made it; `nbgrader db upgrade` may mend it.",
    "no such table": "Another version of nbgrader made it; `nbgrader db upgrade` may mend it.",
    "does not exist": "Check the address of --db; the database must exist and may be empty.",
    "server closed the connection": "The database server has stopped. Run the command again later.",
}


def storage_hint(reason: str) -> str:
    """Return what to do about an error of a disk or a database, or "" if it is another error.

    Examples
    --------
    >>> storage_hint("[Errno 30] Read-only file system")
    'The disk is read-only.'
    """
    lower = reason.lower()
    return next((hint for word, hint in _STORAGE.items() if word in lower), "")
