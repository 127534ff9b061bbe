"""A batch of papers that is cut off: those finished are whole, and writing them again makes the rest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_WRITE = """
import os, signal, sys
from pathlib import Path
from app.documents.blocks import Document, Paragraph, run
from app.documents.write import write_document

folder, last = Path(sys.argv[1]), int(sys.argv[2])
moved = 0

def hook(event, args):
    global moved
    if event == "os.rename":
        moved += 1
        if moved == last:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
for number in range(20):
    paper = Document(f"第{number}张", (Paragraph(run(f"第{number}张的话")),))
    write_document(paper, folder, f"表{number:02}", ["docx"])
"""


def _write(folder: Path, last: int) -> int:
    done = subprocess.run([sys.executable, "-c", _WRITE, str(folder), str(last)], capture_output=True, check=False)
    return done.returncode


@pytest.mark.fault("P7")
def test_a_batch_cut_off_is_finished_by_writing_it_again(tmp_path: Path) -> None:
    from docx import Document

    assert _write(tmp_path, 9) < 0
    there = sorted(tmp_path.glob("*.docx"))
    assert [path.stem for path in there] == [f"表{number:02}" for number in range(8)]
    for path in there:
        assert any("的话" in part.text for part in Document(str(path)).paragraphs)
    assert _write(tmp_path, 0) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"表{number:02}.docx" for number in range(20)]
