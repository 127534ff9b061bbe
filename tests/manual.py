"""The manual as one PDF: ``python -m tests.manual [--out FILE]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app import paths
from app.documents.manual import write_manual

OUT = paths.ROOT / "out" / "工会小管家使用手册.pdf"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args(words).out
    write_manual(paths.HELP, out)
    print(f"{out}  {out.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
