"""The kinds of exports whose columns are known by name, each as a matcher."""

from __future__ import annotations

from typing import Final

from engagement.sources.meaning import order_numbers
from engagement.sources.meaning.header_words import INCLUSIVE, TAXES, WITHOUT_TAX
from engagement.sources.meaning.kind import Kind, pattern, stems
from engagement.sources.meaning.matcher import Matcher
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

#: Dimensions of web analytics that have a column of their own; all others are joined into `detail`.
DIMENSIONS: Final = ("channel", "landing_page", "device", "country", "traffic_source", "campaign")
#: Columns of web analytics with the day, week or month.
TIMES: Final = ("day", "week", "month")
#: Roles that only Google Analytics 4 has.
ONLY_GA4: Final = ("engaged_sessions", "engagement_rate", "goal_rate", "key_events", "active_users")
#: Headers of the channel of a person's first visit, which is not the channel of each session.
FIRST_USER: Final = pattern("web-doubts", "first_user")
#: Figures of campaigns whose names may include a word for what was sent ("e-mails opened").
_OF_MAILS: Final = frozenset(
    {"recipients", "delivered", "unique_opens", "opens", "unique_clicks", "clicks", "unsubscribes", "bounces"}
)
#: By how much an amount without tax is rated below one with tax.
_LESS: Final = 0.08
#: Fields whose names may say that tax is included.
_MONEY: Final = frozenset({"amount", "line_amount", "price"})
#: By how much a name with "inc. tax" is rated below the plain name.
_BESIDE_A_NAME: Final = 0.01
#: The rating of a header with a word for a customer and one for a number: below that of any known name.
_OF_CUSTOMERS: Final = 1.9


class OrderMatcher(Matcher):
    """Finds the columns of orders: by names, and by other words for an order's or a customer's number."""

    def rate(self, role: str, header: frozenset[str]) -> float:
        """Return how well a header fits a role: above 1 for a name of it, up to 1 if it has one, else 0."""
        best = order_numbers.rate(header) if role == "order_id" else 0.0
        if role == "customer" and order_numbers.numbers_customers(header) and "name" not in header:
            best = _OF_CUSTOMERS
        turned = header & self.turned(role)
        if role in _MONEY and header & INCLUSIVE:
            # "Order total (inc. tax)" is the order total, with more certainty than "Total shipped" is.
            bare = header - INCLUSIVE - TAXES
            best = max(best, self._rated(role, bare, bare & self.turned(role)) - _BESIDE_A_NAME)
            turned = frozenset() if role == "amount" else turned - TAXES
        best = max(best, self._rated(role, header, turned))
        return best - _LESS if role == "amount" and header & WITHOUT_TAX else best


def _with_mails(role: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a figure's names, and its one-word names joined with words for mails, before and after."""
    if role not in _OF_MAILS:
        return names
    mails = words("campaigns-mails")
    alone = [name for name in names if " " not in name]
    alone += mails["sent"] if role == "recipients" else ()
    joined = (
        combined
        for mail in mails["mails"]
        for name in alone
        for combined in (f"{mail} {name}", f"{name} {mail}")
    )
    return (*names, *joined)


ORDERS: Final = OrderMatcher(
    Kind(
        names=words("orders"),
        turned=words("orders-turned"),
        last_resorts={
            role: names + (words("orders")["time"] if role == "date" else ())
            for role, names in words("orders-last-resort").items()
        },
        strict=frozenset({"customer", "time"}),
    )
)
SURVEYS: Final = Matcher(Kind(names=words("surveys"), stems=stems("surveys-patterns"), marks=True))
SOCIAL: Final = Matcher(
    Kind(
        names=words("social"),
        stems=stems("social-patterns"),
        # "Likes (vs. dislikes)" and "Views (%)" are other figures.
        another=pattern("social-doubts", "another"),
        of_people=frozenset({"reach"}),
        not_whole=pattern("social-doubts", "not_whole"),
        counted=frozenset({"likes", "comments", "shares", "saves"}),
        # "Reactions, comments and shares" is a sum of three figures.
        several=rf"\b(?:{pattern('social-doubts', 'several')})\b",
    )
)
MEMBER: Final = Matcher(
    Kind(names=words("members"), stems=stems("members-patterns"), barred=pattern("members-doubts", "barred"))
)
_OF_MEMBERS: Final = ("email", "phone", "customer")
CONTACT: Final = Matcher(
    Kind(names={role: words("members")[role] for role in _OF_MEMBERS} | dict(words("contacts")))
)
#: Rows of single recipients of a campaign. The campaign's figures of the same names are in `CAMPAIGN`.
RECIPIENT: Final = Matcher(
    Kind(names={role: words("members")[role] for role in _OF_MEMBERS} | dict(words("recipients")))
)
COST: Final = Matcher(Kind(names=words("costs"), barred=pattern("costs-doubts", "barred")))
CAMPAIGN: Final = Matcher(
    Kind(
        names={role: _with_mails(role, names) for role, names in words("campaigns").items()},
        stems=stems("campaigns-patterns"),
        barred=pattern("campaigns-doubts", "barred"),
        # Figures that count people, though their names do not begin so.
        of_people=frozenset({"recipients", "delivered", "unsubscribes", "complaints"}),
    )
)
WEB: Final = Matcher(
    Kind(
        names=words("web"),
        stems=stems("web-patterns"),
        barred=f"{pattern('web-doubts', 'barred')}|{FIRST_USER}",
        of_people=frozenset({"visitors", "active_users", "new_visitors"}),
    )
)


def _fold_all(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


TOTALS: Final = _fold_all(words("totals-of-figures")["figures"])
#: Columns of advertising reports, whose figures are of paid campaigns, not of the shop's posts.
ADVERTISING: Final = _fold_all(words("advertising")["column"])
#: The words of member lists for states, by meaning: joined, candidate, disabled.
MEMBER_STATES: Final = {state: _fold_all(names) for state, names in words("member-states").items()}
#: The words of recipient lists for a control group.
CONTROL_NAMES: Final = _fold_all(words("recipient-groups")["held_back"])
#: The words of cells for consent, folded; yes and no are recognised separately.
CONSENT_STATES: Final = {state: _fold_all(names) for state, names in words("consent-states").items()}


def is_total(cell: str | None) -> bool:
    """Return whether a cell says that its row is a total."""
    return cell is not None and fold(cell) in TOTALS
