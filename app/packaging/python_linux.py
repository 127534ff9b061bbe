"""CPython for Linux, built from Debian's source in an old Debian so that it asks for no newer C library than that's."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from app.packaging import bullseye
from app.packaging.host import Failed
from app.packaging.pins import Pin, check, pin

# So that glibc 2.28 suffices: 2.29 gave these a new version whose only difference is errno, the old one is asked for;
# and sem_clockwait, new in 2.30, is left alone.
_OLD = """#ifndef __ASSEMBLER__
__asm__(".symver pow,pow@GLIBC_2.2.5");
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
#endif
"""
_BUILD = """set -e
cd /build/python3.11-*/
export SOURCE_DATE_EPOCH=1
ac_cv_func_sem_clockwait=no ./configure --prefix=/opt/python --without-ensurepip --disable-test-modules \\
    LDFLAGS=-Wl,--build-id=none CFLAGS="-O3 -g0 -include /build/old.h -ffile-prefix-map=$PWD=."
make -s -j"$(nproc)"
make -s install DESTDIR=/build/out
"""


def built(cache: Path) -> Path:
    """The folder that CPython is installed in: ``bin``, ``lib``. It is built once for its pin and then kept."""
    source, dsc = pin("linux_python"), pin("linux_python_dsc")
    made_so = hashlib.sha256((_OLD + _BUILD).encode()).hexdigest()[:8]
    folder = cache / f"python-{dsc.version}-{made_so}"
    if folder.is_dir():
        return folder
    root = bullseye.root(cache)
    work = root / "build"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    _fetch(root, dsc)
    check(work / source.name, source.sha256)
    (work / "old.h").write_text(_OLD, encoding="utf-8")
    (work / "build.sh").write_text(_BUILD, encoding="utf-8")
    print(f"Building CPython {dsc.version}", flush=True)
    bullseye.inside(root, "sh", "/build/build.sh")
    shutil.copytree(work / "out" / "opt" / "python", folder, symlinks=True)
    return folder


def _fetch(root: Path, dsc: Pin) -> None:
    """Get the source; Debian takes an older revision of its patches away when a newer one is out."""
    try:
        bullseye.inside(root, "sh", "-c", f"cd /build && apt-get -qq source {dsc.name}={dsc.version}")
        check(root / "build" / f"{dsc.name}_{dsc.version}.dsc", dsc.sha256)
    except Failed as failed:
        told = f"Debian has no {dsc.name} {dsc.version} any more. Look at the newer one and renew pins.toml.\n{failed}"
        raise Failed(told) from failed
