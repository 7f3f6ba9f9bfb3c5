"""What each column is called: those of the canonical tables and those of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator

#: Columns of the canonical tables, by name.
_OF_TABLES: Final[Mapping[str, Message]] = {
    "customer": message("Customer (code)"),
    "order_id": message("Order"),
    "source": message("Platform"),
    "shop": message("Shop"),
    "instant": message("Time"),
    "day": message("Day"),
    "last_day": message("Last day"),
    "gross": message("Amount"),
    "refunded": message("Refunded"),
    "price": message("Price of one"),
    "currency": message("Currency"),
    "paid_in": message("Paid in"),
    "status": message("State"),
    "counts": message("Counts as an order"),
    "guest": message("Bought as a guest"),
    "channel": message("Channel"),
    "country": message("Country"),
    "region": message("Region"),
    "discount_code": message("Discount code"),
    "tags": message("Tags"),
    "items": message("Items"),
    "line": message("Line in the file"),
    "position": message("Position in the order"),
    "product": message("Product"),
    "sku": message("Product number"),
    "quantity": message("Pieces"),
    "response_id": message("Submission"),
    "survey": message("Survey"),
    "question": message("Question"),
    "kind": message("Kind of question"),
    "score": message("Score"),
    "scale_low": message("Lowest possible score"),
    "scale_high": message("Highest possible score"),
    "reversed": message("A low score is good"),
    "answer": message("Answer"),
    "comment": message("Comment"),
    "network": message("Network"),
    "account": message("Account"),
    "post_id": message("Post number"),
    "type": message("Type of post"),
    "text": message("Text of the post"),
    "permalink": message("Link to the post"),
    "impressions": message("Impressions"),
    "views": message("Views"),
    "reach": message("People reached"),
    "clicks": message("Clicks"),
    "likes": message("Likes"),
    "comments": message("Comments"),
    "shares": message("Shares"),
    "saves": message("Saves"),
    "follows": message("New followers"),
    "new_followers": message("New followers"),
    "conversions": message("Conversions"),
    "watch_seconds": message("Seconds watched"),
    "followers": message("Followers"),
    "visits": message("Visits to the profile"),
    "interactions": message("Interactions"),
    "property": message("Website"),
    "breakdown": message("Split by"),
    "landing_page": message("Landing page"),
    "device": message("Device"),
    "traffic_source": message("Source of visits"),
    "campaign": message("Campaign"),
    "detail": message("Detail"),
    "sessions": message("Visits"),
    "visitors": message("Visitors"),
    "new_visitors": message("New visitors"),
    "engaged_sessions": message("Engaged visits"),
    "bounces": message("Bounces"),
    "bounce_definition": message("What counts as a bounce"),
    "cart_additions": message("Visits that filled a cart"),
    "reached_checkout": message("Visits that reached checkout"),
    "completed": message("Visits that completed the goal"),
    "transactions": message("Purchases"),
    "pageviews": message("Pages viewed"),
    "revenue": message("Revenue"),
    "campaign_id": message("Campaign number"),
    "name": message("Name of the campaign"),
    "subject": message("Subject line"),
    "list": message("List"),
    "recipients": message("Recipients"),
    "delivered": message("Delivered"),
    "opens": message("Openings"),
    "unique_opens": message("People who opened"),
    "unique_clicks": message("People who clicked"),
    "unsubscribes": message("Left the list"),
    "complaints": message("Called it spam"),
    "orders": message("Orders"),
    "tier": message("Level"),
    "state": message("State"),
    "points": message("Points"),
    "points_earned": message("Points ever earned"),
    "points_spent": message("Points ever spent"),
    "redemptions": message("Rewards taken"),
    "referrals": message("People referred"),
    "part": message("File it came with"),
    "reference": message("Reference"),
}
#: Columns of results, by name; the first of a split is called by its dimension.
_OF_RESULTS: Final[Mapping[str, Message]] = {
    "value": message("Value"),
    "low": message("Interval from"),
    "high": message("Interval to"),
    "numerator": message("Counted"),
    "denominator": message("Out of"),
    "n": message("Based on (n)"),
    "segment": message("Segment"),
    "differs": message("Differs from all others"),
    "difference": message("Difference from the others"),
    "difference_low": message("Difference, interval from"),
    "difference_high": message("Difference, interval to"),
    "remark": message("Remark"),
    "promoters": message("Promoters"),
    "passives": message("Passives"),
    "detractors": message("Detractors"),
    "promoters_share": message("Promoters in per cent"),
    "passives_share": message("Passives in per cent"),
    "detractors_share": message("Detractors in per cent"),
    "count": message("Answers"),
    "share": message("Part of all"),
    "good": message("Counts as good"),
    "days": message("Days since the first order"),
    "at_risk": message("Customers still waiting"),
    "second_orders": message("Second orders"),
    "back": message("Came back by then"),
    "identity": message("Orders that are"),
    "customers": message("Customers"),
    "average_order_value": message("Average order value"),
    "side": message("Customers with"),
    "orders_per_customer": message("Orders per customer"),
    "order_value": message("Value of an order"),
    "spend_per_customer": message("Spend per customer"),
    "group": message("Answer"),
    "mean": message("Mean spend"),
}
NAMES: Final[Mapping[str, Message]] = {**_OF_RESULTS, **_OF_TABLES}


def name_of(column: str, t: Translator) -> str:
    """Return what a column is called; a survey's own split keeps the name that the file gives it."""
    known = NAMES.get(column)
    if known is not None:
        return t.t(known)
    if column.startswith(SEGMENT_PREFIX):
        bare = column.removeprefix(SEGMENT_PREFIX)
        return t.t(NAMES[bare]) if bare in NAMES else bare
    words = column.strip("_").replace("_", " ")
    return words[:1].upper() + words[1:]
