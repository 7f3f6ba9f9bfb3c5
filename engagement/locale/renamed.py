"""Former wordings of sentences with the present ones, for reports and bundles that were stored before.

The report of an imported file and the bundle of a link are stored with English sentences, which are
translated when they are shown. If you reword such a sentence, add the former wording here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

RENAMED: Final[Mapping[str, str]] = {
    "Below zero: in these days more was taken back (likes, comments) than was given, and the network counts "
    "the difference. A rate below zero means nothing; look at a longer period": (
        "Below zero: in these days more likes or comments were taken back than were given, and the network "
        "counts the difference. It says nothing about the posts; look at a longer period"
    ),
    "Members at the time of the order against all others": "Members at the time of the order against others",
    "A file of orders with a column of discount codes.": (
        "A file of orders with a column of discounts or discount codes."
    ),
    "Any code counts, whatever it took off. {order}": (
        "A code or an amount taken off counts, whatever its size. {order}"
    ),
    "Share of orders with a discount code": "Share of orders with a discount",
    "orders in the period with a discount code": "orders in the period with a discount",
    "An earlier day of a post whose figures run on from day to day; the last day is kept": (
        "An earlier day of a post whose numbers run on from day to day; the last day is kept"
    ),
    "A quote in line {line} is out of place; it is read as a letter": (
        "A quotation mark in line {line} is out of place; it is read as text"
    ),
    "Order values are the sum of the items, without shipping and tax. Drop the orders file, too, to have "
    "what was paid": (
        "Order values are the sum of the items, without shipping and tax. Upload the orders file, too, "
        "to have what was paid"
    ),
    "This list of posts has only the sum of their engagements, which no figure uses": (
        "This list of posts has only the sum of their engagements, which no metric uses"
    ),
    "The file holds neither posts nor days; its rows are read but no figure uses them": (
        "The file holds neither posts nor days; its rows are read but no metric uses them"
    ),
    "The title {title} names no figure that is used here; the rows are read but not shown": (
        "The title {title} names nothing that is used here; the rows are read but not shown"
    ),
    "This file names no person; drop Olist's orders and customers, too": (
        "This file names no person; upload Olist's orders and customers, too"
    ),
    "This file names no amounts; drop Olist's payments file, too. Till then they count as zero": (
        "This file names no amounts; upload Olist's payments file, too. Till then they count as zero"
    ),
    "This file names no person; drop Olist's customers file, too, for the repeat rate": (
        "This file names no person; upload Olist's customers file, too, for the repeat rate"
    ),
    "Chart data holds only the leading entries of {dimension} for each day, so no figure uses it. Totals.csv "
    "of the same download holds the days": (
        "Chart data holds only the leading entries of {dimension} for each day, so no metric uses it. "
        "Totals.csv of the same download holds the days"
    ),
    "The table splits {views} views by {dimension}; it has no figures of single videos or days": (
        "The table splits {views} views by {dimension}; it has no data of single videos or days"
    ),
    "outside the window": "outside the period",
    "Campaigns that lack one of the figures": "Campaigns that lack one of the numbers",
    "Posts that lack one of the figures": "Posts that lack one of the numbers",
    "Days that lack one of the figures": "Days that lack one of the numbers",
    "Rows that lack one of the figures": "Rows that lack one of the numbers",
    "Posts of networks whose files do not carry the figures": (
        "Posts of networks whose files do not carry the numbers"
    ),
    "{networks}: by daily figures": "{networks}: by daily data",
    "{networks}: by post, on its day of publishing; {others}: by daily figures": (
        "{networks}: by post, on its day of publishing; {others}: by daily data"
    ),
    "Associated with the answer; this does not show a cause": (
        "Associated with the answer; not proof of a cause"
    ),
    "They brought in {n} person": "They referred {n} person",
    "A row of several days begins before the window, on {day}": (
        "A row of several days begins before the period, on {day}"
    ),
    "Split by {dimensions}: as {tool} counts": "By {dimensions}: as {tool} counts",
    "Too few to compare with the period before.": "Too few to compare with the earlier period.",
    "Repeat customers have more than one order inside the window, here {repeat}. Returning customers have "
    "an order before it as well, here {returning}.": (
        "Repeat customers have more than one order inside the period, here {repeat}. Returning customers "
        "have an order before it as well, here {returning}."
    ),
    "The data begin on {day}, after the window does.": "The data begin on {day}, later than the period.",
    "The data hold no cancelled order in the window; many exports leave them out.": (
        "The data hold no cancelled order in the period; many exports leave them out."
    ),
    "The data hold no refund in the window; many exports leave them out.": (
        "The data hold no refund in the period; many exports leave them out."
    ),
    "The data look back {days} days behind the window; who last ordered before that looks new.": (
        "The data look back {days} days behind the period; who last ordered before that looks new."
    ),
    "The window begins with the data, so nobody can be known to have ordered before it.": (
        "The period begins with the data, so nobody can be known to have ordered before it."
    ),
    "The file does not mark guest orders: this is the share of orders with no customer id.": (
        "An estimate, since the file does not mark guest orders: the share of orders without a customer id."
    ),
}
