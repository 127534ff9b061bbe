"""Which libraries the programs of a Windows package ask for, and whether each is brought along or Windows' own."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

TOOLS = {"x86_64-w64-mingw32-objdump": "binutils-mingw-w64-x86-64", "osslsigncode": "osslsigncode"}
# What every Windows 10 has in its own folder; api-ms-win-* and ext-ms-* are names of the same.
_SYSTEM = frozenset(
    {
        "advapi32", "authz", "bcrypt", "bcryptprimitives", "comdlg32", "crypt32", "d3d9", "d3d11", "d3d12", "dwmapi",
        "dwrite", "dxgi", "gdi32", "imm32", "iphlpapi", "kernel32", "mpr", "msvcrt", "netapi32", "ntdll", "ole32",
        "oleaut32", "rpcrt4", "setupapi", "shell32", "shlwapi", "ucrtbase", "uiautomationcore", "user32", "userenv",
        "uxtheme", "version", "winmm", "winspool.drv", "ws2_32", "wtsapi32",
    }
)  # fmt: skip


def programs(folder: Path) -> list[Path]:
    """Everything in a package that is machine code."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".exe", ".dll", ".pyd"))


def missing(folder: Path) -> dict[str, set[str]]:
    """The libraries that are neither brought along nor Windows' own, each with those who ask for it."""
    found: dict[str, set[str]] = {}
    ours = {path.name.lower() for path in programs(folder)}
    for path in programs(folder):
        for name in asked(path) - ours:
            if name.removesuffix(".dll") not in _SYSTEM and not name.startswith(("api-ms-", "ext-")):
                found.setdefault(name, set()).add(path.name)
    return found


def asked(path: Path) -> set[str]:
    """The libraries that a program is linked with, in small letters."""
    told = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", path], capture_output=True, timeout=60, check=True)
    return {name.lower() for name in re.findall(r"DLL Name: (\S+)", told.stdout.decode("utf-8", "replace"))}


def signer(path: Path) -> str:
    """Who signed a program, by its certificate; "" where the signature does not fit the file."""
    words = ["osslsigncode", "verify", "-in", str(path)]
    told = subprocess.run(words, capture_output=True, timeout=60, check=False).stdout.decode("utf-8", "replace")
    digests = re.findall(r"message digest\s*:\s*([0-9A-F]+)", told, re.IGNORECASE)
    named = re.search(r"Subject: .*?CN ?= ?([^,/\n]+)", told)
    fits = len(digests) >= 2 and digests[0] == digests[1]
    return named[1].strip() if named and fits else ""
