"""Bytes chosen by the branches that they reach: the reading core under atheris (libFuzzer).

`python -m tests.sources.guided SECONDS [FOLDER]` reads whatever libFuzzer makes of invented exports:
containers, decode, dialect, records, recognition and typed cells, all in this process and without a
file. It ends with 0 where nothing but a `SourceError` came out of any; a crash, a hang and memory that
grows each end it with an error, and the bytes that did it stay in FOLDER.
"""

from __future__ import annotations

import gzip
import io
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["engagement.sources"]):
    from engagement.sources.importing import reading
    from engagement.sources.model.hints import Hints
    from engagement.sources.model.raw_table import SourceError
    from engagement.sources.raw import containers
    from engagement.sources.recognition import platform

from tests.sources.fuzz import LIMITS, PATIENCE, PIECES, seeds

#: Bytes of a made-up file: enough for a few hundred rows.
_LONGEST: Final = 16_384
#: Megabytes that this process may come to use; it needs some 300 from the beginning.
_MOST_MB: Final = 1_024


def read(data: bytes) -> None:
    """Read one made-up file as the child does; a sentence for a person is a right answer."""
    try:
        for raw in containers.read_bytes(data, "fuzz.csv", limits=LIMITS, knows=platform.is_header):
            assert len(raw.columns) == raw.data.num_columns
            assert len(raw.lines) == raw.rows
            _account(raw)
    except SourceError:
        pass


def _account(raw: containers.RawTable) -> None:
    """Type a table: every row is kept or set aside."""
    try:
        report = reading.read_table(raw, key=b"k" * 32, hints=Hints()).report
    except SourceError:
        return
    assert report.rows_in == report.rows_kept + report.rows_set_aside


def corpus(folder: Path) -> None:
    """Write the files to begin with: exports as they are, and packed."""
    for number, data in enumerate(seeds()):
        short = data[:_LONGEST]
        (folder / f"{number}.csv").write_bytes(short)
        if number % 8 == 0:
            (folder / f"{number}.gz").write_bytes(gzip.compress(short))
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                archive.writestr("a.csv", short)
            (folder / f"{number}.zip").write_bytes(packed.getvalue())


def dictionary(path: Path) -> None:
    """Write the pieces that break readers, in libFuzzer's notation."""
    lines = ('"' + "".join(f"\\x{byte:02x}" for byte in piece) + '"' for piece in PIECES if len(piece) < 60)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Fuzz for as many seconds as the first argument says. atheris ends the process itself."""
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="guided-"))
    files = folder / "corpus"
    files.mkdir(parents=True, exist_ok=True)
    corpus(files)
    dictionary(folder / "pieces.dict")
    options = {
        "max_total_time": sys.argv[1],
        "max_len": _LONGEST,
        "timeout": PATIENCE,
        "rss_limit_mb": _MOST_MB,
        "dict": folder / "pieces.dict",
        "artifact_prefix": f"{folder}/",
        "print_final_stats": 1,
    }
    arguments = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(files)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
