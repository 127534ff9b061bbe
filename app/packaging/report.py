"""What a build took and what it made: names, versions, digests, sizes, seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.packaging.host import Failed
from app.packaging.pins import pin, pins, sha256

MB = 1_000_000
SUMS = "SHA256SUMS"
_LIMITS = {".exe": 45 * MB, ".deb": 50 * MB, ".run": 50 * MB}  # bytes; what an office downloads or carries


@dataclass(frozen=True, slots=True)
class Made:
    """A finished package and how long it took, in seconds."""

    path: Path
    seconds: float

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size


def table(made: Sequence[Made]) -> str:
    """The packages as a table for docs/release.md."""
    rows = [
        f"| {one.path.name} | {one.size / MB:.1f} MB | {one.seconds:.0f} s | `{sha256(one.path)}` |" for one in made
    ]
    return "\n".join(["| package | size | made in | SHA-256 |", "|---|---:|---:|---|", *rows])


def write_sums(out: Path, made: Sequence[Made]) -> Path:
    """Write ``SHA256SUMS`` beside the packages, as ``sha256sum -c`` reads it; lines of others there stay."""
    path = out / SUMS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    known = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    known |= {one.path.name: sha256(one.path) for one in made}
    told = [f"{digest}  {name}\n" for name, digest in sorted(known.items()) if (out / name).exists()]
    path.write_text("".join(told), encoding="utf-8", newline="\n")
    return path


def taken(files: Sequence[Path], *, linux: bool, windows: bool) -> str:
    """Every part that went into a build, one a line: what it is, where it came from, and its digest."""
    lines = [f"{path.name}  (Python package index)  {sha256(path)}" for path in files]
    if windows:
        one = pin("windows_python")
        lines.append(f"{one.name} {one.version}: {one.why}  (Python package index)  {one.sha256}")
    if linux:
        one = pin("linux_python")
        lines.append(f"{one.name} with Debian's patches {one.version}  (Debian 12)  {one.sha256}")
        lines += [f"{deb.name} {deb.version}: {deb.why}  (Debian 11)  {deb.sha256}" for deb in pins("deb")]
    return "\n".join(lines)


def hold_limits(made: Sequence[Made]) -> None:
    """Refuse what has grown too large.

    Raises:
        Failed: a package is above its limit.
    """
    large = [
        f"{one.path.name}: {one.size / MB:.1f} MB" for one in made if one.size > _LIMITS.get(one.path.suffix, one.size)
    ]
    if large:
        raise Failed(f"Larger than they may be: {', '.join(large)}")
