"""What every test needs: no display, no dialog that waits for a clerk, and no settings of this machine."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _no_waiting_windows(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that is waited for would hang the suite: questions are answered through ``app.ui.ask``."""
    if "tests/ui" not in request.node.nodeid.replace("\\", "/"):
        return
    from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a window waits for an answer")

    for kind, names in (
        (QDialog, ("exec",)),
        (QMessageBox, ("exec", "question", "information", "warning", "critical")),
        (QFileDialog, ("getOpenFileName", "getSaveFileName", "getExistingDirectory")),
        (QInputDialog, ("getText",)),
        (QMenu, ("exec",)),
    ):  # fmt: skip
        for name in names:
            monkeypatch.setattr(kind, name, refuse)
