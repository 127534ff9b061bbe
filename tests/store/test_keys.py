"""A password's key is SQLCipher's own, works for every copy, and can be printed as a code."""

import os
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.domain.errors import FileProblem, WrongPassword
from app.store import copying, datafile, keys
from app.store.keys import Key

KEYS = st.builds(Key, st.binary(min_size=32, max_size=32), st.binary(min_size=16, max_size=16))


@given(KEYS)
def test_a_code_gives_its_key_back_however_it_is_typed(tmp_path_factory, key):
    path = tmp_path_factory.mktemp("k") / "a"
    path.write_bytes(key.salt + b"x" * 100)
    code = keys.recovery_code(key)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("O", "0").replace("I", "1"), f" {code} "):
        assert keys.keys_of(path, typed) == (key,)


@given(KEYS, st.integers(0, 55), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
@example(Key(bytes(32), bytes(16)), 51, "B")  # bits that the last letter has to spare
def test_a_slip_in_a_code_is_noticed(key, at, letter):
    code = keys.recovery_code(key).replace("-", "")
    wrong = code[:at] + letter + code[at + 1 :]
    assert keys.is_code(wrong) == (wrong == code)


def test_a_key_says_nothing_of_itself():
    key = keys.fresh("geheim")
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)


@pytest.mark.fault("K3")
@pytest.mark.parametrize("password", ['青石\'s "x"', " 前后有空格 ", "ａｂ１", "e\u0301te\u0301", "😀;--"])
def test_a_file_opens_with_its_password_whoever_asks(tmp_path: Path, password):
    path = tmp_path / "a.union"
    datafile.create(path, password).close()
    assert not keys.is_plain(path)
    datafile.open_file(path, password).close()
    for wrong in (password.strip() + "x", password.strip() or "y") if password != password.strip() else ("x",):
        with pytest.raises(WrongPassword):
            datafile.open_file(path, wrong)


@pytest.mark.fault("K3")
def test_an_accent_may_be_composed_or_not(tmp_path: Path):
    path = tmp_path / "a.union"
    datafile.create(path, "e\u0301").close()
    datafile.open_file(path, "\u00e9").close()


def test_a_file_made_with_the_password_as_it_came_still_opens(tmp_path: Path):
    """Earlier versions handed the password to SQLCipher as it was typed."""
    path = tmp_path / "a.union"
    datafile.create(path, "x").close()
    path.unlink()
    conn = dbapi2.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA key = 'e\u0301'")
    conn.execute(f"PRAGMA application_id = {datafile.APPLICATION_ID}")
    conn.execute("CREATE TABLE t(x)")
    conn.close()
    assert datafile.key_of(path, "e\u0301") is not None


@pytest.mark.fault("K10")
def test_the_work_of_guessing_is_not_read_from_the_file(tmp_path: Path):
    """Whatever is written into the head of a file, its key takes 256,000 rounds."""
    path = tmp_path / "a.union"
    datafile.create(path, "geheim").close()
    salt = path.read_bytes()[:16]
    quick = dbapi2.connect(str(path))
    quick.execute("PRAGMA key = 'geheim'")
    quick.execute("PRAGMA kdf_iter = 4000")
    with pytest.raises(dbapi2.DatabaseError):
        quick.execute("SELECT * FROM sqlite_master")
    assert keys.keys_of(path, "geheim")[0].salt == salt


@pytest.mark.parametrize(("former", "later"), [("", "neu"), ("alt", "neu"), ("alt", "")])
def test_another_password_keeps_everything_and_shuts_out_the_former(tmp_path: Path, former, later):
    path = tmp_path / "a.union"
    with datafile.create(path, former) as db, datafile.transaction(db):
        db.conn.execute("INSERT INTO union_info(name) VALUES ('青石镇总工会')")
        counts = copying.counts(db)
    path.chmod(0o640)
    copying.rekey(path, former, keys.fresh(later) if later else None)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640, "as open to others as it was"
    assert [p.name for p in tmp_path.iterdir()] == ["a.union"]
    assert keys.is_plain(path) == (not later)
    with datafile.open_file(path, later) as db:
        assert copying.counts(db) == counts
        assert datafile.is_up_to_date(db)
        first = db.conn.execute("SELECT id FROM union_info").fetchone()[0]
        seq = db.conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'union_info'").fetchone()[0]
        assert seq == first
    with pytest.raises(FileProblem):
        datafile.open_file(path, former)


@pytest.mark.fault("K1")
def test_a_wrong_password_and_a_broken_head_are_said_alike_and_touch_nothing(tmp_path: Path):
    path = tmp_path / "a.union"
    datafile.create(path, "geheim").close()
    broken = tmp_path / "b.union"
    whole = path.read_bytes()
    broken.write_bytes(bytes(64) + whole[64:])
    said = []
    for one, password in ((path, "falsch"), (broken, "geheim")):
        before = one.read_bytes()
        with pytest.raises(WrongPassword) as caught:
            datafile.open_file(one, password)
        said.append(caught.value.msgid)
        assert one.read_bytes() == before
    assert said[0] == said[1]


def test_a_password_for_a_file_that_has_none_is_told(tmp_path: Path):
    path = tmp_path / "a.union"
    datafile.create(path).close()
    with pytest.raises(FileProblem, match="no password"):
        datafile.open_file(path, "geheim")
