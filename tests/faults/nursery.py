"""A process that has everything loaded but Qt, and forks a child for each deed: to be killed, cut off or lied to.

``python -m tests.faults.nursery`` reads an order a line and answers each with what came of it; ``Nursery`` is the
other end. Starting Python anew for each of a thousand deeds would cost a second each time, a fork costs none.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from app.domain.errors import AppError
from app.points import EVENT
from app.store import keys
from app.store.keys import Secret
from tests.faults import oracle, workload

_TOO_LONG = 120.0  # seconds, after which a deed is held to hang


@dataclass(frozen=True)
class Order:
    """One deed, and what is to happen to it.

    ``kill_at`` is a named place and which time it is reached; ``kill_after`` seconds; ``trace`` the words for strace;
    ``looks`` asks for a look at the folder after each step; ``largest`` limits files to so many bytes; ``uid`` is
    whom the deed is done as. An impatient deed ends with the first refusal instead of trying once more.
    """

    act: str
    folder: str
    kill_at: tuple[str, int] | None = None
    kill_after: float | None = None
    trace: tuple[str, ...] = ()
    looks: bool = False
    largest: int = 0
    uid: int = 0
    patient: bool = True
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of an order: ``said`` are the steps done, sentences of refusal and places reached, in their order.

    ``looks`` are those after each step or refusal; ``status`` is the exit status, negative for a signal.
    """

    said: list[tuple[str, str]]
    looks: list[dict[str, str]]
    status: int
    seconds: float

    @property
    def done(self) -> list[str]:
        """The steps said to be done."""
        return [what for kind, what in self.said if kind == "done"]

    @property
    def refused(self) -> list[str]:
        """The sentences."""
        return [what for kind, what in self.said if kind == "refused"]

    @property
    def places(self) -> list[str]:
        """The named places reached."""
        return [what for kind, what in self.said if kind == "place"]

    @property
    def failed(self) -> list[str]:
        """Errors that were no sentence: bugs."""
        return [what for kind, what in self.said if kind == "failed"]


