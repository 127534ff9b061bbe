"""What a file looks like before anybody tries to open it."""

from __future__ import annotations

from app.store.file_looks import Looks, looks

__all__ = ["Looks", "looks"]
