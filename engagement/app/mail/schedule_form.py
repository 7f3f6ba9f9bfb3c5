"""The form of a mail schedule: content, frequency, format, recipients."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, cast
from zoneinfo import available_timezones

import streamlit as st

from engagement.app.mail.letter_words import EVERY, KINDS
from engagement.app.mail.mailman import mailman
from engagement.app.navigation import session_of_shop
from engagement.app.sharing import link_draft
from engagement.app.ui import doing
from engagement.app.ui.reader import say, words
from engagement.app.who import passwords
from engagement.app.who.current import owner_in
from engagement.app.workspaces import open_workspaces
from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator
from engagement.store.mail import mail_recipients, schedules
from engagement.store.sharing.links import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.store import Workspace

_FORMS: Final[Mapping[str, Message]] = {
    "link": message("Link"),
    "pdf": message("PDF with a password"),
}
_DAYS: Final = (7, 30, 90)
_MORNING: Final = 8
#: The period's name is appended to it.
_LONGEST: Final = LONGEST_TITLE - 40
#: More than a PDF needs.
_LONGEST_OF_PDF: Final = 127
#: How many schedules this session has made: after each the form is empty again.
_MADE: Final = "mail_made"


def show(workspace: Workspace) -> None:
    """Show the form; the choices above it decide which fields it has."""
    st.header(say(message("Send by mail")), anchor=False)
    form = st.segmented_control(
        say(message("How it comes")), list(_FORMS), default="link", required=True,
        format_func=lambda option: say(_FORMS[option]), key="mail_form",
    )  # fmt: skip
    alerts = st.toggle(say(message("Alerts, too")), key="mail_alerts")
    st.caption(
        say(
            message(
                "A mail when a metric leaves its usual range, or a goal is met or missed: at most one in a "
                "day, which names the metric and no number."
            )
        )
    )
    form_number = st.session_state.get(_MADE, 0)
    with st.form(session_of_shop.key(workspace, "mail_schedule"), border=False, enter_to_submit=False):
        title = st.text_input(say(message("Title")), max_chars=_LONGEST, key=f"mail_title_{form_number}",
                              placeholder=say(message("How engaged are the customers?")))  # fmt: skip
        kind = st.radio(say(message("What is sent")), list(KINDS), horizontal=True, key="mail_kind",
                        format_func=lambda option: say(KINDS[option]))  # fmt: skip
        step = st.radio(say(message("How often")), list(EVERY), index=1, horizontal=True, key="mail_step",
                        format_func=lambda option: say(EVERY[option]))  # fmt: skip
        hour, zone = _when()
        language = st.selectbox(
            say(message("Language")), LANGUAGES, LANGUAGES.index(words().language), key="mail_language",
            format_func=lambda option: translator(option).name,
        )  # fmt: skip
        days = _days() if form == "link" else _DAYS[1]
        password = st.text_input(
            say(message("Password of the PDF") if form == "pdf" else message("Password of the link, if any")),
            type="password", autocomplete="new-password", key=f"mail_password_{form_number}",
            help=say(message("Tell it to them by another way: no mail holds it.")),
        )  # fmt: skip
        addresses = st.text_area(
            say(message("E-mail addresses, one per line")), key=f"mail_addresses_{form_number}"
        )
        pressed = st.form_submit_button(say(message("Set it up")), key="mail_make", type="primary")
    st.caption(
        say(
            message(
                "Each address is asked first, by a mail with a link. After the period has ended, it is sent "
                "once the data reach its last day."
            )
        )
    )
    if not pressed:
        return
    plan = schedules.MailPlan(
        title=" ".join((title or "").split()),
        kind=cast("Literal['review', 'report']", kind or "review"),
        step=cast("Literal['week', 'month', 'quarter']", step or "month"),
        hour=hour,
        zone=zone,
        language=language or "en",
        form=cast("Literal['link', 'pdf']", form or "link"),
        days=days,
        alerts=alerts,
    )
    wrong = _faults(plan, password or "", addresses or "")
    for fault in wrong:
        st.error(say(fault))
    if not wrong:
        doing.do(lambda: _make(workspace, plan, password or "", addresses or ""))


def listed(text: str) -> list[str]:
    """Return the addresses in a text, which are separated by lines or commas."""
    return text.replace(",", "\n").replace(";", "\n").split()


def _when() -> tuple[int, str]:
    zones = _zones()
    own_zone = st.context.timezone
    hour_column, in_zone = st.columns([2, 5])
    hour = hour_column.selectbox(
        say(message("Hour")), list(range(24)), _MORNING, key="mail_hour", format_func=lambda n: f"{n:02}:00"
    )
    zone = in_zone.selectbox(
        say(message("Time zone of the shop")), zones, key="mail_zone",
        index=zones.index(own_zone) if own_zone in zones else zones.index("UTC") if "UTC" in zones else 0,
    )  # fmt: skip
    return int(hour), str(zone)


@cache
def _zones() -> list[str]:
    """Return the names of all time zones, which are files of this machine."""
    return sorted(available_timezones())


def _days() -> int:
    return int(
        st.selectbox(
            say(message("Expires after")), _DAYS, index=1, key="mail_days",
            format_func=lambda n: say(message("{days} day", "{days} days", n=n, days=n)),
        )
    )  # fmt: skip


def _faults(plan: schedules.MailPlan, password: str, addresses: str) -> list[Message]:
    problems = []
    if not plan.title:
        problems.append(message("Give it a title: the recipient reads it first."))
    if not listed(addresses):
        problems.append(message("Type at least one address."))
    if (plan.form == "pdf" or password) and len(password) < link_draft.SHORTEST_PASSWORD:
        least = link_draft.SHORTEST_PASSWORD
        problems.append(message("The password needs at least {least} characters.", least=least))
    most = _LONGEST_OF_PDF if plan.form == "pdf" else passwords.LONGEST
    if len(password.encode()) > most:
        problems.append(message("The password has at most {most} characters.", most=most))
    return problems


def _make(workspace: Workspace, plan: schedules.MailPlan, password: str, addresses: str) -> None:
    owner, wanted = owner_in(workspace.name), [mail_recipients.address_of(line) for line in listed(addresses)]
    schedule = schedules.make(workspace.storage, workspace.key, plan, password, owner)
    try:
        mail_recipients.ask(workspace.storage, workspace.key, schedule, wanted, owner, datetime.now(UTC))
    except Exception:
        schedules.remove(workspace.storage, schedule, owner)
        raise
    mailman(open_workspaces.data_dir()).wake()
    st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1
