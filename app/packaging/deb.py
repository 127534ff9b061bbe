"""The .deb: for Debian, UOS, Kylin, Ubuntu, with a menu entry and the file type."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.packaging import linux, tree
from app.packaging.host import need, run
from app.version import __version__

PACKAGE = "union-steward"
_CONTROL = """Package: {package}
Version: {version}
Architecture: amd64
Maintainer: Union Steward <union-steward@invalid.invalid>
Installed-Size: {size}
Section: misc
Priority: optional
Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1 | libgcc1, zlib1g, libzstd1, libgl1, libegl1, libx11-6, libx11-xcb1,
 libxcb1, libfontconfig1, libfreetype6, libglib2.0-0 | libglib2.0-0t64, libdbus-1-3, xkb-data
Recommends: libcups2 | libcups2t64, shared-mime-info, desktop-file-utils, xdg-utils
Description: the year of a small grassroots union in one file
 工会小管家：会员、慰问帮扶、活动、评优评先，一个文件管到年终总结。
 .
 Members, aid, activities and awards of a small Chinese grassroots union, and
 the year-end papers made from them. Works without a network.
"""


def packed(stage: Path, out: Path, epoch: int) -> Path:
    """Make the package of a finished folder."""
    need({"dpkg-deb": "dpkg", "xz": "xz-utils"})
    root = stage.parent / "deb"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "usr" / "lib" / PACKAGE
    shutil.copytree(stage, home, symlinks=True)
    _join_the_desktop(root)
    (root / "DEBIAN").mkdir()
    size = tree.size(root) // 1024
    control = _CONTROL.format(package=PACKAGE, version=__version__, size=size)
    (root / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    tree.settle(root, epoch)
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"{PACKAGE}_{__version__}_amd64.deb"
    words = ("dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", root, made)
    run(*words, env={"SOURCE_DATE_EPOCH": str(epoch), "XZ_OPT": "-T1"})
    return made


def _join_the_desktop(root: Path) -> None:
    share = root / "usr" / "share"
    linux.icons(share / "icons")
    for name, place in (("desktop", "applications"), ("xml", "mime/packages")):
        (share / place).mkdir(parents=True)
        shutil.copyfile(linux.PARTS / f"{PACKAGE}.{name}", share / place / f"{PACKAGE}.{name}")
    papers = share / "doc" / PACKAGE
    papers.mkdir(parents=True)
    shutil.copyfile(root / "usr" / "lib" / PACKAGE / "NOTICE", papers / "copyright")
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / PACKAGE).symlink_to(f"../lib/{PACKAGE}/{PACKAGE}")
