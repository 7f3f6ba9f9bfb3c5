"""Unsupported exports that look like supported ones, recognised by the names of their columns.

Each names the export to use instead. They may contain a format's signature, so they are checked first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.lookalikes import (
    bank_accounts,
    carts,
    counted_answers,
    customer_lists,
    other_lists,
    parts_of_orders,
    purchases,
)
from engagement.sources.meaning.header_words import words, words_of
from engagement.sources.meaning.vocabularies import CONTACT, COST
from engagement.sources.orders.columns import find
from engagement.sources.text.column_names import normalise, squeeze
from engagement.sources.values.texts import blank
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale import Message
    from engagement.sources.formats.format import Format
    from engagement.sources.model.account import Confidence, ExportKind
    from engagement.sources.model.raw_table import RawTable


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A file that has all columns of one of `names`, and for which `test` is true.

    `kinds`: those that it is mistaken for, if only a guess supports them; empty if it is certain.
    """

    names: tuple[frozenset[str], ...]
    sentence: Message
    test: Callable[[RawTable], bool] = lambda raw: raw.rows > 0
    kinds: frozenset[ExportKind] = frozenset()


def sentence_if_unsupported(raw: RawTable, reader: tuple[Format, Confidence] | None = None) -> Message | None:
    """Return the sentence about an unsupported file; None for others.

    `reader`: the format that would read it. Detection by meaning alone is ignored if a platform's own
    format recognises the table, or one of a kind that it is not mistaken for.
    """
    columns = {normalise(name) for name in raw.columns} | {fold(name) for name in raw.columns}
    for export in EXPORTS:
        if export.kinds and reader is not None and not _mistaken(reader, export.kinds):
            continue
        if any(names <= columns for names in export.names) and export.test(raw):
            return export.sentence
    return None


def _mistaken(reader: tuple[Format, Confidence], kinds: frozenset[ExportKind]) -> bool:
    file_format, confidence = reader
    return confidence != "exact" and file_format.kind in kinds


def _names(text: str) -> frozenset[str]:
    return frozenset(map(normalise, text.split("|")))


def _fold_lines(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(fold(name) for name in line.split("|")) for line in lines)


def _sums_alone(raw: RawTable) -> bool:
    """Return whether the table has only totals: its rows are neither single orders nor visits."""
    return not {fold(name) for name in raw.columns} & _SINGLE


def _without_consent(raw: RawTable) -> bool:
    """Return whether a list of customers lacks addresses or consent."""
    by_concept = CONTACT.find(raw.columns)
    if raw.rows == 0 or "email_consent" not in by_concept:
        return raw.rows > 0
    columns = (raw.data.column(raw.columns.index(name)) for name in by_concept.get("email", ()))
    return not any(pc.any(pc.match_substring(column, "@")).as_py() for column in columns)


def _never_paid(raw: RawTable) -> bool:
    """Return whether rows are Shopify's abandoned checkouts: never paid, named by the checkout's long id."""
    places = {squeeze(name): place for place, name in enumerate(raw.columns)}
    unpaid = (raw.data.column(places[squeeze(name)]) for name in ("Financial Status", "Paid at"))
    if raw.rows == 0 or not all(pc.all(blank(column)).as_py() for column in unpaid):
        return False
    names = raw.data.column(places[squeeze("Name")])
    if squeeze("Id") not in places:
        return bool(pc.all(pc.match_substring_regex(names, r"^#?\d{10,}$")).as_py())
    ids = raw.data.column(places[squeeze("Id")])
    alike = pc.equal(pc.utf8_ltrim(names, "#"), ids)
    return bool(pc.any(alike).as_py() and pc.min(alike).as_py())


def _without_spend(raw: RawTable) -> bool:
    """Return whether a report of advertising has no column of costs; one with costs is supported."""
    return not COST.has(raw.columns, "spend")


def _by_affiliates(raw: RawTable) -> bool:
    """Return whether rows are affiliates' commissions: no buyer is named, or each row has an affiliate."""
    headers = [words(name) for name in raw.columns]
    if not any(header & _COMMISSIONS for header in headers):
        return False
    named = [place for place, header in enumerate(headers) if header & _AFFILIATES]
    if any(header & _BUYERS and not header & _AFFILIATES for header in headers):
        # Only some of a shop's own orders have an affiliate.
        return any(raw.data.column(place).null_count == 0 for place in named) and raw.rows > 1
    return bool(named) or (
        any(header & _PARTNERS for header in headers) and not {"product", "sku"} & find(raw).keys()
    )


_CARTS_LEFT: Final = message(
    "These are carts or checkouts that were left: nothing in them was bought. Take the shop's export of "
    "orders; how many carts are left is in its report of visits or of carts"
)
_AFFILIATES: Final = words_of("other-lists", "affiliate")
#: Columns that name an affiliate, or a shop that sells on a marketplace.
_PARTNERS: Final = words_of("other-lists", "partner")
_COMMISSIONS: Final = words_of("other-lists", "commission")
_BUYERS: Final = words_of("other-lists", "buyer")
#: Columns of lists of orders, and of reports that count visits beside them.
_SINGLE: Final = frozenset(
    {"order id", "order number", "order", "name", "order name", "sessions", "visits", "pedido", "ordine"}
)

