"""The readers of hostile bytes, forked from one process that has loaded what they need.

Starting Python and loading Arrow takes ten times as long as reading the file of a test. A forked
reader is run from its first line with the environment and the limits that the program gives it;
``tests/hostile`` starts readers as the program does.

Run as a program: on standard input, a socket, it is sent the name of a module with the reader's
input, output and a pipe, into which it writes the reader's process id and, when it has ended, its
exit code.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any

MODULES = ("followup.ingest.child", "followup.render.marked.child")
_LOCK = threading.Lock()
_PROGRAMS_OWN: list[Any] = []


class Reader:
    """What a reader started with ``subprocess.Popen`` is asked."""

    def __init__(self, stdin: int, stdout: int, told: int) -> None:
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")
        self._told = os.fdopen(told, "r")
        self.pid = int(self._told.readline())
        self._code: int | None = None

    def wait(self) -> int:
        if self._code is None:
            self._code = int(self._told.readline())
        return self._code

    def kill(self) -> None:
        if self._code is None and not select.select([self._told], [], [], 0)[0]:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        with suppress(BrokenPipeError):
            self.stdin.close()
        self.stdout.close()
        self.wait()
        self._told.close()


def take_over() -> None:
    """Fork every reader from now on."""
    from followup import isolated

    _PROGRAMS_OWN.append(isolated.started)
    isolated.started = started  # type: ignore[assignment]


def programs_own() -> Any:
    """How the program starts a reader."""
    return _PROGRAMS_OWN[0]


@contextmanager
def started(module: str) -> Iterator[Reader]:
    """Takes the place of ``followup.isolated.started``."""
    (its_in, our_out), (our_in, its_out), (told, tells) = os.pipe(), os.pipe(), os.pipe()
    with _LOCK:
        socket.send_fds(_loaded(), [module.encode()], [its_in, its_out, tells])
    for one in (its_in, its_out, tells):
        os.close(one)
    reader = Reader(our_out, our_in, told)
    try:
        yield reader
    finally:
        reader.kill()
        reader.close()


@cache
def _loaded() -> socket.socket:
    """The way to the process that forks, which lives as long as this one."""
    from followup import isolated

    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    program = subprocess.Popen(
        [sys.executable, "-P", __file__], stdin=its, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=isolated._environment(),
    )  # fmt: skip
    its.close()

    def end() -> None:
        ours.close()
        program.wait()

    atexit.register(end)
    return ours


def _read(module: str, streams: list[int]) -> None:
    """Be the reader."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _watch(module: str, streams: list[int], tells: int) -> None:
    """Fork the reader, and tell how it ends before its process id can be another's."""
    process = os.fork()
    if process == 0:
        os.close(tells)
        _read(module, streams)
        return
    for stream in (0, *streams):
        os.close(stream)
    os.write(tells, f"{process}\n".encode())
    ended = os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    assert ended
    code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
    os.write(tells, f"{code}\n".encode())
    os.waitpid(process, 0)
    os._exit(0)


def main() -> None:
    """Fork a reader for each asked for, until nobody asks any more."""
    # As the readers do themselves: Arrow would look for both.
    sys.modules |= dict.fromkeys(("pandas", "numpy"))  # type: ignore[arg-type]
    for module in MODULES:
        importlib.import_module(module)
        del sys.modules[module]
    gc.collect()
    gc.freeze()
    asked = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    while True:
        module, streams, _, _ = socket.recv_fds(asked, 200, 3)
        if not module:
            break
        if os.fork() == 0:
            asked.close()
            *two, tells = streams
            _watch(module.decode(), two, tells)
            return
        for stream in streams:
            os.close(stream)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
    with suppress(ChildProcessError):
        while os.waitpid(-1, 0):
            pass


if __name__ == "__main__":
    main()
