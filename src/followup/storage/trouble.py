"""What the machine could not do, as a problem a user or an operator can act on.

A full disk, a folder that may not be written to and too little memory are no bugs: who meets
them is told what stands in the way and that nothing was stored.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from followup.errors import UserError

_BY_NUMBER = {
    errno.ENOSPC: "storage_full",
    errno.EDQUOT: "storage_full",
    errno.EFBIG: "storage_full",
    errno.EROFS: "folder_locked",
    errno.EACCES: "folder_locked",
    errno.EPERM: "folder_locked",
    errno.ENOMEM: "no_memory",
    errno.EIO: "disk_failing",
}
# DuckDB keeps no error number, only what the operating system calls it.
_BY_WORDS = {
    "has been invalidated": "store_shut",
    "no space left on device": "storage_full",
    "disk quota exceeded": "storage_full",
    "file too large": "storage_full",
    "read-only file system": "folder_locked",
    "permission denied": "folder_locked",
    "input/output error": "disk_failing",
    # What is said of a database server that went, or was started anew, while it was asked.
    "connection to server": "server_lost",
    "unable to connect to postgres": "server_lost",
    "server closed the connection": "server_lost",
    "terminating connection": "server_lost",
    "no connection to the server": "server_lost",
}


def of(error: BaseException) -> UserError | None:
    """The problem in an error of the machine; None when it is another kind of error."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return UserError("no_memory")
    if isinstance(error, OSError) and error.errno in _BY_NUMBER:
        return UserError(_BY_NUMBER[error.errno])
    if isinstance(error, duckdb.Error):
        said = str(error).lower()
        return next((UserError(code) for words, code in _BY_WORDS.items() if words in said), None)
    return None


def must_reopen(error: BaseException | None) -> bool:
    """Whether DuckDB has shut the store behind an error, or behind what caused it.

    It does so when a checkpoint fails. What was committed is in the write-ahead log, and the
    store works again when it has been opened anew.
    """
    while error is not None:
        if isinstance(error, duckdb.Error) and "has been invalidated" in str(error):
            return True
        error = error.__cause__
    return False


@contextmanager
def told() -> Iterator[None]:
    """Raise the UserError of an error of the machine; let every other one through.

    Raises UserError ``storage_full``, ``folder_locked``, ``disk_failing``, ``no_memory``,
    ``store_shut`` and ``server_lost``.
    """
    try:
        yield
    except UserError:
        raise
    except (OSError, MemoryError, duckdb.Error) as error:
        if (found := of(error)) is None:
            raise
        raise found from error
