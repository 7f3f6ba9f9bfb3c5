"""Helpers that all subcommands share: arguments for files, errors in one sentence, exit codes."""

from __future__ import annotations

import argparse
import re
import secrets
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engagement import settings
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engagement.engine import Engine, TableSource
    from engagement.locale import Message
    from engagement.metrics.model import ReadScale

DONE: Final = 0
FAILED: Final = 2


class Refusal(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """An error that ends a subcommand with exit code 2 and one sentence on standard error."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))


class FilesRead(NamedTuple):
    """The content of files: tables by name, a short account of each table, and why files were not read."""

    tables: Mapping[str, TableSource]
    accounts: list[dict[str, Any]]
    faults: list[tuple[str, Message]]


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add the positional argument `files`: paths of exports."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="an export: CSV, Excel, ZIP and the like"
    )


def add_tables(parser: argparse.ArgumentParser) -> None:
    """Add `files` and its alternative `--tables`: a folder of canonical tables as Parquet files."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="an export: CSV, Excel, ZIP and the like"
    )
    parser.add_argument(
        "--tables",
        type=Path,
        metavar="DIR",
        help="in place of files: a folder of canonical tables as Parquet, orders.parquet or a folder orders "
        "of such files, and so on",
    )


def add_shop(parser: argparse.ArgumentParser) -> None:
    """Add the option that says to which shop or brand a file's orders belong."""
    parser.add_argument(
        "--shop", action="append", default=[], type=_shop, metavar="FILE=NAME",
        help="to which shop a file's orders belong (may be given several times)",
    )  # fmt: skip


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which answers of a person count and on which scale a question is read."""
    parser.add_argument(
        "--last-answers", action="store_true",
        help="of each person's answers to a question count the last alone",
    )  # fmt: skip
    parser.add_argument(
        "--scale", action="append", default=[], type=_scale, metavar="KIND=LOW-HIGH[,low]",
        help="read answers on this scale where the file does not prove it, for example effort=1-7,low: low "
        "is good (KIND: effort or satisfaction; may be given twice)",
    )  # fmt: skip


def _scale(text: str) -> ReadScale:
    from engagement.metrics.model import ReadScale  # noqa: PLC0415

    match = re.fullmatch(r"(effort|satisfaction)=(\d{1,3})-(\d{1,3})(,low)?", text)
    if match is None or int(match[2]) >= int(match[3]):
        raise argparse.ArgumentTypeError(
            str(message("{given} is not a kind and its scale like effort=1-7,low", given=text))
        )
    return ReadScale(match[1], float(match[2]), float(match[3]), match[4] is not None)


def _shop(text: str) -> tuple[str, str]:
    file, equals, name = text.rpartition("=")
    if not equals or not file or not name.strip():
        raise argparse.ArgumentTypeError(
            str(message("{given} is not a file and its shop like orders.csv=North", given=text))
        )
    return Path(file).name, name


def existing(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each path with its file name. Raises `Refusal` for the first path that is not a file."""
    for path in paths:
        if path.is_dir():
            raise Refusal(message("{name} is a folder: name the files in it.", name=str(path)))
        if not path.is_file() and (path.exists() or str(path) == "-"):
            raise Refusal(message("{name} cannot be read twice: save it as a file first.", name=str(path)))
        if not path.is_file():
            raise Refusal(message("There is no file {name}.", name=str(path)))
    return [(path, path.name) for path in paths]


def shops_of(options: argparse.Namespace) -> dict[str, str]:
    """Return by file name the shop of each file for which `--shop` gives one.

    Raises `Refusal` for a file that is not among those given.
    """
    names = {path.name for path in options.files}
    for file, _ in options.shop:
        if file not in names:
            sentence = message("--shop speaks of {name}, which is not among the files.", name=file)
            raise Refusal(sentence)
    return dict(options.shop)


def complain(faults: Sequence[tuple[str, Message]]) -> int:
    """Print one line on standard error for each file that cannot be read; return the exit code."""
    if not faults:
        return DONE
    print("; ".join(f"{name}: {sentence}" for name, sentence in faults), file=sys.stderr)
    return FAILED


def tables_given(options: argparse.Namespace) -> dict[str, TableSource] | None:
    """Return the tables of the folder in `options.tables`; None if files are given instead."""
    from engagement.metrics.views.parquet_tables import TablesError, parquet_tables  # noqa: PLC0415

    if (options.tables is None) == (not options.files):
        raise Refusal(message("Give either files or --tables."))
    if options.tables is None:
        return None
    try:
        return dict(parquet_tables(options.tables))
    except TablesError as fault:
        sentence = message("{name} holds no tables: {why}.", name=str(options.tables), why=str(fault))
        raise Refusal(sentence) from fault


def read_given(options: argparse.Namespace) -> FilesRead:
    """Read the files in `options`: their tables, an account of each, and why the others were not read."""
    from engagement.metrics.views.open_files import in_shops, tables_of  # noqa: PLC0415 - a subcommand loads only what it needs
    from engagement.sources.importing import inspection  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415
    from engagement.store.versions.read_together import accounted  # noqa: PLC0415

    files = existing(options.files)
    imported, faults = inspection.sorted_out(read_files(files, key=secrets.token_bytes(32)))
    imported = in_shops(imported, shops_of(options))
    accounts = [inspection.in_short(file) for file in accounted(imported)]
    tables = dict(tables_of(imported, options.sales))
    return FilesRead(tables, accounts, [(files[place][1], sentence) for place, sentence in faults])


@contextmanager
def scanning(name: str | None) -> Iterator[Engine | None]:
    """Yield the engine of this name, else that of the setting; None means the default engine."""
    from engagement import private  # noqa: PLC0415
    from engagement.spark.session import SparkMissingError, session  # noqa: PLC0415
    from engagement.spark.spark_engine import SparkEngine  # noqa: PLC0415

    name = name or settings.ENGINE.read()
    if name in {"", "duckdb"}:
        yield None
        return
    if name != "spark":
        raise Refusal(message("There is no engine {name}; there are: duckdb, spark.", name=name))
    try:
        spark = session(settings.SPARK_REMOTE.read())
    except SparkMissingError as fault:
        raise Refusal(
            message(
                "Spark does not start: it needs the extra [spark], and Java 17 or newer, or the address of a "
                "cluster in {setting}.",
                setting=settings.SPARK_REMOTE.name,
            )
        ) from fault
    with private.folder() as folder:
        try:
            yield SparkEngine(spark, folder)
        finally:
            spark.stop()
