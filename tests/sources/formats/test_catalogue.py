"""The list of platforms that the README and the documentation show."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from engagement.sources.formats import catalogue
from tests.conftest import ROOT


def test_the_readme_lists_every_platform_that_is_read():
    text = (ROOT / "README.md").read_text("utf-8")
    assert catalogue.with_platforms(text) == text, (
        "run: python -m engagement.sources.formats.catalogue README.md"
    )


def test_every_format_is_in_the_list_with_where_it_is_exported():
    listed = {(one.name, one.kind, one.export) for one in catalogue.platforms(installed=False)}
    known = {(one.platform, one.kind, one.export) for one in catalogue.discover()}
    assert listed == known
    assert all(export.strip() and "|" not in export for _, _, export in listed)


def test_a_file_without_the_markers_is_not_written_to():
    with pytest.raises(ValueError, match="markers"):
        catalogue.with_platforms("# Nothing here\n")


THEIRS = """
from engagement.sources.formats.described.order_columns import OrderColumns
from engagement.sources.formats.described.order_export import order_export

FORMAT = order_export(
    key="acme_orders",
    platform="Acme",
    export="Orders > Save",
    signature=(("Acme no.", "Acme day", "Acme sum"),),
    columns=OrderColumns(order=("Acme no.",), instant=("Acme day",), gross=("Acme sum",), email=("Mail",)),
)
"""
ASKED = """
import json
from engagement.sources import read
from engagement.sources.formats.catalogue import platforms
from pathlib import Path

path = Path("acme.csv")
path.write_text("Acme no.,Acme day,Acme sum,Mail\\n1,2026-03-01,12.50 EUR,ava@example.com\\n")
(one,) = read(path, key=b"k" * 32)
print(json.dumps({
    "format": one.report.format,
    "gross": one.tables["orders"].column("gross").to_pylist(),
    "listed": "Acme" in {p.name for p in platforms()},
    "ours": "Acme" in {p.name for p in platforms(installed=False)},
}))
"""


def test_an_installed_package_brings_its_formats_and_stays_out_of_our_own_readme(tmp_path):
    (tmp_path / "acme_formats.py").write_text(THEIRS)
    info = tmp_path / "acme-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[engagement.formats]\nacme = acme_formats\n")
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer == {"format": "acme_orders", "gross": [1250], "listed": True, "ours": False}
