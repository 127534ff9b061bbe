"""The commands without a window: the words of the call in, the same verbs as the window, an exit status out."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from app import summaries
from app.book import backups, checks, demo, drafts, exporting, importing, importing_told
from app.book.awards import award_facts
from app.book.book import Book
from app.book.ledger_papers import year_facts
from app.book.reporting import refuse_place, write_json
from app.book.workbook import SHEETS
from app.documents import form, form_check
from app.documents.filling_ledger import ledger_forms
from app.documents.write import FORMATS, write_document
from app.domain.errors import AppError, FileProblem, UsageError
from app.domain.period import YEAR
from app.i18n import N_, Language
from app.log import start_log
from app.resources import code_list, forms, summary_styles
from app.version import __version__

DONE, FINDINGS, USAGE, WORLD = 0, 1, 2, 3

_Args = argparse.Namespace
_PATIENCE = 5.0  # seconds that another window or command may still need with the file


# What argparse says of a wrong call, and how it is said to the clerk.
_WRONG = (
    (r"the following arguments are required: (?P<what>.+)", N_("{what} is missing. See {command} --help.")),
    (r"argument (?P<what>\S+): invalid int value: '(?P<given>.*)'",
     N_("{what} takes a number, not “{given}”. See {command} --help.")),
    (r"argument COMMAND: invalid choice: '(?P<given>.*?)' .*",
     N_("There is no command {given}. See {command} --help.")),
    (r"argument (?P<what>\S+): expected one argument", N_("What {what} is to be is missing. See {command} --help.")),
    (r"unrecognized arguments: (?P<given>.+)", N_("“{given}” means nothing here. See {command} --help.")),
    (r"(?P<given>.*)", N_("This call was not understood: {given}. See {command} --help.")),
)  # fmt: skip


class _Parser(argparse.ArgumentParser):
    """argparse would print its usage in English and leave; here a wrong call is an error like any other."""

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _WRONG:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                raise UsageError(sentence, **found.groupdict(), command=self.prog)
        raise AssertionError(message)  # the last pattern takes everything


def run(argv: Sequence[str], language: Language) -> int:
    """Carry out one command; what went wrong is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        args = _parsed(argv, language)
        return int(COMMANDS[args.command](args, language))
    except BrokenPipeError:  # whoever read our output has seen enough
        sys.stdout = None
        return DONE
    except AppError as error:
        print(language.text(error.msgid, **error.values), file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print(language.text(N_("Stopped.")), file=sys.stderr)
        return WORLD
    except Exception:
        return _unforeseen(language)


def _unforeseen(language: Language) -> int:
    """A bug: the log gets it whole, the caller one sentence."""
    place = start_log()
    logging.getLogger("app.cli").exception("uncaught")
    sentence = N_("This is a fault of the program. What went wrong stands in {path}; please pass it on.")
    print(language.text(sentence, path=str(place or "—")), file=sys.stderr)
    return WORLD


def _parsed(argv: Sequence[str], language: Language) -> _Args:
    args = _parser(language).parse_args(argv)
    year = getattr(args, "year", None)
    if year is not None and not 1900 <= year <= 2100:
        raise UsageError(N_("“{given}” is no year. Write it with four digits, such as 2026."), given=year)
    for told in (getattr(args, name, None) for name in ("report", "trace")):
        if told:
            refuse_place(told, [getattr(args, name, None) for name in ("data", "book", "password_file")])
    return args


def _parser(language: Language) -> argparse.ArgumentParser:
    say = language.text
    # Whoever calls the module has no union-steward on the path, and is told the words that work.
    called = "python -m app" if Path(sys.argv[0]).name == "__main__.py" else "union-steward"
    parser = _Parser(
        prog=called, description=say(N_("Union Steward: with no command, or with a data file, the window."))
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help=say(N_("the version, and nothing else"))
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=_Parser, title=say(N_("commands"))
    )
    add = partial(_add, commands, say)
    new = add("new", N_("make a new data file"), "FILE")
    new.add_argument("--name", required=True, help=say(N_("the union's name")))
    kinds = "; ".join(f"{item.code} {item.value}" for item in code_list("union_kind").items)
    new.add_argument("--kind", default="", help=kinds)
    add("demo", N_("make the data file of an invented union"), "FILE")
    add("template", N_("write the blank workbook to fill in"), "OUT")
    _import_words(add("import", N_("take a workbook in"), "BOOK", data=True), say)
    out = add("export", N_("write everything into a workbook"), "OUT", data=True)
    out.add_argument("--sheets", default="", help=say(N_("only these sheets, with commas between them")))
    out.add_argument("--unmask", action="store_true", help=say(N_("whole ID numbers, phones and cards")))
    out.add_argument("--reason", default="", metavar="TEXT", help=say(N_("what the whole numbers are for")))
    summary = _papers(add("summary", N_("write the year's summary"), data=True), say)
    summary.add_argument("--style", default="", metavar="NAME", help="、".join(summary_styles()))
    summary.add_argument("--trace", type=Path, metavar="JSON", help=say(N_("write down where every number comes from")))
    only = _papers(add("forms", N_("write the year's award forms"), data=True), say)
    only.add_argument("--only", default="", metavar="ID", help="、".join(forms()))
    check = add("check", N_("look for what does not agree"), data=True)
    check.add_argument("--year", type=int, help=say(N_("only this year")))
    check.add_argument("--report", type=Path, metavar="JSON", help=say(N_("write the findings down as JSON")))
    backup = add("backup", N_("back the data file up"), data=True)
    backup.add_argument("--out", type=Path, metavar="DIR", help=say(N_("the folder; else beside the data file")))
    add("restore", N_("put a backup in the data file's place; the file as it was is kept"), "BACKUP", data=True)
    return parser


_Say = Callable[[str], str]


def _add(commands: Any, say: _Say, name: str, told: str, *places: str, data: bool = False) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=say(told), description=say(told))
    for place in places:
        parser.add_argument(place.lower(), metavar=place, type=Path)
    if data:
        parser.add_argument("--data", required=True, type=Path, metavar="FILE", help=say(N_("the union's data file")))
    parser.add_argument(
        "--password-file", type=Path, metavar="F", help=say(N_("a text file whose first line is the password"))
    )
    return parser


