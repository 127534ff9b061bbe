"""A file takes its place in one move; a virus scanner in the way is waited for."""

from pathlib import Path

import pytest

from app import replacing


@pytest.fixture
def refusals(monkeypatch):
    """How often a renaming is still refused, as a virus scanner does it."""
    left = [0]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if left[0] > 0:
            left[0] -= 1
            raise PermissionError(13, "Access is denied", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(replacing.time, "sleep", lambda _seconds: None)
    return left


@pytest.fixture
def files(tmp_path):
    path = tmp_path / "a.union"
    path.write_text("old")
    part = replacing.part_of(path)
    part.write_text("new")
    return part, path


@pytest.mark.fault("L6")
def test_a_few_refusals_are_waited_out(files, refusals):
    part, path = files
    refusals[0] = 3
    replacing.move(part, path, patience=60)
    assert path.read_text() == "new"
    assert not part.exists()


@pytest.mark.fault("L6")
def test_what_is_refused_to_the_end_leaves_both_files(files, refusals):
    part, path = files
    refusals[0] = 1_000_000
    with pytest.raises(PermissionError):
        replacing.move(part, path, patience=0)
    assert (path.read_text(), part.read_text()) == ("old", "new")


def test_a_file_is_put_in_place_whole(files):
    part, path = files
    replacing.put_in_place(part, path)
    assert path.read_text() == "new"
    assert [one.name for one in path.parent.iterdir()] == [path.name]
