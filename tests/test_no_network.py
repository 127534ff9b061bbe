"""The promise that nothing leaves this computer: the program opens no network, and no part of it could.

Three watches, since none sees everything: the imports of its files; Python's own word for every socket it makes; and,
where strace is, every socket that the system gives to the program, to Qt in it and to processes it starts.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.crash_home import Home
from tests.faults.recording import why_not

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
# Makes the packages with pip on the developer's computer, and is in none of them.
_NOT_SHIPPED = APP / "packaging"
_NETWORK = {
    "socket", "_socket", "socketserver", "ssl", "_ssl", "http", "urllib.request", "urllib.robotparser", "ftplib",
    "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "asyncio", "wsgiref", "webbrowser",
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets", "PySide6.QtHttpServer", "PySide6.QtRemoteObjects",
}  # fmt: skip
_CALLS = "trace=socket,socketpair,connect,bind,sendto,sendmsg"
_FAMILY = re.compile(r"\b(?:socket(?:pair)?\(|sa_family=)(\w+)")
_OURS = {"AF_UNIX", "AF_LOCAL"}
_TOO_LONG = 240  # seconds


@dataclass(frozen=True)
class Seen:
    """What the watches noted: Python's events, and the system's lines about sockets that reach beyond the computer."""

    heard: list[str]
    traced: list[str]


def _watched(folder: Path, deed: str, *, trace: bool) -> Seen:
    """Run the program through a deed of ``network_child`` in a home of its own."""
    home, report, log = Home(folder / "home"), folder / "report.json", folder / "strace.log"
    # The computer's print service is spoken to where it says it is: here in a file, so that all else stands out.
    surroundings = home.surroundings | {"CUPS_SERVER": str(folder / "cups.sock")}
    for made in (folder / "out", folder / "home" / "Documents"):
        made.mkdir(parents=True)
    words = [sys.executable, "-m", "tests.network_child", str(report), str(folder / "out"), deed]
    tracer = ["strace", "-f", "--seccomp-bpf", "-e", _CALLS, "-o", str(log)] if trace else []
    done = subprocess.run(
        [*tracer, *words], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=_TOO_LONG, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if trace else []
    return Seen(json.loads(report.read_text(encoding="utf-8")), [line for line in lines if _is_beyond(line)])


def _is_beyond(line: str) -> bool:
    return any(family not in _OURS for family in _FAMILY.findall(line))


def _strace() -> None:
    if reason := why_not():
        pytest.skip(reason)


def test_a_whole_day_opens_no_network(tmp_path: Path) -> None:
    seen = _watched(tmp_path, "day", trace=not why_not())
    assert seen == Seen([], [])
    made = {path.suffix for path in (tmp_path / "home" / "Documents").iterdir() if path.is_file()}
    assert made == {".union", ".pdf", ".docx"}  # it was a day of work
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"名单.pdf", "花名册.xlsx", "全部.xlsx"}


@pytest.mark.parametrize(("deed", "event"), [
    ("none", ""), ("unix", ""), ("connect", "socket.connect"), ("lookup", "socket.getaddrinfo"),
    ("bind", "socket.bind"), ("six", "socket.__new__"),
])  # fmt: skip
def test_a_socket_of_pythons_would_be_heard(tmp_path: Path, deed: str, event: str) -> None:
    heard = _watched(tmp_path, deed, trace=False).heard
    assert any(one.startswith(event) for one in heard) if event else heard == []


@pytest.mark.parametrize(("deed", "beyond"), [("unix", False), ("qt", True), ("child", True), ("connect", True)])
def test_a_socket_of_anybodys_would_be_traced(tmp_path: Path, deed: str, beyond: bool) -> None:
    _strace()
    assert bool(_watched(tmp_path, deed, trace=True).traced) is beyond


@pytest.mark.parametrize(("line", "beyond"), [
    ("7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 7", True),
    ("7 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP <unfinished ...>", True),
    ("7 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3", True),
    ('7 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 1', True),
    ('7 connect(9, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT', False),
    ("7 socketpair(AF_UNIX, SOCK_STREAM, 0, [5, 6]) = 0", False),
    ("7 +++ exited with 0 +++", False),
])  # fmt: skip
def test_the_systems_lines_are_understood(line: str, beyond: bool) -> None:
    assert _is_beyond(line) is beyond


def _network_imports(source: str) -> list[str]:
    """The modules for networks that a file asks for, however it does."""
    asked: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            asked += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            asked += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            asked += [
                word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)
            ]
    return [name for name in asked if any(name == one or name.startswith(f"{one}.") for one in _NETWORK)]


def test_no_file_of_the_program_asks_for_a_network() -> None:
    files = [path for path in sorted(APP.rglob("*.py")) if not path.is_relative_to(_NOT_SHIPPED)]
    found = {path.relative_to(ROOT).as_posix(): _network_imports(path.read_text(encoding="utf-8")) for path in files}
    assert len(found) > 100
    assert {file: names for file, names in found.items() if names} == {}


@pytest.mark.parametrize("source", [
    "import socket", "import http.client", "from urllib import request", "from urllib.request import urlopen",
    "from PySide6 import QtNetwork", "from PySide6.QtNetwork import QTcpSocket", "def f():\n    import ssl as s",
    "importlib.import_module('ssl')", "import xmlrpc.client as x",
])  # fmt: skip
def test_a_file_that_did_would_be_found(source: str) -> None:
    assert _network_imports(source)


@pytest.mark.parametrize(
    "source", ["from urllib.parse import quote", "import html", "x = 'socket'", "from . import http_"]
)
def test_what_only_looks_like_one_is_not(source: str) -> None:
    assert not _network_imports(source)
