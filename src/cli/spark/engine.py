"""The engine as a process that data is piped through, on the executors.

What is sent and what comes back is counted on both ends: a process that ends early, or that loses a row, fails the task.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import IO, Any

import pyarrow as pa
from pyspark import SparkFiles

Batches = Iterator[pa.RecordBatch]
#: How a process is started; asked on the executor, since the engine's file has a place of its own on each.
Command = Callable[[], Sequence[str]]

#: Rows of `assign`; `assign.ts` says what they are. `file`, `start` and `line` are kept where somebody asks for them.
ASSIGNED = "kind string, key string, reference string, file int, start long, line long, text string"
JUDGED = "patient string, resources int, verdict string"

_ASSIGNED = pa.schema(
    [
        ("kind", pa.string()),
        ("key", pa.string()),
        ("reference", pa.string()),
        ("file", pa.int32()),
        ("start", pa.int64()),
        ("line", pa.int64()),
        ("text", pa.string()),
    ]
)
_JUDGED = pa.schema([("patient", pa.string()), ("resources", pa.int32()), ("verdict", pa.string())])

_BATCH_BYTES = 16 * 1024 * 1024
_NEEDS_PLACE = (b"B", b"M")


class EngineError(RuntimeError):
    """The engine failed, or what came back is not whole; nothing of its output may be used."""


class _Feeder(threading.Thread):
    """Writes to a process while another thread reads from it, and counts what it wrote."""

    def __init__(self, pipe: IO[bytes], head: object, data: Iterable[tuple[bytes, Counter[str]]]) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._head = head
        self._data = data
        self.sent: Counter[str] = Counter()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            with self._pipe:
                self._pipe.write(json.dumps(self._head).encode() + b"\n")
                for chunk, counts in self._data:
                    self._pipe.write(chunk)
                    self.sent.update(counts)
        except BaseException as failure:  # told by the thread that reads
            self.failure = failure


def pipe(command: Sequence[str], head: object, data: Iterable[tuple[bytes, Counter[str]]]) -> Iterator[bytes]:
    """Pipes data through one process and yields its rows.

    :param data: chunks, each with what the process has to count in it
    :raises EngineError: when the process fails, or did not read or did not hand over all
    """
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, bufsize=1 << 20
        )
        assert process.stdin is not None and process.stdout is not None
        feeder = _Feeder(process.stdin, head, data)
        feeder.start()
        rows = 0
        end: dict[str, int] | None = None
        try:
            for row in process.stdout:
                if row.startswith(b"E\t"):
                    end = json.loads(row[2:])
                    continue
                rows += 1
                yield row[:-1]
            status = process.wait()
            feeder.join()
        finally:
            process.kill()
            process.wait()
        if status != 0 or end is None:
            complaints.seek(0)
            words = complaints.read()[-4000:].decode(errors="replace")
            raise EngineError(f"the engine stopped with status {status}: {words}")
        if feeder.failure is not None:
            raise EngineError(f"not all could be sent to the engine: {feeder.failure!r}") from feeder.failure
        read = {name: end[name] for name in feeder.sent}
        if read != dict(feeder.sent) or rows != end["rows"]:
            raise EngineError(f"sent {dict(feeder.sent)}, the engine read {read}; it wrote {end['rows']} rows, {rows} came")


def uri_key(uri: str) -> str:
    """One spelling of a URI without authority, of which Hadoop knows two: `file:/x` and `file:///x`."""
    return re.sub(r"^([^:/]+):///", r"\1:/", uri)


def node(executable: str, engine: str, mode: str) -> Command:
    """How to start the engine that the driver sent to all executors with `addFile`."""
    return lambda: [executable, SparkFiles.get(engine), mode]


def assigner(
    command: Command, deletions: Sequence[tuple[str, int]], sources: dict[str, dict[str, Any]]
) -> Callable[[Batches], Batches]:
    """For `mapInArrow` over (file, start, value): whose each resource is.

    :param sources: of every file, by its URI, what the engine has to know
    """

    def assign(batches: Batches) -> Batches:
        def frames(first: pa.RecordBatch) -> Iterator[tuple[bytes, Counter[str]]]:
            for batch in _chain(first, batches):
                rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
                for (uri, start), stretch in groupby(rows, itemgetter(0, 1)):
                    texts = [text for _, _, text in stretch]
                    source = sources[uri_key(uri)]
                    bodies = texts if source["whole"] else [b"\n".join(texts) + b"\n"]
                    for body in bodies:
                        frame = {**source, "start": start, "bytes": len(body)}
                        yield json.dumps(frame).encode() + b"\n" + body, Counter(frames=1, bytes=len(body))

        first = next(batches, None)
        if first is None:
            return
        rows = pipe(command(), {"deletions": list(deletions)}, frames(first))
        for some in _batched(row.split(b"\t", 6) for row in rows):
            kinds, keys, references, files, starts, lines, texts = zip(*some, strict=True)
            placed = [kind in _NEEDS_PLACE for kind in kinds]
            yield pa.RecordBatch.from_arrays(
                [
                    _text(kinds),
                    _text(keys),
                    _text(references),
                    *(
                        pa.array((int(one) if here else None for one, here in zip(column, placed)), kind)
                        for column, kind in ((files, pa.int32()), (starts, pa.int64()), (lines, pa.int64()))
                    ),
                    _text(texts),
                ],
                schema=_ASSIGNED,
            )

    return assign


def judger(command: Command, question: dict[str, Any]) -> Callable[[Batches], Batches]:
    """For `mapInArrow` over (patient, text), sorted by patient: the verdicts."""

    def judge(batches: Batches) -> Batches:
        def lines(first: pa.RecordBatch) -> Iterator[tuple[bytes, Counter[str]]]:
            for batch in _chain(first, batches):
                patients, texts = (column.cast(pa.binary()).to_pylist() for column in batch.columns)
                parts = [b"%b\t%b\n" % pair for pair in zip(patients, texts, strict=True)]
                yield b"".join(parts), Counter(lines=len(parts))

        first = next(batches, None)
        if first is None:
            return
        rows = pipe(command(), question, lines(first))
        for some in _batched(row.split(b"\t", 3) for row in rows):
            _, patients, resources, verdicts = zip(*some, strict=True)
            yield pa.RecordBatch.from_arrays(
                [_text(patients), pa.array((int(one) for one in resources), pa.int32()), _text(verdicts)],
                schema=_JUDGED,
            )

    return judge


def _chain(first: pa.RecordBatch, rest: Batches) -> Batches:
    yield first
    yield from rest


def _text(values: Sequence[bytes]) -> pa.Array:
    return pa.array(values, pa.binary()).cast(pa.string())


def _batched(rows: Iterable[list[bytes]]) -> Iterator[list[list[bytes]]]:
    """Rows of about 16 MB together."""
    some: list[list[bytes]] = []
    size = 0
    for row in rows:
        some.append(row)
        size += len(row[-1])
        if size >= _BATCH_BYTES or len(some) >= 10_000:
            yield some
            some, size = [], 0
    if some:
        yield some
