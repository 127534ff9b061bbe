"""The developer's one command: ``python3 dev.py VERB``, a verb being one of those below.

Needs nothing but Python 3.11 to 3.13. Every verb first makes sure that what it needs is there: the
system libraries Qt wants, a ``.venv`` beside this file, and in it exactly what the lock file names.
Whatever a verb makes goes into ``out/``.

* ``run``     open the program on the demonstration union; with no display, make its papers and pictures
* ``test``    the whole test suite without a display; further words go to pytest
* ``faults``  kills, power cuts, disk errors, damage and hostile files, with a table of what came of it; ``--long``
* ``check``   style, formatting, types and the rules of the house
* ``shots``   a picture of every page, in both languages, at 100 % and 150 %; the manual's are cut from them
* ``manual``  the manual as one PDF
* ``test-installers``  build the packages and try them, under Wine and in a clean Debian; ``--twice`` builds twice
* ``setup``   only what every verb does first
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OUT = ROOT / "out"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / "requirements.sha256"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

DEMO = OUT / "demo.union"
DEMO_YEAR = "2026"
LANGUAGES = ("zh_CN", "en")
SCALES = ("1", "1.5")

# Debian's package for each library, by the name the loader asks for.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
}


# What the tests of crashes and power cuts are made with; without it they say so and are left out.
FAULT_TOOLS = {"strace": "strace"}


def set_up(window: bool = False, faults: bool = False) -> None:
    """Make sure that Python, the system's libraries and the locked packages are there."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}.")
    _need_system_packages(window, faults)
    _need_venv()
    _need_locked_packages()


def _need_system_packages(window: bool, faults: bool) -> None:
    if not sys.platform.startswith("linux"):
        return
    needed = [package for library, package in QT_LIBRARIES.items() if not _loads(library)]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        needed.append("python3-venv")
    wanted = [package for library, package in WINDOW_LIBRARIES.items() if not _loads(library)] if window else []
    wanted += [package for tool, package in FAULT_TOOLS.items() if not shutil.which(tool)] if faults else []
    if (needed or wanted) and not _apt_install([*needed, *wanted]):
        print("Please install, as an administrator:\n  apt-get install -y", *needed, *wanted, file=sys.stderr)
        if needed:
            sys.exit("Nothing can be done without them; run this again afterwards.")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages where that needs no password; say whether it was done."""
    if shutil.which("apt-get") is None:
        return False
    sudo: list[str] = []
    if os.geteuid() != 0:
        sudo = ["sudo", "-n"]
        if shutil.which("sudo") is None or _call("sudo", "-n", "true", quiet=True) != 0:
            return False
    print("Installing", *packages, flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    # An update that fails (an old mirror list, say) may still leave usable lists: only the install decides.
    _call(*apt, "-qq", "update")
    return _call(*apt, "-qq", "install", "-y", "--no-install-recommends", *packages, quiet=True) == 0


def _need_venv() -> None:
    if PYTHON.exists() and _call(str(PYTHON), "-c", "import pip", quiet=True) == 0:
        return
    print("Making .venv", flush=True)
    _must(sys.executable, "-m", "venv", "--clear", str(VENV))


def _need_locked_packages() -> None:
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") == digest:
        return
    print(f"Installing {LOCK.name} into .venv", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    _must(*pip, "--require-hashes", "-r", str(LOCK))
    STAMP.write_text(digest, encoding="utf-8")


def _call(*words: str, quiet: bool = False, env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder, with nothing to read from, and give its exit status."""
    sink = subprocess.DEVNULL if quiet else None
    done = subprocess.run(words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, check=False)
    return done.returncode


def _must(*words: str) -> None:
    if status := _call(*words):
        sys.exit(f"This failed with status {status}: {' '.join(words)}")


def _python(*words: str, offscreen: bool = True, **extra: str) -> int:
    """Run the project's Python and give its exit status.

    Without a display the program's settings and logs stay in ``out/`` too. With one they go where the
    user's desktop keeps them, because input methods look for their own settings there as well.
    """
    OUT.mkdir(exist_ok=True)
    env = {**os.environ, "PYTHONUTF8": "1", **extra}
    if offscreen:
        homes = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        env |= {"QT_QPA_PLATFORM": "offscreen", **{name: str(OUT / "home") for name in homes}}
    return _call(str(PYTHON), *words, env=env)


def _all_of(calls: Sequence[Callable[[], int]]) -> int:
    """Make every call, whatever the earlier ones gave, and give the first status that was not 0."""
    return next((status for status in [call() for call in calls] if status), 0)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(_words: list[str]) -> int:
    """Open the demonstration union, or make its papers and pictures where no window can be."""
    window = has_display()
    set_up(window)
    if not DEMO.exists() and (status := _python("-m", "app", "demo", str(DEMO))):
        return status
    if window:
        return _python("-m", "app", str(DEMO), offscreen=False)
    print(
        "没有显示器，改为在 out/ 里写出文件和图片。No display: writing papers and pictures to out/.",
        flush=True,
    )
    return _all_of([partial(_papers, "summary"), partial(_papers, "forms"), _pictures])


def _papers(verb: str) -> int:
    where = ("--data", str(DEMO), "--year", DEMO_YEAR, "--out", str(OUT / "papers"))
    status = _python("-m", "app", verb, *where)
    return 0 if status == 1 else status  # 1 is "done, with findings"


def test(words: list[str]) -> int:
    """Run the test suite; ``words`` go to pytest."""
    set_up(faults=True)
    return _python("-m", "pytest", "-n", "2", *words)


def faults(words: list[str]) -> int:
    """Bring every fault about, as often as ``--long`` says, and print what came of it."""
    set_up(faults=True)
    return _python("-m", "tests.faults.figures", *words)


def check(_words: list[str]) -> int:
    """Hold the code against its style, its types and the rules of the house."""
    set_up()
    return _all_of(
        [
            partial(_python, "-m", "ruff", "check", "."),
            partial(_python, "-m", "ruff", "format", "--check", "."),
            partial(_python, "-m", "mypy", "app"),
            partial(_python, "-m", "pytest", "-q", "tests/test_house.py"),
        ]
    )


def shots(_words: list[str]) -> int:
    """Take a picture of every page, and cut the manual's from them so that they are never old."""
    set_up()
    return _all_of([_pictures, partial(_python, "-m", "tests.help_pictures")])


def manual(_words: list[str]) -> int:
    """Write the manual as a PDF."""
    set_up()
    return _python("-m", "tests.manual")


def test_installers(words: list[str]) -> int:
    """Build what is handed on, install it, work with it, upgrade it, remove it."""
    set_up(window=True, faults=True)
    return _python("-m", "tests.installers.everything", *words)


def _pictures() -> int:
    return _all_of([partial(_picture, language, scale) for language in LANGUAGES for scale in SCALES])


def _picture(language: str, scale: str) -> int:
    words = ("-m", "tests.shots", "--out", str(OUT / "shots"), "--lang", language, "--scale", scale)
    return _python(*words, QT_SCALE_FACTOR=scale)


def setup(_words: list[str]) -> int:
    """Only make everything ready, for a window too."""
    set_up(has_display())
    return 0


VERBS = {
    verb.__name__.replace("_", "-"): verb for verb in (run, test, faults, check, shots, manual, test_installers, setup)
}


def main(words: list[str]) -> int:
    """Do the verb that ``words`` begin with."""
    if not words or words[0] not in VERBS:
        print(__doc__, file=sys.stderr)
        return 2
    return VERBS[words[0]](words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
