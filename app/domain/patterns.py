"""Large regular expressions, compiled when first used: together they would cost every start a tenth of a second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property


class Late:
    """A regular expression with the methods of ``re.Pattern`` that are used."""

    def __init__(self, text: str) -> None:
        """``text`` is not looked at before the first match."""
        self._text = text

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._text)

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As of ``re.Pattern``."""
        return self.compiled.match(text, at)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of ``re.Pattern``."""
        return self.compiled.fullmatch(text)

    def search(self, text: str, at: int = 0) -> re.Match[str] | None:
        """As of ``re.Pattern``."""
        return self.compiled.search(text, at)

    def finditer(self, text: str, at: int = 0) -> Iterator[re.Match[str]]:
        """As of ``re.Pattern``."""
        return self.compiled.finditer(text, at)

    def sub(self, by: str, text: str) -> str:
        """As of ``re.Pattern``."""
        return self.compiled.sub(by, text)

    def split(self, text: str, most: int = 0) -> list[str]:
        """As of ``re.Pattern``, for patterns without groups."""
        return self.compiled.split(text, most)
