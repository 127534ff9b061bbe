"""A picture of every page and window: ``python -m tests.shots --out out/shots --lang zh_CN --scale 1``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

# What a screen of 1366 x 768 leaves to a window, at 100 % and at 150 %.
SIZE = {"1": (1366, 700), "1.5": (911, 467)}


def _hear(_kind: object, _where: object, sentence: str) -> None:
    """Pass on what Qt says, but for its word about windows without a screen, which comes with every picture."""
    if "propagateSizeHints" not in sentence:
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

    from tests.ui.camera import Camera

    qInstallMessageHandler(_hear)

    with tempfile.TemporaryDirectory() as folder:
        camera = Camera(args.out, args.lang, args.scale, Path(folder), args.only)
        camera.take_all()
    print(f"{len(camera.taken)} pictures in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
