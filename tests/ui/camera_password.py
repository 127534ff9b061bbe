"""Pictures of the password: asked for, mistyped, forgotten, set, changed, locked, and the sheet for the safe."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from app.book.unlocking import WrongPassword
from app.documents.recovery_sheet import RecoveryFacts, recovery_sheet
from app.settings import Settings
from app.ui.lock_screen import Cover, LockScreen
from app.ui.lock_settings import LockSettings
from app.ui.paper_dialog import PaperDialog
from app.ui.password_change import PasswordChange
from app.ui.password_dialog import PasswordDialog
from app.ui.password_tries import KeptTries

_CODE = "-".join(
    ("A4EA", "SCQL", "BQGQ", "4DYQ", "CEJB", "GFAV", "CYLR", "QGI2", "DMOB", "2HQ7", "EAQS", "EIZE", "EUTA")
)


def shoot(camera) -> None:
    """Open each window of the password over the invented union and take its picture."""
    window = camera.window
    settings = Settings(camera.folder / "password.json")
    path = camera.folder / "青石镇总工会.union"
    tries = partial(KeptTries, settings, path)
    asked = PasswordDialog(window, window.speech, path, tries(lambda: 1000.0), _refuse)
    asked.show()
    camera.take("password", asked)
    _wrong(camera, asked.form)
    camera.take("password-wrong", asked)
    asked.form.unfold()
    asked.form.field.setText("A4EA-SCQL-BQGQ-4DYQ")
    camera.take("password-forgotten", asked)
    asked.close()
    change = PasswordChange(window, window.speech, path, tries(lambda: 9e9), protected=False)
    change.show()
    change.secret.password.insert("老槐树下第三块砖")
    change.secret.again.insert("老槐树下第三块砖")
    camera.take("password-set", change)
    change.submit()
    camera.take("password-set-wrong", change)
    change.close()
    _change(camera, path, tries(lambda: 9e9))
    _locked(camera, tries(lambda: 9e9))
    facts = RecoveryFacts("青石镇总工会", path.name, date(2026, 1, 5), f"{_CODE}-ZZB7")
    paper = PaperDialog(window, window.desk, recovery_sheet(facts), window.say("Recovery sheet"))
    paper.show()
    camera.until(lambda: paper.preview.ready)
    camera.take("recovery-sheet", paper)
    paper.close()


def _change(camera, path: Path, tries: KeptTries) -> None:
    window = camera.window
    change = PasswordChange(window, window.speech, path, tries, protected=True, check=_refuse)
    change.show()
    camera.take("password-change-old", change)
    change._on_opened(None)
    camera.take("password-change", change)
    for at, name in ((1, "sheet"), (2, "remove")):
        change.wishes.button(at).click()
        camera.take(f"password-change-{name}", change)
    change.close()
    part = LockSettings(window.speech, Settings(camera.folder / "lock.json"))
    part.show()
    camera.take("lock-settings", part)
    part.close()


def _locked(camera, tries: KeptTries) -> None:
    window = camera.window
    cover = Cover(window, window.say("Union Steward"))
    camera.take("locked-behind")
    cover.take_off()
    screen = LockScreen(window, window.speech, tries, _refuse)
    screen.on_top()
    camera.take("locked", screen)
    screen.put_away()


def _wrong(camera, form) -> None:
    form.field.setText("忘了")
    form.submit()
    camera.until(lambda: not form._busy)


def _refuse(_text: str) -> None:
    raise WrongPassword("wrong")
