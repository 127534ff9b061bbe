"""Make what is handed on: today one wheel with everything the program reads, checked and with its SHA-256.

``python3 build_installer.py [--out dist]`` needs pip and a package index. The wheel installs with
``pip install FILE`` beside the packages of ``requirements.lock`` and brings the command ``union-steward``.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED = (
    "app/main.py",
    "app/store/schema/001.sql",
    "app/store/schema/002.sql",
    "resources/fonts/",
    "resources/codes/",
    "resources/filters/",
    "resources/help/",
    "resources/locale/",
    "forms/",
)


def main() -> int:
    """Build, look inside, and say what was made; 1 when something the program reads is missing."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--out", type=Path, default=ROOT / "dist")
    out = words.parse_args().out
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", out, ROOT], check=True)
    wheel = max(out.glob("union_steward-*.whl"), key=lambda path: path.stat().st_mtime)
    missing = _missing(wheel)
    for part in missing:
        print(f"{wheel.name} lacks {part}")
    print(f"{wheel}  {wheel.stat().st_size / 1e6:.1f} MB  sha256 {hashlib.sha256(wheel.read_bytes()).hexdigest()}")
    return 1 if missing else 0


def _missing(wheel: Path) -> list[str]:
    names = zipfile.ZipFile(wheel).namelist()
    return [part for part in NEEDED if not any(part in name for name in names)]


if __name__ == "__main__":
    raise SystemExit(main())
