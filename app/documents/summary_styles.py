"""Choosing the style of a summary: by its name, else by the kind of the union, else by words in the union's name."""

from __future__ import annotations

from app import resources
from app.domain.errors import UsageError
from app.domain.summary_style import Style, fitting_style, read_style
from app.i18n import N_


def style_names() -> dict[str, str]:
    """The styles there are: file name → the name the clerk sees."""
    return {name: str(data.get("name", name)) for name, data in resources.summary_styles().items()}


def choose_style(name: str = "", kind: str = "", union: str = "") -> Style:
    """The style called ``name``; without a name the one for a union of this kind and name.

    Raises:
        UsageError: there is no style of that name.
        FileProblem: its file lacks a part.
    """
    styles = resources.summary_styles()
    if name and name not in styles:
        named = next((key for key, data in styles.items() if data.get("name") == name), "")
        if not named:
            raise UsageError(
                N_("There is no summary style “{style}”. The styles are: {known}."), style=name, known=", ".join(styles)
            )
        name = named
    return read_style(styles[name or fitting_style(styles, resources.code_list("union_kind").words(kind), union)])
