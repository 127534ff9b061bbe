"""The programs that the clerk starts on Windows: one for the window, one for commands, of one source in C."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from app import paths
from app.packaging.host import need, run
from app.packaging.pins import DATA
from app.version import __version__

WINDOW = "工会小管家.exe"
COMMANDS = "union-steward.exe"
NAME = "工会小管家"
PUBLISHER = "工会小管家项目"
LICENCE = "按 Apache-2.0 许可证发布"
ICON = paths.RESOURCES / "icons" / "app.ico"
TOOLS = {
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32",
    "x86_64-w64-mingw32-windres": "binutils-mingw-w64-x86-64",
}
_SOURCES = ("launcher.c", "launcher.rc", "launcher.manifest")
_CAREFUL = ("-Os", "-s", "-std=c11", "-Wall", "-Wextra", "-Werror", "-municode")
# No time of making in it, so that two builds are alike; loaded anywhere, its data never run.
_LINKED = ("-Wl,--no-insert-timestamp", "-Wl,--dynamicbase", "-Wl,--nxcompat", "-Wl,--high-entropy-va")


def build(folder: Path, parts: Path, work: Path) -> None:
    """Make the window's program in ``folder`` and the commands' in ``parts``."""
    need(TOOLS)
    work.mkdir(parents=True, exist_ok=True)
    for name in _SOURCES:
        shutil.copyfile(DATA / "windows" / name, work / name)
    shutil.copyfile(ICON, work / ICON.name)
    _compile(folder / WINDOW, NAME, work, "-mwindows")
    _compile(parts / COMMANDS, f"{NAME}（命令行）", work, "-mconsole", "-DCONSOLE")


def _compile(target: Path, description: str, work: Path, *words: str) -> None:
    script = work / "filled.rc"
    script.write_text(resource_script(target.name, description), encoding="utf-8")
    run("x86_64-w64-mingw32-windres", "-i", script.name, "-O", "coff", "-o", "filled.o", cwd=work)
    gcc = ("x86_64-w64-mingw32-gcc", *_CAREFUL, *words, *_LINKED)
    run(*gcc, "-o", "made.exe", "launcher.c", "filled.o", cwd=work)
    shutil.move(work / "made.exe", target)


def resource_script(name: str, description: str) -> str:
    """The resource script with what Windows tells about the program file ``name``."""
    values = {
        "ICON": ICON.name,
        "MANIFEST": "launcher.manifest",
        "NUMBERS": ",".join(numbers()),
        "VERSION": __version__,
        "NAME": name,
        "DESCRIPTION": description,
        "PRODUCT": NAME,
        "PUBLISHER": PUBLISHER,
        "COPYRIGHT": LICENCE,
    }
    return fill((DATA / "windows" / "launcher.rc").read_text(encoding="utf-8"), values)


def fill(text: str, values: dict[str, str]) -> str:
    """Put values where ``@NAME@`` stands; a name without a value, or a value without a place, is a slip."""
    places = set(re.findall(r"@([A-Z_]+)@", text))
    if places != set(values):
        raise ValueError(f"no place or no value: {sorted(places ^ set(values))}")
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], text)


def numbers(version: str = __version__) -> list[str]:
    """The version as the four numbers that Windows wants; what follows them (rc1, dev) is left out."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    return ([*(found[0].split(".") if found else []), "0", "0", "0", "0"])[:4]
