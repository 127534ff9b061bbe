"""A picture of every page and window: ``python -m tests.shots --out out/shots --lang zh_CN --scale 1``."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

# What a screen of 1366 x 768 leaves to a window, at 100 % and at 150 %.
SIZE = {"1": (1366, 700), "1.5": (911, 467)}
_TURN = 600.0  # seconds to wait for another run that makes the same pictures


def _hear(_kind: object, _where: object, sentence: str) -> None:
    """Pass on what Qt says, but for its words about windows without a screen, which come with every picture."""
    if "propagateSizeHints" not in sentence and "This plugin does not support" not in sentence:
        print(sentence, file=sys.stderr)


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/shots"))
    parser.add_argument("--lang", default="zh_CN", choices=("zh_CN", "en"))
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", default="", help="a part of the pictures' names")
    args = parser.parse_args(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = args.scale
    from PySide6.QtCore import qInstallMessageHandler  # Qt reads the scale when it is first loaded

    from app.store.holding import hold
    from tests.ui.camera import Camera

    qInstallMessageHandler(_hear)

    # Its name stands in some pictures: a folder called otherwise each time would make other pictures each time.
    folder = Path(tempfile.gettempdir()) / f"union-shots-{args.lang}-{args.scale}"
    mine = hold(folder, patience=_TURN)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        camera = Camera(args.out, args.lang, args.scale, folder, args.only)
        camera.take_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        mine.release()
    print(f"{len(camera.taken)} pictures in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