class Nursery:
    """The end that gives the orders."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "tests.faults.nursery"]
        root = Path(__file__).resolve().parents[2]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)

    def __enter__(self) -> Nursery:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None,
                 _trace: TracebackType | None) -> None:  # fmt: skip
        with self._process:
            self._process.stdin.close()

    def prepare(self, act: str, folder: Path) -> None:
        """Lay out in ``folder`` what lies there before the deed."""
        folder.mkdir(parents=True)
        self._ask({"prepare": act, "folder": str(folder)})

    def order(self, order: Order, heard: Callable[[str, str], None] | None = None) -> Outcome:
        """Have a deed done; ``heard`` is told of each step before the deed goes on."""
        found = self._ask(asdict(order) | {"aloud": heard is not None}, heard)
        return Outcome([(kind, what) for kind, what in found.pop("said")], **found)

    def _ask(self, asked: dict[str, Any], heard: Callable[[str, str], None] | None = None) -> dict[str, Any]:
        while True:
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"error": "the nursery is gone"}')
            assert "error" not in answer, answer["error"]
            if heard is None or "aloud" not in answer:
                return answer
            heard(*answer["aloud"])
            asked = {}  # go on


# ------------------------------------------------------------------------------------------------- the other end


def serve() -> None:
    """Carry out orders until there are no more."""
    warm_up()
    eyes: dict[str, oracle.Eye] = {}
    while line := sys.stdin.readline():
        asked = json.loads(line)
        try:
            if "prepare" in asked:
                act = workload.act_named(asked["prepare"])
                act.prepare(Path(asked["folder"]), act.password)
                answer: dict[str, Any] = {}
            else:
                aloud = asked.pop("aloud")
                order = Order(**asked)
                eye = eyes.setdefault(order.act, oracle.Eye(workload.passwords_of(order.act)))
                answer = _carried_out(order, eye, aloud=aloud)
        except Exception as error:
            answer = {"error": "".join(traceback.format_exception(error))}
        print(json.dumps(answer), flush=True)


def warm_up() -> None:
    """Load what the deeds need, so that no child spends its time, and its system calls, on that.

    A key is worked out once for all deeds, and from a salt that is always the same here.
    """
    workload.remember_keys()
    keys.secrets.token_bytes = _no_dice
    for act in workload.ACTS.values():
        for password in (act.password, *act.later):
            keys.fresh(password)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("import", "export", "papers"):
            place = Path(folder, name)
            place.mkdir()
            workload.ACTS[name].prepare(place, "")
            workload.ACTS[name].run(workload.Stage(place, lambda _kind, _what: None))


def _no_dice(count: int) -> bytes:
    return bytes(range(count))


def _carried_out(order: Order, eye: oracle.Eye, *, aloud: bool) -> dict[str, Any]:
    ours, theirs = socket.socketpair()
    secret = workload.secret_of(Path(order.folder, workload.BOOK), workload.act_named(order.act).password)
    start = time.monotonic()
    child = os.fork()
    if not child:
        ours.close()
        _be_a_child(order, theirs, secret)
    theirs.close()
    tracer = _traced(child, order.trace) if order.trace else None
    ours.send(b"g")
    said, looks = _heard(ours, child, order, eye, aloud=aloud)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if tracer:
        tracer.wait()
    return {"said": said, "looks": looks, "status": status, "seconds": time.monotonic() - start}


def _traced(child: int, words: tuple[str, ...]) -> subprocess.Popen[str]:
    tracer = subprocess.Popen(
        ["strace", *words, "-p", str(child)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    told = tracer.stderr.readline()
    if "attached" not in told:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise RuntimeError(f"strace: {told}")
    return tracer


def _heard(ours: socket.socket, child: int, order: Order, eye: oracle.Eye, *,
           aloud: bool) -> tuple[list[Any], list[Any]]:  # fmt: skip
    """All that the child says, each answered, so that it goes on only when its folder was looked at."""
    said: list[tuple[str, str]] = []
    looks: list[dict[str, str]] = []
    end = time.monotonic() + (_TOO_LONG if order.kill_after is None else order.kill_after)
    while True:
        ready, _, _ = select.select([ours], [], [], max(end - time.monotonic(), 0))
        if not ready:
            if order.kill_after is None:
                said.append(("failed", "it hangs"))
            os.kill(child, signal.SIGKILL)
            break
        heard = b""
        with suppress(ConnectionResetError):
            heard = ours.recv(65536)
        if not heard:
            break
        kind, _, what = heard.decode().partition(" ")
        said.append((kind, what))
        if order.looks and kind in ("done", "refused"):
            looks.append(eye.look(oracle.image_of(Path(order.folder))))
        if aloud:
            print(json.dumps({"aloud": [kind, what]}), flush=True)
            sys.stdin.readline()
        with suppress(BrokenPipeError, ConnectionResetError):
            ours.send(b"g")
    ours.close()
    return said, looks


def _be_a_child(order: Order, parent: socket.socket, secret: Secret) -> None:
    status = 1
    try:
        parent.recv(1)
        _under_conditions(order)
        if order.kill_at:
            sys.addaudithook(partial(_end_at, list(order.kill_at)))
        elif order.looks:
            sys.addaudithook(partial(_tell_places, parent))
        act = workload.act_named(order.act)
        act.run(workload.Stage(Path(order.folder), partial(_say, parent), secret, order.patient))
        _say(parent, "done", "ended")
        status = 0
    except AppError as error:
        _say(parent, "refused", str(error))
        status = 3
    except BaseException as error:
        _say(parent, "failed", f"{type(error).__name__}: {error}")
    finally:
        os._exit(status)


def _under_conditions(order: Order) -> None:
    os.environ.update(order.environment)
    tempfile.tempdir = None
    time.tzset()
    if order.largest:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (order.largest, order.largest))
    if order.uid:
        os.setgroups([])
        os.setresgid(order.uid, order.uid, order.uid)
        os.setresuid(order.uid, order.uid, order.uid)


def _say(parent: socket.socket, kind: str, what: str) -> None:
    # send, not write: the faults are dealt out to writes, and this must not be among them.
    parent.send(f"{kind} {what}".encode())
    parent.recv(1)


def _end_at(place_and_times: list[Any], event: str, args: tuple[Any, ...]) -> None:
    if event == EVENT and args[0] == place_and_times[0]:
        place_and_times[1] -= 1
        if place_and_times[1] == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _tell_places(parent: socket.socket, event: str, args: tuple[Any, ...]) -> None:
    if event == EVENT:
        _say(parent, "place", args[0])


if __name__ == "__main__":
    serve()
