import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.coverage import Covered, coverage
from tests.charts.frames import EN, ODD, PL

DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2100, 1, 1))
SPANS = st.lists(st.tuples(DAYS, DAYS).map(lambda ends: (min(ends), max(ends))), max_size=5).map(tuple)
D = dt.date
ROWS = [
    Covered("Orders", ((D(2024, 11, 1), D(2026, 10, 31)),)),
    Covered("Social", ((D(2026, 1, 3), D(2026, 7, 5)), (D(2026, 8, 1), D(2026, 10, 31)))),
    Covered("Web"),
]


@ODD
@given(st.lists(st.builds(Covered, st.text(max_size=30), SPANS), max_size=8))
def test_no_rows_are_too_odd_to_draw(rows):
    assert coverage(rows, DARK, PL).to_json()


def test_a_bar_covers_both_its_end_days():
    bar = coverage(ROWS, LIGHT, EN).data[0]
    assert bar.base[0] == "2024-11-01"
    assert bar.x[0] == 730 * 86_400_000


def test_a_kind_that_is_not_here_is_a_dotted_line():
    figure = coverage(ROWS, LIGHT, EN)
    assert [shape.y0 for shape in figure.layout.shapes] == [2]
    assert 2 not in figure.data[0].y


def test_spans_that_touch_are_one():
    touching = [Covered("Orders", ((D(2026, 1, 1), D(2026, 1, 31)), (D(2026, 2, 1), D(2026, 2, 28))))]
    assert len(coverage(touching, LIGHT, EN).data[0].x) == 1


def test_there_are_five_date_labels_at_most():
    assert 2 <= len(coverage(ROWS, LIGHT, EN).layout.xaxis.ticktext) <= 5
