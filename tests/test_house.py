"""The rules of the house: who may import whom, and what no file may hold."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"

# Each room and the rooms below it that it may import. A room is a folder of app/, or a file in it.
ALL_BELOW_UI = {
    "paths", "points", "replacing", "version", "i18n", "log", "exits", "settings", "domain", "resources", "holidays",
    "formats", "store", "book", "documents", "summaries",
}  # fmt: skip
ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "paths": set(),
    "version": set(),
    "points": set(),
    "replacing": set(),
    "i18n": {"paths"},
    "log": {"paths"},
    "exits": {"paths", "log"},
    "settings": {"paths", "replacing"},
    "domain": {"i18n"},
    "resources": {"paths", "domain", "i18n"},
    "holidays": {"paths", "replacing", "resources", "domain", "i18n"},
    "formats": {"domain", "i18n"},
    "store": {"domain", "i18n", "points", "replacing"},
    "book": {"store", "domain", "i18n", "formats", "resources", "holidays", "points", "replacing"},
    "documents": {"formats", "domain", "i18n", "paths", "points", "replacing", "resources", "version"},
    "summaries": {"book", "documents", "domain", "i18n"},
    "ui": {
        "book", "documents", "summaries", "formats", "domain", "i18n", "settings", "paths", "version", "resources",
        "holidays", "log", "exits",
    },
    "packaging": {"paths", "version"},  # makes the packages, and is in none
    "cli": ALL_BELOW_UI,
    "main": {*ALL_BELOW_UI, "ui", "cli"},
    "__main__": {"main"},
}  # fmt: skip

# What these rooms may take from i18n: the mark on a sentence, never the language it is said in.
ONLY_NAMES = {(room, "i18n"): {"N_"} for room in ("domain", "resources", "holidays", "store")}

# Third parties, and the only files that may import them.
THIRD_PARTIES: dict[str, tuple[str, ...]] = {
    "PySide6": ("app/ui/*", "app/main.py"),
    "shiboken6": ("app/ui/*",),
    "pypdfium2": ("app/ui/preview*", "app/ui/print*"),
    "reportlab": ("app/documents/pdf*",),
    "PIL": ("app/documents/photos*", "app/documents/image*", "app/packaging/*"),
    "docx": ("app/documents/docx*",),
    "lxml": ("app/documents/docx*",),
    "xlsxwriter": ("app/book/exporting*",),
    "python_calamine": ("app/book/importing*", "app/book/reading*"),
    "openpyxl": ("app/book/importing*", "app/book/reading*"),
    "sqlite_utils": ("app/store/*",),
    "sqlcipher3": ("app/store/*",),
    "babel": ("app/i18n*", "app/formats*"),
    "pypinyin": ("app/domain/*",),
    "lunar_python": ("app/domain/*",),
    "platformdirs": ("app/paths.py",),
}

# The imports that may stand inside a function, and why: a bare window is up in a tenth of a second, and
# stays so only if what it does not need yet is loaded when it is first used.
LAZY = {
    "sqlite_utils": "150 ms; only where plain SQL is not enough",
    "reportlab": "150 ms; only a PDF needs it",
    "docx": "100 ms; only a Word file needs it",
    "lxml": "comes with docx",
    "xlsxwriter": "only an export needs it",
    "openpyxl": "120 ms; only where python_calamine does not load",
    "python_calamine": "does not load on every system",
    "pypinyin": "240 ms; only a new name needs it",
    "lunar_python": "only a lunar date needs it",
    "pypdfium2": "only a preview needs it",
    "app.documents": "pulls in reportlab and docx",
    "PySide6.QtPrintSupport": "wants a system library that a machine without printing may lack",
}
# The two front doors also load whole rooms only when the words of the call ask for them.
FRONT_DOORS = {"app/main.py", "app/cli.py"}
LAZY_AT_THE_DOOR = {"PySide6", "app.ui", "app.book", "app.store", "app.cli"}

# The window's verbs load a dialog, the workplace a page and a page its forms when they are first asked for: what is
# seen first needs none of them.
WHEN_ASKED = (
    "app/ui/verbs*", "app/ui/window.py", "app/ui/workplace.py", "app/ui/record_page.py", "app/ui/pages/records.py",
    "app/ui/pages/drawers.py",
    "app/ui/filter_bar.py", "app/ui/kept_drafts.py", "app/ui/opening.py",
)  # fmt: skip

# The files that may catch every exception, and why. Elsewhere a bug must reach the log (rule 6); a
# handler that ends by raising again swallows nothing and may stand anywhere.
CATCH_ALL = {
    "app/main.py": "the last stand: logs what nobody foresaw",
    "app/cli.py": "the same for a command",
    "app/ui/errors.py": "the same for the window",
    "app/ui/jobs.py": "carries a worker's failure to the window",
    "app/ui/seeker.py": "the same for a question",
}

MAX_LINES = 400

# Put together from pieces so that this file does not find itself.
HOSTS = [
    "pypi" + ".org", "python" + "hosted.org", "registry" + ".npmjs", "npm" + "mirror",
    "proxy.golang" + ".org", "deb." + "debian.org", "security." + "debian.org",
    "archive.ubuntu" + ".com", "mirrors." + "tuna", "mirrors." + "aliyun", "index" + "-url",
]  # fmt: skip
_FOLDERS = "|".join(["work", "root", "home"])
MACHINE_PATH = re.compile(rf"(?:(?<![\w.~/\\)}}-])|file:/{{2}})/(?:{_FOLDERS})\b")
NOT_OURS = {".git", ".venv", "out", "build", "dist", "__pycache__", ".idea", ".vscode"}
BINARY = {
    ".docx", ".ico", ".mo", ".pdf", ".png", ".pyc", ".qm", ".ttf", ".union", ".xls", ".xlsx", ".zip",
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    """One imported module, resolved to its full name."""

    file: str
    line: int
    module: str
    name: str | None
    lazy: bool

    @property
    def top(self) -> str:
        """The package's own name: ``reportlab`` of ``reportlab.lib.units``."""
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        """The place and what is imported there."""
        return f"{self.file}:{self.line} {self.module}" + (f".{self.name}" if self.name else "")