EXPORTS: Final = (
    Unsupported(
        (_names("Name|Financial Status|Paid at|Created at|Lineitem name"),),
        message(
            "These are checkouts that were not completed: nothing in them was bought. Take Orders > Export "
            "for the orders; how many carts are left is in Analytics > Sessions converted over time"
        ),
        _never_paid,
    ),
    Unsupported(
        (frozenset(),),
        message(
            "These are sales that affiliates report, with their commission; they are a part of the shop's "
            "own orders. Take the export of orders from the shop itself"
        ),
        _by_affiliates,
    ),
    Unsupported(
        _fold_lines(
            "accepts email marketing|total spent|total orders",
            "accepts marketing|total spent|total orders",
            "customer id|accepts email marketing|default address city",
            "total spent|total orders|tax exempt|note",
            "customer name|email subscription|amount spent|orders",
        ),
        message(
            "This is Shopify's list of customers: it holds sums, not orders. Export the orders instead: "
            "Orders > Export"
        ),
        _without_consent,
    ),
    Unsupported(
        _fold_lines(
            "orders|gross sales|discounts|net sales|total sales",
            "orders|gross sales|returns|net sales|total sales",
            "orders|gross sales|net sales|shipping|taxes",
            "net quantity|gross sales|discounts|returns|net sales",
            "net items sold|gross sales|discounts|net sales|total sales",
            "orders|average order value|total sales",
        ),
        message(
            "This is a report of sums, as Shopify's Analytics have them, not a list of orders. Export the "
            "orders instead: Orders > Export"
        ),
        _sums_alone,
    ),
    Unsupported(
        _fold_lines(
            "reporting starts|reporting ends",
            "campaign name|ad set name|impressions",
            "inizio report|fine report",
            "inizio del report|fine del report",
            "inicio del informe|fin del informe",
            "poczatek raportowania|zakonczenie raportowania",
            "berichtsstart|berichtsende",
            "debut des rapports|fin des rapports",
            "inicio dos relatorios|termino dos relatorios",
        ),
        message(
            "This is a report of Meta Ads: what was paid for, not what the shop posted. Take the posts "
            "instead: Meta Business Suite > Insights > Content > Export"
        ),
        _without_spend,
    ),
    Unsupported(
        _fold_lines(
            "campaign|impr|avg cpc|cost",
            "campaign|impressions|avg cpc|cost",
            "campaign status|campaign|cost",
            "campaign|clicks|impr|ctr|cost",
            "ad group|impr|avg cpc|cost",
            "campagna|impr|cpc medio|costo",
            "campana|impr|cpc medio|coste",
            "kampania|wysw|sr cpc|koszt",
            "kampagne|impr|durchschn cpc|kosten",
        ),
        message(
            "This is a report of Google Ads: what was paid for. Take the visits instead: Google Analytics > "
            "Reports > Acquisition > Traffic acquisition"
        ),
        _without_spend,
    ),
    # Nothing in Magento's report of abandoned carts says what it is.
    Unsupported(
        _fold_lines("products|quantity|subtotal|applied coupon|ip address"),
        _CARTS_LEFT,
        kinds=frozenset({"orders"}),
    ),
    Unsupported((frozenset(),), _CARTS_LEFT, carts.are_left, kinds=frozenset({"orders"})),
    Unsupported(
        (frozenset(),),
        message(
            "This is a list of customers: it holds what each has bought in all, not orders. Take the export "
            "of orders from the same shop instead, a row for each order or product"
        ),
        customer_lists.is_one,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "Each row of this table sums several orders up. Take the export of orders from the shop instead, "
            "a row for each order or product"
        ),
        customer_lists.sums_up,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "These are purchases of the shop from its suppliers, not orders of customers. Take the export of "
            "orders from the shop instead"
        ),
        purchases.are_listed,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "These are quotes or drafts, which nobody has ordered yet. Take the export of orders from the "
            "shop instead"
        ),
        other_lists.are_quotes,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "This is a list of gift cards, not of orders. Take the export of orders from the shop instead"
        ),
        other_lists.are_cards,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "This is a list of subscriptions: each is paid more than once, and no payment stands here. Take "
            "the export of orders or of payments instead"
        ),
        other_lists.are_subscriptions,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "These are lines of a bank account, money in and out, not orders. Take the export of orders from "
            "the shop instead"
        ),
        bank_accounts.are_lines,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "These are returns, without what their orders cost. Take the export of orders from the shop "
            "instead, with what was refunded"
        ),
        lambda raw: other_lists.are_returns(raw) and parts_of_orders.refunds(raw) is None,
        kinds=frozenset({"orders"}),
    ),
    Unsupported(
        (frozenset(),),
        message(
            "Each row of this table counts answers; none is the answer of one person. Take the export of "
            "responses instead, a row for each person who answered"
        ),
        counted_answers.are_counts,
        kinds=frozenset({"surveys", "social", "orders", "web"}),
    ),
)
