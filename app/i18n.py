"""The language of the window: English msgids in, the clerk's words out."""

from __future__ import annotations

from babel.support import NullTranslations, Translations

from app import paths

DEFAULT_LANGUAGE = "zh_CN"
LANGUAGES = ("zh_CN", "en")


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for a marked string
    """Mark a msgid for the catalogue without translating it yet."""
    return msgid


class Language:
    """One loaded catalogue; the program holds one and hands it to whoever speaks."""

    def __init__(self, code: str = DEFAULT_LANGUAGE) -> None:
        """Load the catalogue of ``code``; an unknown code speaks the msgids (English)."""
        self.code = code
        self._catalogue: NullTranslations = Translations.load(str(paths.LOCALE), [code], "app")

    def text(self, msgid: str, /, **values: object) -> str:
        """The sentence for ``msgid`` with ``{name}`` places filled from ``values``.

        A value that is itself an ``N_`` msgid (a field's label, say) is translated before it is put in.
        """
        said = self._catalogue.gettext(msgid) if msgid else ""
        return said.format(**{k: self._word(v) for k, v in values.items()}) if values else said

    def _word(self, value: object) -> object:
        return self._catalogue.gettext(value) if isinstance(value, str) and value else value
