"""Subcommands that maintain stored data: migrate, backup, restore, purge."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engagement.locale import message

if TYPE_CHECKING:
    import argparse

    Subparsers = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse names no public type


def add(subparsers: Subparsers) -> None:
    """Add the subcommands of this module."""
    _add_migrate(subparsers)
    _add_backup(subparsers)
    _add_restore(subparsers)
    _add_purge(subparsers)


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """Add the option `--data-dir`: the folder with the data."""
    parser.add_argument(
        "--data-dir", type=Path, default=Path("data"), metavar="DIR", help="the data folder (default: data)"
    )


def _add_migrate(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("migrate", help="bring the data folder's tables up to date")
    add_data_dir(parser)
    parser.set_defaults(run=_migrate)


def _migrate(options: argparse.Namespace) -> int:
    from engagement.store.database.schema import SCHEMA  # noqa: PLC0415
    from engagement.store.manifest.manifest import Manifest  # noqa: PLC0415

    Manifest(options.data_dir.resolve())  # opening migrates it
    print(message("The tables are up to date (schema {schema}).", schema=str(SCHEMA)))
    return 0


def _add_backup(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("backup", help="copy all data while the dashboard runs")
    parser.add_argument("to", type=Path, metavar="DIR|FILE.tar", help="a folder, or a file to pack it into")
    parser.add_argument("--with-contacts", action="store_true", help="with addresses kept for mailings")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="write the keys, too, to a file apart")
    add_data_dir(parser)
    parser.set_defaults(run=_backup)


def _backup(options: argparse.Namespace) -> int:
    from engagement.store.upkeep.backup import back_up  # noqa: PLC0415

    backup = back_up(
        options.data_dir.resolve(), options.to, contacts=options.with_contacts, keys_file=options.keys
    )
    print(
        message(
            "Backed up. Workspaces: {shops}; objects: {objects}; {size} MB.",
            shops=len(backup.workspaces),
            objects=backup.objects,
            size=round(backup.bytes / 1e6),
        )
    )
    return 0


def _add_restore(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("restore", help="put a backup back while the dashboard is stopped")
    parser.add_argument("backup", type=Path, metavar="DIR|FILE.tar", help="the backup to put back")
    parser.add_argument("--keys", type=Path, metavar="FILE", help="the keys that were written apart")
    parser.add_argument("--newer", type=Path, metavar="DIR|FILE.tar", help="erase again what it knows erased")
    parser.add_argument("--replace", action="store_true", help="in the place of the data that are there")
    add_data_dir(parser)
    parser.set_defaults(run=_restore)


def _restore(options: argparse.Namespace) -> int:
    from engagement.store.upkeep.restore import restore  # noqa: PLC0415

    restored = restore(
        options.backup,
        options.data_dir.resolve(),
        keys_file=options.keys,
        newer=options.newer,
        replace=options.replace,
    )
    day = restored.made_at.strftime("%Y-%m-%d %H:%M UTC")
    print(
        message(
            "Restored as of {day}. Workspaces: {shops}; objects: {objects}.",
            shops=len(restored.workspaces),
            objects=restored.objects,
            day=day,
        )
    )
    if restored.newer_manifest:
        print(
            message(
                "Erased since and erased again: {people} people, {files} files.",
                people=restored.people,
                files=restored.files,
            )
        )
    else:
        print(
            message(
                "No newer manifest was at hand: whoever was erased after {day} is back. Erase them again.",
                day=day,
            )
        )
    return 0


def _add_purge(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("purge", help="delete what is older than is kept, as each night")
    add_data_dir(parser)
    parser.set_defaults(run=_purge)


def _purge(options: argparse.Namespace) -> int:
    from engagement.store.upkeep import retention  # noqa: PLC0415

    rows = retention.purge_all(options.data_dir.resolve(), datetime.now(UTC).date())
    print(message("{count} row deleted.", "{count} rows deleted.", n=rows, count=rows))
    return 0
