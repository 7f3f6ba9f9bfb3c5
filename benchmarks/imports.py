"""Importing one file: what the product does with it, and what bare DuckDB does."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from engagement.sources.importing.sandbox import read_files
from engagement.store import Drop, open_workspace


def product(file: str) -> dict[str, int]:
    """Read in the child process, type, account for every row, merge, store as a new version."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder))
        (imported,) = read_files([(Path(file), Path(file).name)], key=workspace.key)
        if not isinstance(imported, list):
            raise imported
        workspace.add_many([Drop(Path(file).name, "0" * 64, imported)])
        return dict(workspace.version.rows) | {"rows_in": sum(one.report.rows_in for one in imported)}


def bare_duckdb(file: str) -> dict[str, int]:
    """read_csv to Parquet: no meaning, no account."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "lines.parquet"
        duckdb.execute(f"COPY (FROM read_csv('{file}')) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        (rows,) = duckdb.execute(f"SELECT count(*) FROM '{target}'").fetchone() or (0,)
        return {"rows_in": rows}
