"""A network share is known by the system's table of mounts."""

from pathlib import Path

import pytest

from app.book.places import is_on_network, kind_of

MOUNTS = "\n".join(
    (
        "/dev/sda1 / ext4 rw 0 0",
        "//server/共享 /mnt/工会\\040共享 cifs rw 0 0",
        "server:/team /team nfs4 rw 0 0",
        "/dev/sdb1 /team/u/stick vfat rw 0 0",
        "broken",
    )
)


@pytest.mark.fault("D15")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/a.union", "ext4"),
        ("/mnt/工会 共享/a.union", "cifs"),
        ("/mnt/工会 共享别处/a.union", "ext4"),
        ("/team/u/a.union", "nfs4"),
        ("/team/u/stick/a.union", "vfat"),
    ],
)
def test_the_deepest_mount_tells(path, kind):
    assert kind_of(Path(path), MOUNTS) == kind


def test_here_is_no_share(tmp_path):
    assert not is_on_network(tmp_path / "a.union")
    assert kind_of(tmp_path, "") == ""
