from __future__ import annotations

import pytest

from tests.sources.formats.web_files import day, read_path

EXPECTED = {
    "ga4_traffic_acquisition.csv": ("ga4", 2, "sessions", 1500),
    "klaviyo_campaigns.csv": ("klaviyo", 2, "recipients", 1500),
    "mailchimp_campaigns.csv": ("mailchimp", 1, "recipients", 110),
    "mailchimp_single_campaign_report.csv": ("mailchimp_report", 1, "recipients", 1000),
    "shopify_sessions_over_time.csv": ("shopify_sessions", 2, "sessions", 2100),
    "ua_landing_pages.csv": ("ua", 1, "sessions", 553),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_public_example_is_read_as_a_person_would(shared, name):
    (found,) = read_path(shared / "examples" / "web_and_email" / name)
    file_format, rows_kept, figure, total = EXPECTED[name]
    (table,) = found.tables.values()
    assert (found.format, found.confidence, found.rows_kept) == (file_format, "exact", rows_kept)
    assert sum(table.column(figure).to_pylist()) == total
    assert all(day(d) for d in table.column("day").to_pylist())