def _import_words(parser: argparse.ArgumentParser, say: _Say) -> None:
    parser.add_argument("--as", dest="kinds", action="append", default=[], metavar="SHEET=KIND",
                        help=say(N_("what a sheet is, where its headers do not tell: Sheet1=会员")))  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help=say(N_("only look; nothing is written")))
    parser.add_argument("--report", type=Path, metavar="JSON", help=say(N_("write what was done down as JSON")))


def _papers(parser: argparse.ArgumentParser, say: _Say) -> argparse.ArgumentParser:
    parser.add_argument("--year", type=int, required=True, help=say(N_("four digits")))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=say(N_("the folder to write into")))
    parser.add_argument("--formats", default=",".join(FORMATS), help=",".join(FORMATS))
    return parser


def _new(args: _Args, language: Language) -> int:
    known = code_list("union_kind").find(args.kind) if args.kind else None
    if args.kind and not known:
        raise UsageError(
            N_("There is no kind {kind}. Choose one of {kinds}."),
            kind=args.kind,
            kinds=", ".join(item.code for item in code_list("union_kind").items),
        )
    with Book.create(args.file, args.name, known.value if known else "", _password(args)):
        _say(language, N_("Made {path}."), path=args.file)
    return DONE


def _demo(args: _Args, language: Language) -> int:
    Book.create(args.file, demo.NAME, demo.KIND, _password(args), fill=demo.fill).close()
    _say(language, N_("Made {path}."), path=args.file)
    return DONE


def _template(args: _Args, language: Language) -> int:
    exporting.write_template(args.out)
    _say(language, N_("Wrote {path}."), path=args.out)
    return DONE


def _import(args: _Args, language: Language) -> int:
    kinds = dict(_kind(word) for word in args.kinds)
    with _book(args, read_only=args.dry_run) as book:
        plan = importing.plan(book, args.book, kinds=kinds)
        report = plan.report() if args.dry_run else importing.take_in(book, plan)
    told = report.as_json(language)
    write_json(args.report, told)
    for line in importing_told.told(told["sheets"], language):
        print(line)
    print(language.text(importing_told.ended(args.dry_run, told["sheets"])))
    understood = any(sheet.taken_as and sheet.headers for sheet in plan.sheets)
    return DONE if understood and not report.refused else FINDINGS


def _kind(word: str) -> tuple[str, str]:
    sheet, found, kind = word.rpartition("=")
    if not found or not sheet or (kind and kind not in SHEETS):
        raise UsageError(
            N_("“{word}” does not say what a sheet is. Write it as SHEET=KIND, with KIND one of {kinds}."),
            word=word,
            kinds="、".join(SHEETS),
        )
    return sheet, kind


def _export(args: _Args, language: Language) -> int:
    sheets = _words(args.sheets, SHEETS)
    with _book(args, read_only=not args.unmask) as book:
        if args.unmask:
            exporting.note_full(book, args.reason or language.text(N_("by a command, no reason given")))
        exporting.export(book, args.out, sheets=sheets, unmask=args.unmask)
    _say(language, N_("Wrote {path}."), path=args.out)
    return DONE


