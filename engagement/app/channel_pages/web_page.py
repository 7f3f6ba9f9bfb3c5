"""The sections below the figure on the page Web and e-mail. A link has the funnel of visits only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engagement.app.channel_pages import campaign_list, recipients_page, steps_of_visits, weeks_beside
from engagement.app.navigation import current_shop
from engagement.metrics.channels import tables, tables_of_people

if TYPE_CHECKING:
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the funnel, campaigns, their recipients, and weeks beside orders."""
    if view.k is not None:
        steps_of_visits.show(view.ask(replace(view.question, by=None)))
        return
    house = current_shop.owners_view(view.question)
    locked = house.locked_tables()
    if tables.FUNNEL.name not in locked:
        steps_of_visits.show(house)
    if tables.CAMPAIGNS.name not in locked:
        campaign_list.show(house, house.scope(tables.CAMPAIGNS.table).currency)
    if tables_of_people.RECIPIENT_GROUPS.name not in locked:
        recipients_page.show(house)
    weeks_beside.show(house, ("visits", "messages", "message_clicks"))
