"""A server process that has loaded the import code and forks a fresh child for each task.

Loading Arrow and the formats takes most of a second of processor time, a small file some hundredths. So one
process loads them once and reads no file but its own (`rehearsal`); each task runs in a child of its own,
where a file that crashes the reader affects nothing else. The server ends with its parent, and after a while
without a task.

    parent --(socket: three pipes for each task)--> server --fork--> minder --fork--> child

The minder waits for the child and reports how it ended. It stays until the parent closes the report, so that
the child's process id is not reused and no other process is killed in its place.
"""

from __future__ import annotations

import atexit
import gc
import itertools
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: After so long without a task the server ends and gives its memory back.
_IDLE_SECONDS: Final = 600
#: So long the server may take to end; children that still work need none.
_END_SECONDS: Final = 1
_NUMBER_BYTES: Final = 4
#: Whoever comes a second time comes more often.
_REHEARSED_BEFORE: Final = 2
#: Once for a server that ends just now, once more for one that was killed.
_ATTEMPTS: Final = 3


class Child:
    """A forked child, with the methods of `subprocess.Popen` that the sandbox uses."""

    def __init__(self, number: int, report: int, pipes: tuple[int, int]) -> None:
        self.returncode: int | None = None
        self.stdin = os.fdopen(pipes[0], "wb")
        self.stdout = os.fdopen(pipes[1], "rb")
        self._number = number
        self._report = report

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit code. Raises `subprocess.TimeoutExpired`."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired("reader", timeout or 0)
        return code

    def kill(self) -> None:
        """Kill the child, if it still runs."""
        if self.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self._number, signal.SIGKILL)

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            if not select.select([self._report], [], [], timeout)[0]:
                return None
            status_bytes = os.read(self._report, _NUMBER_BYTES)
            # Nothing is reported if the minder itself was killed; the child cannot be waited for.
            self.returncode = int.from_bytes(status_bytes, signed=True) if status_bytes else -signal.SIGKILL
            os.close(self._report)
        return self.returncode


class _Server:
    """The parent's end of the server, which starts with the first task."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def fork(self, environment: Mapping[str, str]) -> Child:
        """Start a child; a server that is to be started gets this environment."""
        with self._lock:
            for _ in range(_ATTEMPTS):
                with suppress(ConnectionError):
                    return self._fork(environment)
                self._end()
        raise OSError("no process can be started to read files")

    def end(self) -> None:
        """End the server; children go on."""
        with self._lock:
            self._end()

    def _fork(self, environment: Mapping[str, str]) -> Child:
        if self._control is None:
            self._control = self._start(environment)
        child_ends, own_ends = [], []
        for is_read_by_child in (True, False, False):
            read, write = os.pipe()
            child_ends.append(read if is_read_by_child else write)
            own_ends.append(write if is_read_by_child else read)
        task, answers, report = own_ends
        try:
            socket.send_fds(self._control, [b"."], child_ends)
            for end in child_ends:
                os.close(end)
            child_ends = []
            number = os.read(report, _NUMBER_BYTES)
            if not number:
                raise ConnectionResetError
        except OSError:
            for end in (*child_ends, *own_ends):
                os.close(end)
            raise
        return Child(int.from_bytes(number), report, (task, answers))

    def _start(self, environment: Mapping[str, str]) -> socket.socket:
        own_end, child_end = socket.socketpair()
        with child_end:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "engagement.sources.importing.fork_server"],
                stdin=child_end.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return own_end

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(_END_SECONDS)
            except (
                subprocess.TimeoutExpired
            ):  # a file is being read, or a fork of the parent holds the socket
                self._process.kill()
                self._process.wait()
            self._process = None


_SERVER: Final = _Server()
fork = _SERVER.fork
end = _SERVER.end
atexit.register(end)


def _serve() -> None:
    """Fork a minder for each three pipes that come, until the parent is gone or long silent."""
    from engagement.sources.importing import child, rehearsal  # noqa: PLC0415 - the parent needs neither

    child.load()
    control = socket.socket(fileno=os.dup(0))
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a number is asked for
        os.dup2(nothing.fileno(), 0)  # or minders would hold the socket open when the server is gone
    control.settimeout(_IDLE_SECONDS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the parent means what it does
    signal.signal(
        signal.SIGCHLD, _wait_for_minders
    )  # or what they used would be lost, and their numbers kept
    _share()
    for task in itertools.count(1):
        try:
            request, pipes, _, _ = socket.recv_fds(control, 1, 3)
        except TimeoutError:
            break
        if not request:
            break
        if task == _REHEARSED_BEFORE:
            rehearsal.rehearse()
            _share()
        if os.fork() == 0:
            control.close()
            _mind(child.main, *pipes)
        for pipe in pipes:
            os.close(pipe)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _share() -> None:
    """Freeze the loaded objects, so that no garbage collection writes to memory that children share."""
    gc.collect()
    gc.freeze()


def _wait_for_minders(*_: object) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _mind(work: Callable[[], None], task: int, answers: int, report: int) -> NoReturn:
    """Fork the child, and report its process id and later how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    number = os.fork()
    if number == 0:
        os.close(report)
        _work(work, task, answers)
    os.close(task)
    os.close(answers)
    with suppress(OSError):  # the parent is gone
        os.write(report, number.to_bytes(_NUMBER_BYTES))
        ended = os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
        if ended is not None:
            code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
            os.write(report, code.to_bytes(_NUMBER_BYTES, signed=True))
        closed = select.poll()
        closed.register(report, 0)
        closed.poll()
        os.waitpid(number, 0)
    os._exit(0)


def _work(work: Callable[[], None], task: int, answers: int) -> NoReturn:
    """Do the child's work as if it had been started by itself."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for pipe, place in ((task, 0), (answers, 1)):
            os.dup2(pipe, place)
            os.close(pipe)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - no frame of the server may go on in a child
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
    os._exit(0)
