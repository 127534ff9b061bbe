"""An open connection to a data file, with sqlite-utils over it for whoever wants more than plain SQL."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from sqlite_utils import Database as Tools

    from app.store.keys import Key

# sqlite-utils takes its SQLite from here; without this it would use the older one that comes with Python.
sys.modules.setdefault("pysqlite3", dbapi2)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)


class Database:
    """One connection to one file; the window's start pays for nothing but ``conn``."""

    def __init__(self, conn: Any, key: Key | None = None) -> None:
        """``conn`` is an open sqlcipher3 connection, its own from now on; ``key`` opened it, where it needs one."""
        self.conn = conn
        self.key = key

    @cached_property
    def tools(self) -> Tools:
        """sqlite-utils over the same connection; it commits each write unless a transaction is open."""
        from sqlite_utils import Database as Tools

        return Tools(self.conn, execute_plugins=False)

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()
