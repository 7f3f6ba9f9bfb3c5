"""What the subcommands share: files as arguments, a refusal in one sentence, exit codes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message

DONE: Final = 0
FAILED: Final = 2


class Refusal(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """Stops a subcommand with one sentence."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))


def add_files(parser: argparse.ArgumentParser) -> None:
    """Let a subcommand be given exports."""
    parser.add_argument(
        "files", nargs="+", metavar="FILE", type=Path, help="an export: CSV, Excel, ZIP and the like"
    )


def add_shop(parser: argparse.ArgumentParser) -> None:
    """Let a subcommand be told whose orders a file holds."""
    parser.add_argument(
        "--shop", action="append", default=[], type=_shop, metavar="FILE=NAME",
        help="to which shop a file's orders belong (may be given several times)",
    )  # fmt: skip


def _shop(text: str) -> tuple[str, str]:
    file, equals, name = text.rpartition("=")
    if not equals or not file or not name.strip():
        raise argparse.ArgumentTypeError(
            str(message("{given} is not a file and its shop like orders.csv=North", given=text))
        )
    return Path(file).name, name


def existing(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Pair each path with its name, or refuse the first that is no file."""
    for path in paths:
        if not path.is_file():
            raise Refusal(message("There is no file {name}.", name=str(path)))
    return [(path, path.name) for path in paths]


def complain(faults: Sequence[tuple[str, Message]]) -> int:
    """Print one line for the files that cannot be read; return the exit code."""
    if not faults:
        return DONE
    print("; ".join(f"{name}: {sentence}" for name, sentence in faults), file=sys.stderr)
    return FAILED
