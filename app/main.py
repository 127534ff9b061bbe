"""The only place that knows everything: arguments → language → a command, or the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from app import exits
from app.domain.errors import AppError
from app.i18n import N_, Language
from app.log import start_log
from app.settings import Settings

NO_DISPLAY = N_("There is no screen here to open a window on. Use a command such as union-steward summary --help.")


def run(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status (exchange contract: 0, 1, 2 or 3)."""
    argv = sys.argv[1:] if argv is None else argv
    settings = Settings.load()
    language = Language(settings.language)
    if argv and not _is_file(argv):
        from app import cli  # the window must not pay for the commands

        return cli.run(argv, language)
    if not _has_display():
        print(language.text(NO_DISPLAY), file=sys.stderr)
        return AppError.exit_status
    gc.disable()  # until the window is up: what a start allocates stays, and looking at it again and again costs
    start_log()
    run = exits.begin()
    from app.ui.start import run_window  # commands must not pay for Qt, nor need its libraries

    status = run_window(Path(argv[0]) if argv else None, language, settings, unclean=run.unclean)
    run.end()
    return status


def _is_file(argv: list[str]) -> bool:
    """A lone argument that looks like a data file, or is a file, is opened in the window."""
    return len(argv) == 1 and (argv[0].lower().endswith(".union") or Path(argv[0]).is_file())


def _has_display() -> bool:
    """Qt would end the process where there is no screen; better a sentence."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)
