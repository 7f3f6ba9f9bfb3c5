"""The structure of the files of words: their sections, and the meanings in each section.

The order of meanings counts: if a column could have two, the earlier one is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: names: whole names of columns, or whole answers; none may have two meanings. words: single words, each
#: with a meaning of its own. patterns: pieces of a regular expression, joined by "or", for text in lower
#: case without accents.
SectionForm = Literal["names", "words", "patterns"]


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `several`: names with two intended meanings, of which a column has the earlier one."""

    form: SectionForm
    about: str
    meanings: tuple[str, ...]
    several: frozenset[str] = frozenset()


def _names(about: str, meanings: str, several: str = "") -> Section:
    both_forms = frozenset(name.strip() for name in several.split("|") if name.strip())
    return Section("names", about, tuple(meanings.split()), both_forms)


def _words(about: str, meanings: str) -> Section:
    return Section("words", about, tuple(meanings.split()))


def _patterns(about: str, meanings: str) -> Section:
    return Section("patterns", about, tuple(meanings.split()))


#: The networks as the sections call them.
NETWORKS: Final = (
    "facebook instagram tiktok youtube linkedin pinterest threads bluesky mastodon reddit snapchat"
    " google_business x"
)

SECTIONS: Final[dict[str, Section]] = {
    "orders": _names(
        "columns of a table of orders",
        "email order_id date time amount line_amount price quantity product sku customer phone currency "
        "country region status refunded discount_code discount guest channel tags shop",
        "order time | bestellzeit | state | tag",
    ),
    "orders-last-resort": _names(
        "columns that stand for a meaning only where nothing better does",
        "date order_id amount customer",
    ),
    "orders-turned": _words(
        "words that turn the meaning of a column that holds a name of it: 'delivery date'",
        "date amount order_id customer quantity product sku price line_amount email country status channel "
        "refunded",
    ),
    "orders-short": _words(
        "what is written short, by the English word that it is short for",
        "transaction date customer amount product description invoice order document price",
    ),
    "orders-words": _words(
        "little words, 'number', with and without tax, harmless beside a name, orders in the name of a date",
        "little number inclusive without_tax taxes harmless listed",
    ),
    "order-numbers": _words(
        "words of which the name of an order number is made, or a count of orders",
        "order purchase invoice receipt document transaction booking says_number not_alone alone many"
        " how_many one_or_many money no_number customers many_customers by_whom whose endings",
    ),
    "order-states": _patterns(
        "states of an order; stems of words",
        "turned_down refund part not not_yet handed_over undone called_off charged_back cancelled voided "
        "failed expired test pending paid called_back",
    ),
    "order-charges": _names(
        "columns of what an order's amount is made of, and of what it came to",
        "tax duties shipping handling discount tip goods total",
    ),
    "order-tables": _words(
        "words of a table of orders in a header, beside the names of its columns",
        "order payment fee sentence number name buyer cost subtotal goods",
    ),
    "order-tables-phrases": _names(
        "columns of lists with a day, a person and an amount that are none of orders; final prices; credit "
        "with which somebody paid",
        "another_list final_price credit",
    ),
    "order-endings": _words(
        "words in a header of how an order ended, and of what else such a column may be about",
        "state only_states payment paid delivery cancelled refunded test expired cancellation return beside "
        "of_a_line",
    ),
    "row-kinds": _patterns(
        "columns that say what each row of a table books, what a row is called that gives money back, "
        "one that pays, and one that pays out to the shop; columns of the stages of a payment, the words for "
        "those before the money is there, and what a row is called that sells, beside others called credit",
        "kind back pays pays_out stage early sells credit",
    ),
    "order-references": _words(
        "words of a number by which other files know an order",
        "of number alone other",
    ),
    "discount-words": _words(
        "words of a discount in a header, and those with which it is about something else",
        "discount other share",
    ),
    "social": _names(
        "columns of posts and of figures by day",
        "post_id account network published date month week time title text permalink type impressions "
        "views reach clicks link_clicks likes comments shares reposts saves follows unfollows followers "
        "visits interactions conversions watch_seconds watch_hours",
        "timestamp utc | seguidores | obserwujacy",
    ),
    "social-patterns": _patterns(
        "columns of social exports by their stems, where no name fits",
        "published post_id permalink type views reach impressions likes comments shares saves clicks "
        "link_clicks followers follows",
    ),
    "members": _names(
        "columns of a list of members of a loyalty programme",
        "email phone customer member_id joined tier points points_earned points_spent redemptions "
        "referrals referred state left",
    ),
    "members-patterns": _patterns(
        "columns of members by their stems",
        "email points joined member_id",
    ),
    "member-lists": _patterns(
        "words of a header or a name of a file that tell a list of members, and those that other tables have",
        "programme another_table",
    ),
    "contacts": _names(
        "columns of a list of contacts beside those of members: who may be written to",
        "country email_consent sms_consent email_day sms_day",
    ),
    "consent-states": _names(
        "what a cell says of a person's consent",
        "subscribed pending unsubscribed not_subscribed unreachable",
    ),
    "recipients": _names(
        "columns of a list of the people that a campaign went to, beside those of members",
        "person campaign group held_back sent delivered opened clicked unsubscribed bounced",
    ),
    "recipient-groups": _names(
        "groups of such a list that were not written to",
        "held_back",
    ),
    "campaigns": _names(
        "columns of a list of e-mail and SMS campaigns",
        "campaign_id name subject list channel variant status sent time recipients delivered "
        "unique_opens opens unique_clicks clicks unsubscribes bounces hard_bounces soft_bounces "
        "complaints orders revenue currency open_rate click_rate unsubscribe_rate site_bounce_rate",
        "send time | sent time",
    ),
    "campaigns-patterns": _patterns(
        "columns of campaigns by their stems",
        "orders recipients",
    ),
    "web": _names(
        "columns of web analytics",
        "day week month nth_day channel landing_page device country traffic_source campaign sessions "
        "active_users visitors new_visitors engaged_sessions engagement_rate bounces bounce_rate "
        "cart_additions cart_rate reached_checkout checkout_rate completed conversion_rate goal_rate "
        "goals key_events transactions pageviews revenue currency",
    ),
    "web-patterns": _patterns(
        "columns of web analytics by their stems",
        "channel landing_page engaged_sessions bounces cart_additions reached_checkout completed",
    ),
    "advertising": _names(
        "columns that only reports of advertising have",
        "column",
    ),
    "social-doubts": _patterns(
        "what makes a column another figure: a part, an average, a share",
        "not_whole several another",
    ),
    "members-doubts": _patterns(
        "what makes a column of members none of ours",
        "barred",
    ),
    "campaigns-doubts": _patterns(
        "what makes a column of campaigns another figure",
        "barred",
    ),
    "web-doubts": _patterns(
        "what makes a column of web analytics another figure",
        "barred first_user",
    ),
    "campaigns-mails": _names(
        "what was sent, which may stand beside a figure: 'emails opened'",
        "mails sent",
    ),
    "member-states": _names(
        "states of a member",
        "joined candidate disabled",
    ),
    "surveys": _names(
        "columns of a survey that are no questions",
        "response submitted email customer phone order country channel language segment personal hidden",
    ),
    "surveys-patterns": _patterns(
        "columns of a survey that are no questions, by their stems",
        "custom personal hidden",
    ),
    "surveys-submissions": _names(
        "columns that only a table of submissions of a survey has",
        "submission",
    ),
    "surveys-answer-by-row": _names(
        "tables with one answer a row: the column of what was asked, and that of the answer",
        "score_type question sort answer value score",
    ),
    "surveys-not-asked": _names(
        "columns that the survey tool adds: nobody was asked",
        "tool",
    ),
    "surveys-ident": _patterns(
        "names that are ids and nothing else",
        "ident",
    ),
    "surveys-asked-for": _patterns(
        "questions whose answers people are split by",
        "country language channel",
    ),
    "survey-topics": _patterns(
        "words of questions: which score they ask for",
        "recommend promoter likely easy hard difficult amount satisfied count open",
    ),
    "languages": _patterns(
        "words of questions that no other language has",
        "own",
    ),
    "review-columns": _patterns(
        "columns of reviews and ratings, of what somebody bought, and short questions for a mark",
        "score comment bought mark",
    ),
    "counted-words": _words(
        "words of a header for what is counted rather than asked",
        "counted",
    ),
    "answer-days": _patterns(
        "columns of dates in a survey",
        "of_answers of_feedback answered sent another_day",
    ),
    "answer-degrees": _patterns(
        "how much, in an answer",
        "middle none slight little few extreme very some",
    ),
    "answers-bad": _patterns(
        "the bad side of a scale",
        "satisfaction agreement ease likelihood amount",
    ),
    "answers-good": _patterns(
        "the good side of a scale",
        "satisfaction agreement ease likelihood amount",
    ),
    "answer-quality": _names(
        "judgements, the best first",
        "outstanding very_good good fair poor very_poor",
    ),
    "answer-words": _names(
        "whole answers",
        "good bad bare_ok no_answer",
    ),
    "totals": _names("what a row of totals calls itself in any table", "rows"),
    "totals-of-figures": _names(
        "what a row of totals calls itself among figures by day or by split", "figures"
    ),
    "networks": _patterns("what the networks are called", NETWORKS),
    "network-hosts": _patterns("hosts of the links of the networks", NETWORKS),
    "remarks": _patterns(
        "how a remark below a table begins",
        "remark",
    ),
    "other-lists": _words(
        "what other lists than of orders number, tell and are called by",
        "cart checkout cart_number list_number ticket quote left_on_it subscription returned customer_name"
        " affiliate partner commission buyer supplier vendor purchases tax_number",
    ),
    "other-lists-phrases": _names(
        "what each customer bought in all, gift cards, what lists of goods know of each, purchase numbers",
        "in_all gift_card catalogue purchase_number",
    ),
    "other-lists-patterns": _patterns(
        "how lists say that a cart was left or became an order, and columns of counted answers",
        "left lost became_an_order promoters detractors step scored counted",
    ),
    "amount-units": _names(
        "units of amounts in the name of a column, and of pieces in a cell",
        "hundredths british_hundredths polish_hundredths thousands millionths pieces",
    ),
    "costs": _names(
        "columns of products with their costs, and of advertising spend",
        "sku product vendor type cost from day week month starts ends channel account campaign part spend "
        "currency impressions clicks",
        "cost | costo | coste | koszt | kosten | cout | custo",
    ),
    "costs-doubts": _patterns("what makes a column of costs another figure", "barred"),
    "costs-spend": _names("how Meta Ads and Google Ads call what was spent", "meta google"),
    "yes-and-no": _names("whole answers that say yes or no", "yes no"),
    "accounts": _names(
        "what a column of accounts calls an order without one: where nothing else is called so, and beside "
        "a word for one with an account",
        "without guest registered",
    ),
    "account-columns": _names("columns that say yes for an order with an account", "named"),
    "no-value": _names("what stands in a cell that has no value", "blank"),
    "nobody": _names("what stands in the place of a person who is not named", "person"),
    "dates": _words(
        "what dates hold beside figures and the names of months and days that Babel knows",
        "january february march april may june july august september october november december weekday"
        " between oclock ordinal until day_first header_tells_nothing",
    ),
    "zones": _words("how a header or a time says that it is that of Greenwich", "greenwich"),
    "event-days": _names(
        "columns that say when an order was delivered, and when it was refunded", "delivered refunded"
    ),
    "brackets": _patterns(
        "what stands in brackets behind a name: that all are counted, or people", "all people"
    ),
    "google-lines": _names(
        "names above the tables of Google Analytics: of the website, and of everybody as the segment",
        "site everybody",
    ),
    "nps-answers": _names(
        "how survey tools call the groups of the NPS, and its score where it has no better name; a tool that "
        "asks for it unless told otherwise, and columns that only such a tool puts beside the score",
        "promoter passive detractor score tool beside_score",
    ),
    "date-parts": _words("columns that hold a day in three parts", "year month day"),
    "event-logs": _names("what a row of a log of events says that somebody did", "bought other"),
}
