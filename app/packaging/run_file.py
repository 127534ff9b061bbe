"""The .run: one file that puts the program into the user's own folders, where no administrator is at hand."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.packaging import linux, tree
from app.packaging.host import need, run
from app.version import __version__

_DATE = "+%Y-%m-%d"


def packed(stage: Path, out: Path, epoch: int) -> Path:
    """Make the file of a finished folder."""
    need({"makeself": "makeself", "xz": "xz-utils"})
    folder = stage.parent / "run"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(stage, folder / "program", symlinks=True)
    for name in ("setup.sh", "uninstall.sh", "union-steward.desktop", "union-steward.xml"):
        shutil.copyfile(linux.PARTS / name, folder / name)
    (folder / "setup.sh").chmod(0o755)
    linux.icons(folder / "icons")
    tree.settle(folder, epoch)
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"工会小管家-{__version__}.run"
    # The file keeps the words that it was made with: none of them may speak of the machine that made it.
    run(
        "makeself", "--xz", "--complevel", "9", "--threads", "1", "--nox11", "--tar-quietly", "--sha256",
        "--tar-extra", f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{epoch}",
        "--packaging-date", run("date", "-u", "-d", f"@{epoch}", _DATE).strip(),
        folder.name, made.name, f"工会小管家 {__version__}", "./setup.sh",
        cwd=folder.parent, env={"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    shutil.move(folder.parent / made.name, made)
    return made
