"""Bytes that no exporter writes: invented files, mutated, through the importer until the time is up.

`python -m tests.sources.fuzz SECONDS` reads mutated files in this process and ends with 0 where nothing
but a `SourceError` came out of any, no file took longer than `PATIENCE` and memory stayed as it was.
The seed is fixed, so that a finding comes again. `guided` is the other fuzzer, which looks where it goes.
"""

from __future__ import annotations

import faulthandler
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import MIB, Limits
from tests.sources.families import Export, families

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds that one small file may take, on a busy machine too.
PATIENCE: Final = 20
#: Megabytes that may be added once the caches are warm.
GROWTH: Final = 200
_WARM: Final = 300
#: Small ones, so that a bomb that goes off is heard.
LIMITS: Final = Limits(file_bytes=4 * MIB, expanded_bytes=16 * MIB, members=20)
PIECES: Final = (
    *(b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\\", b'""'),
    *(
        b"99999999999999999999",
        b"1e308",
        b"-",
        b"=1+1",
        b"\xc3\x28",
        b"Total",
        b"sep=;\n",
        b"#",
        b"PK\x03\x04",
    ),
    *(b"0000-00-00", b"29/02/2023", b"NaN", b"\x1f\x8b", b" " * 500, b"," * 500, b"\xe2\x80\xae", b"E+400"),
)


def seeds() -> list[bytes]:
    """Invented exports of every family, in several dialects and encodings."""
    return [Export(family, seed).data for family in families().values() for seed in range(6)]


def mutated(dice: random.Random, files: list[bytes]) -> bytes:
    """One of the files with some of its bytes changed, cut, doubled or replaced by those of another."""
    data = bytearray(dice.choice(files))
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64))):
        at, size = dice.randrange(len(data) + 1), dice.choice((1, 2, 8, 40, 300))
        match dice.randrange(6):
            case 0:
                data[at : at + size] = b""
            case 1:
                data[at:at] = dice.choice(PIECES)
            case 2:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 3:
                data[at:at] = data[at : at + size] * dice.choice((1, 2, 30))
            case 4:
                other = dice.choice(files)
                start = dice.randrange(len(other))
                data[at : at + size] = other[start : start + size]
            case _ if dice.random() < 0.1:
                del data[at:]
    return bytes(data[: 4 * MIB])


class Reader:
    """Reads one file after another and says what must not happen: a crash, a hang, memory that grows."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fuzz.csv"
        self._warm_mb = 0
        self.files = 0

    def read(self, data: bytes) -> None:
        """Read `data`; whatever comes out but tables or a `SourceError` is the finding."""
        self._path.write_bytes(data)
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        try:
            for imported in reading.read(self._path, "fuzz.csv", key=b"k" * 32, hints=Hints(), limits=LIMITS):
                report = imported.report
                assert report.rows_in == report.rows_kept + report.rows_set_aside
        except SourceError:
            pass  # one sentence for a person: that is what a file that cannot be read shall give
        finally:
            faulthandler.cancel_dump_traceback_later()
        self.files += 1
        if self.files == _WARM:
            self._warm_mb = _used_mb()
        elif self.files > _WARM and self.files % 100 == 0 and _used_mb() - self._warm_mb > GROWTH:
            raise MemoryError(f"{_used_mb()} MB after {self.files} files, {self._warm_mb} MB after {_WARM}")


def _used_mb() -> int:
    """Memory in use now where the system says it, else its peak."""
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * resource.getpagesize() // MIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB


def _choices(seconds: float, files: list[bytes]) -> Iterator[bytes]:
    dice = random.Random(20261121)  # noqa: S311 - no secret
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield mutated(dice, files)


def main() -> None:
    """Fuzz for as many seconds as the first argument says; leave what was found beside the message."""
    seconds = float(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        print(f"a file that hangs is left in {name}", file=sys.stderr)  # noqa: T201
        reader, files = Reader(Path(name)), seeds()
        for data in _choices(seconds, files):
            try:
                reader.read(data)
            except BaseException:
                result = Path(tempfile.gettempdir()) / f"fuzz-{reader.files}.csv"
                result.write_bytes(data)
                print(f"file {reader.files} of this run is kept as {result}", file=sys.stderr)  # noqa: T201
                raise
        print(f"{reader.files} files, {_used_mb()} MB")  # noqa: T201


if __name__ == "__main__":
    main()
