"""Reports that count clicks or visits are no orders, whatever they brought."""

from __future__ import annotations

import pytest

from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import read


def test_campaigns_with_their_clicks_and_revenue_are_no_orders(tmp_path):
    campaigns = (
        "campaign_name,n_clients,n_clicks,ctr,cpa,estimated_revenue,start_date,end_date\n"
        "Spring,284,550,0.83,1.72,23229.67,2026-02-07,2026-04-06\n"
        "Summer,285,551,0.82,1.71,23291.69,2026-04-09,2026-06-06\n"
    )
    with pytest.raises(SourceError, match="not recognised"):
        read(tmp_path, campaigns)
