"""A value of a breakdown that is the sum of the others each day."""

from __future__ import annotations

from tests.sources.formats.web_files import lines, read

_DAYS = range(1, 8)


def _found(tmp_path, all_devices):
    rows = [
        f"2026-03-{day:02d},{device},{sessions}"
        for day in _DAYS
        for device, sessions in (("mobile", 60 + day), ("desktop", 40), ("All", all_devices(day)))
    ]
    return read(tmp_path, lines("Date,Device,Sessions", *rows))


def test_the_sum_of_the_others_is_counted_once(tmp_path):
    found = _found(tmp_path, lambda day: 100 + day)
    assert sum(found.column("sessions", "sessions")) == sum(100 + day for day in _DAYS)


def test_what_is_not_the_sum_on_every_day_counts(tmp_path):
    found = _found(tmp_path, lambda day: 100 + day + (day == 3))
    assert sum(found.column("sessions", "sessions")) == 2 * sum(100 + day for day in _DAYS) + 1
