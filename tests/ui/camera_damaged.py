"""Pictures of a damaged file: the ways on from it, and what is missing afterwards."""

from __future__ import annotations

from app.book import backups, demo, salvaging
from app.book.book import Book
from app.store.salvage_pages import PAGE
from app.ui.damaged_dialog import DamagedDialog
from tests.faults import damage


def shoot(camera) -> None:
    """Damage an invented union and go through the window that tells of it."""
    folder = camera.folder / "damaged"
    folder.mkdir()
    path = folder / "青石镇总工会.union"
    with Book.create(path, demo.NAME, demo.KIND) as book:
        demo.fill(book)
    of = damage.original(path)
    path.write_bytes(damage.headless(of).data)
    _picture(camera, path, "damaged-no-backup")
    path.write_bytes(of.data)
    kept = backups.backup(path, folder)
    data = bytearray(of.data)
    for table in ("member", "entry"):
        page = sorted(number for number, rows in of.on_page.items() if (table in {name for name, _ in rows}))[3]
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    _picture(camera, path, "damaged-ways")
    dialog = DamagedDialog(camera.window, path, "", salvaging.outlook(path))
    dialog.show()
    dialog.save()
    camera.until(lambda: dialog.list is not None)
    camera.take("damaged-missing", dialog)
    dialog.close()
    kept.unlink()


def _picture(camera, path, name: str) -> None:
    dialog = DamagedDialog(camera.window, path, "", salvaging.outlook(path))
    dialog.show()
    camera.take(name, dialog)
    dialog.close()
