"""A screen for one trial, on which a window is waited for, photographed, and closed with its own key."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from pathlib import Path

from PIL import Image, ImageGrab

from app.packaging.host import Failed, run
from tests.installers.windows_here import apart
from tests.installers.windows_wine import wait_for

TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "xprop": "x11-utils"}
_SIZE = "1366x768x24"  # the screen of an old office PC


class Screen:
    """An X server that draws into memory and listens to no network."""

    def __init__(self) -> None:
        """It picks a free number for itself."""
        words = ["Xvfb", "-displayfd", "1", "-screen", "0", _SIZE, "-ac", "-nolisten", "tcp"]
        self._server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self._server.stdout is not None
        came, _, _ = select.select([self._server.stdout], [], [], 30)
        number = self._server.stdout.readline().strip() if came else b""
        if not number:
            self.end()
            raise Failed("The screen did not come up within 30 s")
        self.name = f":{number.decode()}"
        self._env = {"DISPLAY": self.name}

    def end(self) -> None:
        """Take the screen away, and every window on it."""
        self._server.kill()
        self._server.wait(30)

    def window(self, title: str, seconds: float) -> str:
        """The number of the visible window with this in its title, as soon as it is there; "" when it does not come."""
        wait_for(lambda: bool(self._found(title)), seconds)
        return self._found(title)

    def _found(self, title: str) -> str:
        try:
            return run("xdotool", "search", "--onlyvisible", "--name", title, env=self._env, seconds=30).split()[-1]
        except Failed:
            return ""

    def classes(self, window: str) -> list[str]:
        """The names by which a desktop knows to which program a window belongs."""
        return re.findall('"([^"]*)"', run("xprop", "-id", window, "WM_CLASS", env=self._env, seconds=30))

    def picture(self, out: Path, seconds: float = 60) -> int:
        """What is on the screen once it stands still; how many colours that is."""
        run("xdotool", "mousemove", "1365", "767", env=self._env, seconds=30)
        end, last = time.monotonic() + seconds, None
        while True:
            now = ImageGrab.grab(xdisplay=self.name).convert("RGB")
            if (last and last.tobytes() == now.tobytes()) or time.monotonic() > end:
                break
            last = now
            time.sleep(0.7)  # longer than a cursor's blink: only what is still being drawn differs
        now.save(out)
        return len(now.getcolors(1 << 24) or ())

    def press(self, window: str, keys: str) -> None:
        """Press keys in a window."""
        run("xdotool", "windowfocus", "--sync", window, "key", keys, env=self._env, seconds=30)


def differ(one: Path, other: Path) -> float:
    """The part of the points in which two pictures of the screen differ; a blank one differs by about a sixth."""
    with Image.open(one) as first:
        assert first.size == tuple(map(int, _SIZE.split("x")[:2])), first.size
    return apart(one, other)


def here(screen: Screen, words: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a program of this computer on the screen."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    return subprocess.Popen(words, env={**plain, **env, "DISPLAY": screen.name}, stderr=subprocess.DEVNULL)