def _summary(args: _Args, language: Language) -> int:
    """The summary as the window would write it: with what the clerk chose and worded there, if she did."""
    styles = summary_styles()
    if args.style and args.style not in styles:
        raise UsageError(
            N_("There is no style {style}. Choose one of {styles}."), style=args.style, styles=", ".join(styles)
        )
    with _book(args, read_only=True) as book:
        draft = drafts.draft(book.read, args.year, YEAR)
        made = summaries.make(book.read, replace(draft, style=args.style or draft.style), _today())
        paper = summaries.annexed(made, book.read)
    for path in write_document(paper.document, args.out, paper.stem, _formats(args)):
        _say(language, N_("Wrote {path}."), path=path)
    write_json(args.trace, paper.trace_json())
    if made.facts.empty:
        print(language.text(N_("{year} has no records: the summary holds no work."), year=args.year), file=sys.stderr)
        return FINDINGS
    return DONE


def _forms(args: _Args, language: Language) -> int:
    checked = form_check.checked()
    heads = {head.id: head for head in form.papers_offered()}
    only = _words(args.only, tuple(heads))
    with _book(args, read_only=True) as book:
        facts = award_facts(book.read, args.year)
        ledger = year_facts(book.read, args.year, {heads[name].applies_to for name in only})
    sound = {file.id for file in checked.files}
    # A broken form is no business of a call that asks for others by name.
    told = [] if only and sound.issuperset(only) else [_sentence(language, one) for one in checked.problems]
    told += [
        f"{one.paper}：{_sentence(language, one.error)}" for one in form.refusals(facts, checked.definitions, only)
    ]
    papers = form.forms_for(facts, checked.definitions, only)
    # The ledger's papers are many: one for each record of the year, and only where they are asked for by name.
    papers += ledger_forms(ledger, checked.definitions, only) if only else ()
    for paper in papers:
        for path in write_document(paper.document, args.out, paper.stem, _formats(args)):
            _say(language, N_("Wrote {path}."), path=path)
    if not papers and not facts:
        none = N_("{year} has no awards: no form was written. Enter an award and who is put forward for it first.")
        told.append(language.text(none, year=args.year))
    for line in told:
        print(line, file=sys.stderr)
    return FINDINGS if told or not papers else DONE


def _sentence(language: Language, error: AppError) -> str:
    return language.text(error.msgid, **error.values)


def _check(args: _Args, language: Language) -> int:
    with _book(args, read_only=True) as book:
        broken = book.read.check()
        found = checks.check_book(book.read, args.year)
    sentences = [
        language.text(N_("The file is damaged: {place}. Restore the latest backup."), place=line) for line in broken
    ]
    sentences += [language.text(finding.msgid, **dict(finding.values)) for finding in found]
    print("\n".join(sentences) or language.text(N_("Nothing found: the file is sound and the figures agree.")))
    rows = [{"sentence": language.text(f.msgid, **dict(f.values)), "table": f.table, "ids": list(f.ids)} for f in found]
    write_json(args.report, {"integrity": broken, "findings": rows})
    return FINDINGS if sentences else DONE


def _backup(args: _Args, language: Language) -> int:
    _say(language, N_("Wrote {path}."), path=backups.backup(args.data, args.out, _password(args)))
    return DONE


def _restore(args: _Args, language: Language) -> int:
    # Whoever writes both names knows which book he means; the one that was there is kept in any case.
    aside = backups.restore(args.backup, args.data, _password(args), other_union=True)
    _say(language, N_("Restored {path}."), path=args.data)
    if aside:
        _say(language, N_("The file as it was before is kept as {path}."), path=aside)
    return DONE


def _book(args: _Args, *, read_only: bool = False) -> Book:
    return Book.open(args.data, _password(args), read_only=read_only, patience=_PATIENCE)


def _password(args: _Args) -> str:
    """The first line of the password file.

    Raises:
        FileProblem: it cannot be read or is empty.
    """
    if args.password_file is None:
        return ""
    try:
        lines = args.password_file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileProblem(
            N_("The password file {path} cannot be read. Check its name."), path=str(args.password_file)
        ) from error
    if not lines or not lines[0]:
        raise FileProblem(
            N_("The password file {path} is empty. Write the password into its first line."),
            path=str(args.password_file),
        )
    return str(lines[0])


def _formats(args: _Args) -> tuple[str, ...]:
    return _words(args.formats, FORMATS) or FORMATS


def _words(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The comma-separated words of an option; each must be known."""
    words = tuple(word.strip() for word in text.replace("，", ",").split(",") if word.strip())
    for word in words:
        if word not in known:
            raise UsageError(N_("“{word}” is not known here. Choose from {known}."), word=word, known="、".join(known))
    return words


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _say(language: Language, msgid: str, **values: object) -> None:
    print(language.text(msgid, **{name: str(value) for name, value in values.items()}))


COMMANDS: dict[str, Callable[[_Args, Language], int]] = {
    "new": _new,
    "demo": _demo,
    "template": _template,
    "import": _import,
    "export": _export,
    "summary": _summary,
    "forms": _forms,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
}