def _app_files() -> list[Path]:
    return sorted(p for p in APP.rglob("*.py") if "__pycache__" not in p.parts)


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


TREES = {_short(p): ast.parse(p.read_text(encoding="utf-8")) for p in _app_files()}


def _module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {_module_of(file): file for file in TREES}


def _room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def _walk(node: ast.AST, lazy: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Every import statement below ``node``, and whether it stands inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, lazy
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _walk(child, lazy or inside)


def _source(file: str, node: ast.ImportFrom) -> str:
    """The full name of the module that ``node`` imports from."""
    if not node.level:
        return node.module or ""
    parts = _module_of(file).split(".")
    package = parts if file.endswith("/__init__.py") else parts[:-1]
    base = package[: len(package) - node.level + 1]
    return ".".join([*base, *([node.module] if node.module else [])])


def _imports_of(file: str, tree: ast.AST) -> Iterator[Import]:
    for node, lazy in _walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, None, lazy)
            continue
        source = _source(file, node)
        for alias in node.names:
            inner = f"{source}.{alias.name}"
            if inner in MODULES or source == "app":
                yield Import(file, node.lineno, inner, None, lazy)
            else:
                yield Import(file, node.lineno, source, alias.name, lazy)


IMPORTS = [found for file, tree in TREES.items() for found in _imports_of(file, tree)]


def _within(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def _report(wrong: list[str]) -> str:
    return "\n" + "\n".join(wrong)


def test_every_room_is_in_the_plan() -> None:
    unknown = sorted({_room(module) for module in MODULES} - set(ROOMS))
    assert not unknown, f"rooms that the plan does not have: {unknown}"


def test_imports_go_downstairs_only() -> None:
    wrong = []
    for found in IMPORTS:
        if found.top != "app":
            continue
        here, there = _room(_module_of(found.file)), _room(found.module)
        if there not in {here, "__init__"} | ROOMS.get(here, set()):
            wrong.append(f"{found}: {here} may not import {there}")
        only = ONLY_NAMES.get((here, there))
        if only and found.name not in only:
            wrong.append(f"{found}: {here} may take only {sorted(only)} from {there}")
    assert not wrong, _report(wrong)


def test_third_parties_stand_only_where_they_are_named() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.top not in sys.stdlib_module_names
        and found.top != "app"
        and not any(fnmatch(found.file, place) for place in THIRD_PARTIES.get(found.top, ()))
    ]
    assert not wrong, _report(wrong)


