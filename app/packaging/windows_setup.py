"""The setup for Windows: the list of the staged files, and NSIS that packs them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from app.packaging import tree
from app.packaging.host import need, run
from app.packaging.pins import DATA
from app.packaging.windows_launcher import ICON, LICENCE, NAME, PUBLISHER, WINDOW, numbers
from app.version import __version__

PARTS = "程序"
LIST = "files.txt"
_SOURCES = ("setup.nsi", "side.bmp")
_TOOLS = {"makensis": "nsis"}
_SPECIAL = set('$`"')  # what NSIS would read as its own
_PACKED = ("SetCompressor /SOLID /FINAL lzma\nSetCompressorDictSize 64\n", "SetCompressor /FINAL zlib\n")


def setup(stage: Path, out: Path, epoch: int, *, version: str = __version__, quick: bool = False) -> Path:
    """Pack the staged folder into a setup.

    Args:
        stage: the finished folder.
        out: the folder that the setup is put into.
        epoch: the time that every file gets, in seconds since 1970.
        version: what the setup calls itself; another one only to try an upgrade.
        quick: pack in seconds instead of minutes, and larger.

    Returns:
        The setup's path.
    """
    need(_TOOLS)
    target = out / f"{NAME}-{version}-安装.exe"
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=stage.parent) as folder:
        work = Path(folder)
        listed = work / LIST
        listed.write_bytes(file_list(stage / PARTS).encode("utf-16-le"))
        for name in _SOURCES:
            shutil.copyfile(DATA / "windows" / name, work / name)
        for path in work.iterdir():  # the setup keeps the time of each file
            os.utime(path, (epoch, epoch))
        made = work / "packed.exe"
        values = _values(stage, made, version) + _PACKED[quick]
        (work / "made.nsh").write_text(values + put_parts(stage / PARTS, listed), encoding="utf-8")
        words = ("-V2", "-WX", "-NOCONFIG", "-INPUTCHARSET", "UTF8")
        run("makensis", *words, _SOURCES[0], cwd=work, env={"LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": str(epoch)})
        shutil.move(made, target)
    return target


def file_list(parts: Path) -> str:
    """Every file below ``parts``, then every folder with a backslash at its end, the deepest first."""
    below = sorted(path.relative_to(parts) for path in parts.rglob("*"))
    files = [path for path in below if (parts / path).is_file()]
    folders = [path for path in below if (parts / path).is_dir()]
    folders.sort(key=lambda path: (-len(path.parts), path))
    return "".join([f"{_windows(path)}\r\n" for path in files] + [f"{_windows(path)}\\\r\n" for path in folders])


def put_parts(parts: Path, listed: Path) -> str:
    """NSIS's words that lay out the parts, like beside like, which packs best; the disk's own order would vary."""
    lines = ["!macro PutParts FOLDER", '  SetOutPath "${FOLDER}"', f'  File "{listed}"']
    folder = parts
    for path in sorted((path for path in parts.rglob("*") if path.is_file()), key=lambda path: (path.suffix, path)):
        if path.parent != folder:
            folder = path.parent
            lines.append(f'  SetOutPath "${{FOLDER}}\\{_windows(folder.relative_to(parts))}"')
        lines.append(f'  File "{_plain(str(path))}"')
    return "\n".join([*lines, "!macroend", ""])


def _windows(path: Path) -> str:
    return _plain("\\".join(path.parts))


def _plain(text: str) -> str:
    if _SPECIAL & set(text):
        raise ValueError(f"NSIS would not read this name as it stands: {text}")
    return text


def _values(stage: Path, made: Path, version: str) -> str:
    values = {
        "VERSION": version,
        "NUMBERS": ".".join(numbers(version)),
        "KILOBYTES": str(tree.size(stage) // 1024),
        "NAME": NAME,
        "PUBLISHER": PUBLISHER,
        "LICENCE": LICENCE,
        "PROGRAM": WINDOW,
        "PARTS": PARTS,
        "ICON": str(ICON),
        "STAGE": str(stage),
        "OUT": str(made),
    }
    return "".join(f'!define {name} "{_plain(value)}"\n' for name, value in values.items())
