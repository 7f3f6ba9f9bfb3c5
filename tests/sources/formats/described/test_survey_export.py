"""A survey tool that is only described gives answers by its layout."""

from __future__ import annotations

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.columns.typed import Cells
from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.model.hints import Hints
from engagement.sources.surveys.respondents import Layout
from tests.sources.formats.described.test_order_export import raw

ASKED = "How likely are you to recommend us to a friend?"
LAYOUT = Layout("guestbook", response=("Entry",), submitted=("Written at",), hidden=("Kind",))
ANSWERS = [
    {"Entry": f"e{i}", "Written at": f"2026-03-0{i + 1} 10:00", "Kind": "try" if i == 5 else "real",
     ASKED: str(i)}
    for i in range(6)
]  # fmt: skip


def form(**more):
    return survey_export(
        platform="Guestbook", export="Print", signature=(("Entry", "Written at"),), layout=LAYOUT, **more
    )


def test_a_described_survey_reads_answers_by_its_layout():
    table = form().read(Cells(raw(ANSWERS), key=b"k" * 32, hints=Hints()))["responses"]
    assert table.column("source").unique().to_pylist() == ["guestbook"]
    assert table.num_rows == 6


def test_rows_that_the_check_sets_aside_give_no_answers():
    def check(cells):
        cells.set_aside(pc.equal(cells.text("Kind"), "try"), message("Stopped."))

    table = form(check=check).read(Cells(raw(ANSWERS), key=b"k" * 32, hints=Hints()))["responses"]
    assert table.num_rows == 5