def test_no_import_circle() -> None:
    below: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in IMPORTS:
        if found.module in MODULES and found.module != _module_of(found.file):
            below[_module_of(found.file)].add(found.module)
    # Take away whatever imports nothing that is left: what cannot be taken away goes round.
    while free := [module for module, others in below.items() if not others]:
        for module in free:
            del below[module]
        for others in below.values():
            others.difference_update(free)
    assert not below, _report([f"{module} → {', '.join(sorted(others))}" for module, others in below.items()])


def test_imports_inside_functions_are_on_the_list() -> None:
    wrong = [
        str(found)
        for found in IMPORTS
        if found.lazy
        and not _within(found.module, set(LAZY))
        and not (found.file in FRONT_DOORS and _within(found.module, LAZY_AT_THE_DOOR))
        and not (
            any(fnmatch(found.file, place) for place in WHEN_ASKED) and _within(found.module, {"app.ui", "app.book"})
        )
    ]
    assert not wrong, _report(wrong)


def test_every_file_says_what_it_is_for() -> None:
    wrong = [file for file, tree in TREES.items() if not (ast.get_docstring(tree) or "").strip()]
    assert not wrong, _report(wrong)


def test_no_file_is_too_long() -> None:
    lengths = {_short(p): len(p.read_text(encoding="utf-8").splitlines()) for p in _app_files()}
    wrong = [f"{file}: {lines} lines" for file, lines in lengths.items() if lines > MAX_LINES]
    assert not wrong, _report(wrong)


def test_the_window_never_turns_its_own_event_loop() -> None:
    wrong = [
        f"{file}:{node.lineno}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "processEvents")
        or (isinstance(node, ast.Name) and node.id == "processEvents")
    ]
    assert not wrong, _report(wrong)


def _names(node: ast.expr | None) -> set[str]:
    """The exception names in ``node``; a bare ``except`` counts as BaseException."""
    if node is None:
        return {"BaseException"}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _swallows(node: ast.AST) -> bool:
    """Whether ``node`` catches everything and lets it end there."""
    everything = {"Exception", "BaseException"}
    if isinstance(node, ast.ExceptHandler):
        last = node.body[-1]
        again = isinstance(last, ast.Raise) and last.exc is None
        return bool(_names(node.type) & everything) and not again
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        return called == "suppress" and any(_names(argument) & everything for argument in node.args)
    return False


def test_bugs_are_not_swallowed() -> None:
    wrong = [
        f"{file}:{node.lineno}"  # type: ignore[attr-defined]
        for file, tree in TREES.items()
        if file not in CATCH_ALL
        for node in ast.walk(tree)
        if _swallows(node)
    ]
    assert not wrong, _report(wrong)


def test_data_folders_hold_no_code() -> None:
    wrong = [_short(p) for folder in ("resources", "forms") for p in (ROOT / folder).rglob("*.py")]
    assert not wrong, _report(wrong)


def _our_texts() -> Iterator[tuple[str, str]]:
    """The name and the text of every text file that belongs to the project."""
    for folder, subfolders, files in _folders(ROOT):
        subfolders[:] = [name for name in subfolders if not _is_foreign(name)]
        for name in files:
            path = folder / name
            if path.suffix in BINARY or path.is_symlink():
                continue
            try:
                yield _short(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def _folders(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """``Path.walk``, which Python 3.11 does not have yet."""
    names = sorted(top.iterdir())
    subfolders = [p.name for p in names if p.is_dir()]
    yield top, subfolders, [p.name for p in names if p.is_file()]
    for name in subfolders:
        yield from _folders(top / name)


def _is_foreign(name: str) -> bool:
    return name in NOT_OURS or name.endswith(("_cache", ".egg-info")) or name == ".hypothesis"


def test_no_text_names_a_registry_or_a_path_of_one_machine() -> None:
    wrong = []
    for file, text in _our_texts():
        for number, line in enumerate(text.splitlines(), 1):
            if MACHINE_PATH.search(line) or any(host in line for host in HOSTS):
                wrong.append(f"{file}:{number} {line.strip()[:80]}")
    assert not wrong, _report(wrong)
