"""The manual's pictures, cut from those of the window: ``dev.py shots`` ends with it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "out" / "shots"
PICTURES = ROOT / "docs" / "manual" / "pictures"
MOST_WIDE, MOST_BYTES = 900, 60_000


@dataclass(frozen=True)
class Cut:
    """``name``.png is the rectangle ``box`` (left, top, right, bottom) of the picture ``shot``."""

    name: str
    shot: str
    box: tuple[int, int, int, int]


WHOLE = (0, 0, 1366, 700)
CUTS = (
    Cut("start", "first-run", (290, 110, 1076, 540)),
    Cut("home", "home", (0, 36, 1366, 668)),
    Cut("members", "members-form", (0, 80, 1366, 668)),
    Cut("import", "import", WHOLE),
    Cut("aid", "aid-new", (934, 126, 1366, 668)),
    Cut("gift", "gift-festival", WHOLE),
    Cut("filter", "filter", WHOLE),
    Cut("activities", "activities", (934, 126, 1366, 668)),
    Cut("awards", "awards-award", (0, 80, 1366, 460)),
    Cut("list", "list-paper", WHOLE),
    Cut("history", "history", WHOLE),
    Cut("backups", "backups", WHOLE),
    Cut("password", "password-set", WHOLE),
    Cut("closing", "closing", WHOLE),
    Cut("yearend", "summary", (0, 80, 1366, 668)),
)


def cut(one: Cut, shots: Path = SHOTS, folder: Path = PICTURES) -> Path:
    """Write one picture: no wider than the help shows it, in few colours so that it stays small."""
    with Image.open(shots / f"zh_CN-100-{one.shot}.png") as shot:
        right, low = min(one.box[2], shot.width), min(one.box[3], shot.height)
        part = shot.convert("RGB").crop((*one.box[:2], right, low))
    if part.width > MOST_WIDE:
        part = part.resize((MOST_WIDE, round(part.height * MOST_WIDE / part.width)), Image.Resampling.LANCZOS)
    out = folder / f"{one.name}.png"
    folder.mkdir(parents=True, exist_ok=True)
    for colours in (128, 64, 32, 16):
        part.quantize(colours, dither=Image.Dither.NONE).save(out, optimize=True)
        if out.stat().st_size <= MOST_BYTES:
            break
    return out


def main() -> int:
    missing = [one.shot for one in CUTS if not (SHOTS / f"zh_CN-100-{one.shot}.png").exists()]
    if missing:
        print(f"no picture of {', '.join(missing)} in {SHOTS}: run dev.py shots first", file=sys.stderr)
        return 1
    for one in CUTS:
        print(f"{cut(one).name}  {(PICTURES / f'{one.name}.png').stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
