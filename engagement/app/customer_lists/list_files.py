"""The files of a list: the choice of the tool, who is left out and why, and the downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import streamlit as st

from engagement.app.customer_lists import choices
from engagement.app.customer_lists.formats import BY_KEY, FEWEST_FOR_META, FORMATS, written
from engagement.app.customer_lists.list_rows import rows
from engagement.app.ui import download, head
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.lists.listed_people import countries
from engagement.store.journal import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engagement.app.customer_lists.formats import ListFormat
    from engagement.app.customer_lists.listed import Listed
    from engagement.locale import Message
    from engagement.metrics.lists.list_choice import ListChoice
    from engagement.metrics.views.owners import OwnersView
    from engagement.store import Workspace

_HOW: Final[dict[str, Message]] = {
    "klaviyo": message(
        "In Klaviyo open a list, then Manage list, Import contacts. Consent is in the columns Email "
        "Marketing Consent and SMS Marketing Consent; all other columns become properties."
    ),
    "mailchimp": message(
        "In Mailchimp: Audience, Import contacts, Upload a file. The status that you choose there counts for "
        "the whole file; the column Email Marketing Status says it of each. The list becomes a tag."
    ),
    "meta_hashed": message(
        "In Meta Ads Manager: Audiences, Custom audience, Customer list. Addresses, numbers and countries "
        "are fingerprints (SHA-256): Meta compares them and learns of nobody whom it does not know."
    ),
    "meta": message(
        "In Meta Ads Manager: Audiences, Custom audience, Customer list. Addresses stand in the file as they "
        "are; the hashed one gives less away and does the same."
    ),
    "table": message(
        "For a spreadsheet, with everybody in the list, also those without an address. A text that begins "
        "like a formula has an apostrophe before it."
    ),
}


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a list file: `rows` of `of` people, and how many were left out.

    `not_agreed` lack consent, `not_reached` a contact of the kind that the format needs.
    """

    rows: int
    of: int
    not_agreed: int
    not_reached: int


def people_in_file(people: Listed, list_format: ListFormat, *, everybody: bool) -> tuple[Listed, Account]:
    """Return the people for a file: those who consented (or everybody) and can be reached by its channel."""
    agreed = np.ones(len(people), dtype=bool) if everybody else people.agreed
    reached = {
        "": np.ones(len(people), dtype=bool),
        "mail": people.by_mail,
        "mail or phone": people.reachable,
    }[list_format.reaches]
    is_included = agreed & reached
    account = Account(
        int(is_included.sum()), len(people), int((~agreed).sum()), int((agreed & ~reached).sum())
    )
    return people.only(is_included), account


def show(workspace: Workspace, view: OwnersView, choice: ListChoice, people: Listed) -> None:
    """Offer the files of a list that is not empty."""
    head.section(message("Take the list away"), key="files")
    key = st.segmented_control(
        say(message("For")),
        [list_format.key for list_format in FORMATS],
        default=FORMATS[0].key,
        required=True,
        format_func=lambda option: say(BY_KEY[option].name),
        key="list_format",
    )
    list_format = BY_KEY[str(key)]
    st.caption(say(_HOW[list_format.key]))
    everybody = st.checkbox(say(message("Also those who have not agreed")), key="list_everybody")
    if everybody:
        st.warning(
            say(
                message(
                    "The file now holds people who have not agreed to advertising. In most countries you may "
                    "not send them any, and answering for it is up to you. Use it to leave them out "
                    "elsewhere, or for messages that need no consent."
                )
            )
        )
    inside, account = people_in_file(people, list_format, everybody=everybody)
    for sentence in _account_lines(account, list_format):
        st.write(say(sentence))
    if account.rows:
        _buttons(workspace, view, choice, list_format, inside, account, everybody=everybody)
        st.caption(
            say(message("Who takes a list away is noted on the page People, with the number of rows."))
        )


def _account_lines(account: Account, list_format: ListFormat) -> list[Message]:
    lines = [
        message(
            "{count} row in the file, of {of} in the list.",
            "{count} rows in the file, of {of} in the list.",
            n=account.rows,
            count=account.rows,
            of=account.of,
        )
    ]
    if account.not_agreed:
        lines.append(
            message(
                "Left out: {count} person who has not agreed.",
                "Left out: {count} people who have not agreed.",
                n=account.not_agreed,
                count=account.not_agreed,
            )
        )
    if account.not_reached:
        lines.append(
            message(
                "Left out: {count} person without a kept address or number that this tool takes.",
                "Left out: {count} people without a kept address or number that this tool takes.",
                n=account.not_reached,
                count=account.not_reached,
            )
        )
    if list_format.key.startswith("meta") and 0 < account.rows < FEWEST_FOR_META:
        lines.append(message("Meta uses no list of fewer than {count} people.", count=FEWEST_FOR_META))
    return lines


def _buttons(
    workspace: Workspace,
    view: OwnersView,
    choice: ListChoice,
    list_format: ListFormat,
    inside: Listed,
    account: Account,
    *,
    everybody: bool,
) -> None:
    """Show a download button for each file; a list above a tool's limit of rows is split."""
    most = list_format.most_rows or account.rows
    parts = -(-account.rows // most)
    with st.container(horizontal=True):
        for part in range(parts):
            places = np.arange(part * most, min((part + 1) * most, account.rows))
            label = (
                message("Download the file")
                if parts == 1
                else message("Download part {part} of {parts}", part=part + 1, parts=parts)
            )
            suffix = f"-{part + 1}" if parts > 1 else ""
            download.button(
                say(label),
                _content(workspace, view, choice, list_format, inside.only(places), everybody=everybody),
                f"{list_format.file}-{choice.kind}{suffix}.csv",
                key=f"list_{list_format.key}_{part}",
            )


def _content(
    workspace: Workspace,
    view: OwnersView,
    choice: ListChoice,
    list_format: ListFormat,
    inside: Listed,
    *,
    everybody: bool,
) -> Callable[[], Iterator[bytes]]:
    """Return the function that notes the download in the audit and yields the file by chunk."""
    t, person, storage = words(), visitor(), workspace.storage
    if not person.may_own:
        raise PermissionError("only an owner takes a list away")
    in_english = translator("en")
    list_name = in_english.t(choices.name(choice, in_english))

    def make_file() -> Iterator[bytes]:
        audit.note(
            storage.manifest,
            storage.id,
            person.who,
            "exported_list",
            list=choices.in_address(choice)[choices.LIST],
            format=list_format.key,
            count=len(inside),
            all=int(everybody),
        )
        lives = countries(view.scope("orders"), inside.people.key)
        return written(list_format, rows(inside, storage, lives), list_name, t)

    return make_file
