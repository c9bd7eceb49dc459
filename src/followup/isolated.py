"""Work on hostile bytes in a process of its own, so that nothing in them can end the app.

A module that does such work ends with ``if __name__ == "__main__": serve(work)``, where ``work``
takes the arguments and the bytes and gives bytes back; others call it with ``run``. The process
has limits of memory and time, none of our environment, and writes no files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NoReturn, cast

import followup

Child = subprocess.Popen[bytes]
REFUSED = 3  # exit code of a child whose standard output names a refusal


class ChildRefused(Exception):
    """The work came to nothing; the code says why, as one of the reader's refusal codes.

    ``reader_limit``: out of memory or time, or the process was killed by what it read.
    ``corrupt``: the work raised. Other codes are the module's own.
    """

    def __init__(self, code: str, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = dict(params or {})


@contextmanager
def started(module: str) -> Iterator[Child]:
    """A child process that loads ``python -m MODULE`` while somebody looks at the bytes.

    It is given its limits and its bytes by ``run``, and is ended with the block if it never is.
    """
    with subprocess.Popen(
        # -P: whatever lies in the working directory is not imported.
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def run(
    module: str,
    arguments: Sequence[str],
    content: bytes,
    *,
    memory_bytes: int,
    seconds: float,
    output_bytes: int,
    child: Child | None = None,
) -> bytes:
    """What ``python -m MODULE`` makes of the bytes; raises ChildRefused whatever happens to it.

    ``memory_bytes`` is what the process may grow by once it has started and read its input.
    ``child`` is one of that module that is started already and does this one piece of work.
    """
    if child is None:
        with started(module) as own:
            return _work(own, arguments, content, memory_bytes, seconds, output_bytes)
    return _work(child, arguments, content, memory_bytes, seconds, output_bytes)


def _work(
    child: Child,
    arguments: Sequence[str],
    content: bytes,
    memory_bytes: int,
    seconds: float,
    output_bytes: int,
) -> bytes:
    clock = threading.Timer(seconds, child.kill)
    said = json.dumps([memory_bytes, int(seconds) + 1, *arguments]).encode() + b"\n"
    feeder = threading.Thread(target=_feed, args=(child.stdin, said, content), daemon=True)
    clock.start()
    feeder.start()
    try:
        found = cast("IO[bytes]", child.stdout).read(output_bytes + 1)
        status = child.wait() if len(found) <= output_bytes else None
    finally:
        clock.cancel()
        child.kill()
        feeder.join()
    if status == REFUSED:
        refusal = json.loads(found)
        raise ChildRefused(refusal.pop("code"), refusal)
    if status != 0:
        raise ChildRefused("reader_limit")
    return found


def _feed(stream: IO[bytes], *pieces: bytes) -> None:
    """Write in a thread of its own, so that a child that does not read hinders nobody."""
    try:
        with stream:
            for piece in pieces:
                stream.write(piece)
    except OSError:  # the child has ended; its exit code says what there is to say
        pass


def _environment() -> dict[str, str]:
    """What a Python process needs to start, and nothing else of ours."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP", "LANG")
    source = str(Path(followup.__file__).parents[1])
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "PYTHONPATH": source,
        "PYTHONIOENCODING": "utf-8",
        # One malloc arena keeps the measured memory close to what the work needs.
        "MALLOC_ARENA_MAX": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def serve(work: Callable[[list[str], bytes], bytes | memoryview]) -> None:
    """The child's side: read, keep within the limits, work, and write what came of it."""
    said = sys.stdin.buffer.readline()
    if not said:  # ended before it was given anything
        return
    memory, seconds, *arguments = json.loads(said)
    content = sys.stdin.buffer.read()
    limit(memory, seconds)
    try:
        found = work(arguments, content)
    except ChildRefused as refused:
        _refuse(refused.code, refused.params)
    except MemoryError:
        _refuse("reader_limit", {})
    except BaseException:  # noqa: BLE001 - a Rust panic is one: the file is broken, not we
        _refuse("corrupt", {})
    sys.stdout.buffer.write(found)
    sys.stdout.flush()


def _refuse(code: str, params: Mapping[str, str]) -> NoReturn:
    sys.stdout.buffer.write(json.dumps({"code": code, **params}).encode())
    sys.stdout.flush()
    raise SystemExit(REFUSED)


def limit(memory_bytes: int, seconds: int) -> None:
    """Keep this process within its limits (POSIX only; elsewhere the parent's clock rules)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Two threads of work at once is more than any reader of ours needs.
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return
    mapped = int(pages) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + memory_bytes, mapped + memory_bytes))
