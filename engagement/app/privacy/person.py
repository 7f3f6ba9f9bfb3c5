"""One person: what is stored of them, a copy for them, and erasing them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.navigation import session_of_shop
from engagement.app.privacy import erased
from engagement.app.privacy.person_file import as_zip
from engagement.app.privacy.proof_file import TABLES
from engagement.app.ui import doing, download
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import Message, message
from engagement.readable.platforms import platform_name
from engagement.store.erasing import one_person
from engagement.store.journal import audit
from engagement.store.persons import contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from engagement.store import Workspace
    from engagement.store.erasing.one_person import PersonRecords
    from engagement.store.journal.proofs import Proof

_FOUND: Final = "privacy_found"
_DONE: Final = "privacy_erased"
_KINDS: Final[dict[str, Message]] = {
    "email": message("e-mail address"),
    "phone": message("phone number"),
    "name": message("name and postcode"),
    "customer": message("customer number"),
}


def show(workspace: Workspace) -> None:
    """Show the search for a person, and for a match the copy and the erasure."""
    with st.container(key="rule_person"):
        st.header(say(message("Somebody asks what you keep about them, or to be erased")), anchor=False)
        _ask(workspace)
        records = session_of_shop.remembered(workspace, _FOUND)
        if records is not None:
            _show_found(workspace, records)
        proof = session_of_shop.remembered(workspace, _DONE)
        session_of_shop.drop(_DONE)
        if proof is not None:
            _say_done(proof)


def _say_done(proof: Proof) -> None:
    if proof.is_empty:
        nothing = message(
            "Nothing was erased: nothing was kept under this. Rows about this person are left out of files "
            "that are uploaded later."
        )
        st.info(say(nothing))
    else:
        st.success(say(message("Erased. The proof is below; the metrics are now without this person.")))


def _ask(workspace: Workspace) -> None:
    with st.form("privacy_person", border=False, clear_on_submit=True):
        typed = st.text_area(
            say(message("Under which addresses or numbers do you know this person?")),
            height=110,
            placeholder="ava@example.com\n+39 333 123 4567",
            help=say(
                message(
                    "One per line: e-mail addresses, phone numbers, customer numbers, or a name and "
                    "a postcode with a comma between. The person is found only by what you give."
                )
            ),
        )
        if st.form_submit_button(say(message("Search"))):
            lines = [line.strip() for line in (typed or "").splitlines() if line.strip()]
            session_of_shop.keep(workspace, _FOUND, one_person.find(workspace.storage, workspace.key, lines))


def _show_found(workspace: Workspace, records: list[PersonRecords]) -> None:
    if not records:
        st.write(say(message("Nothing is kept under this. Try another address or number.")))
        return
    meant = [record for number, record in enumerate(records) if _is_meant(number, record, records)]
    if not meant:
        return
    keys = {key for record in meant for key in record.keys}
    with st.container(horizontal=True):
        if any(record.anything for record in meant):
            download.button(
                say(message("Download a copy for this person")),
                _copy(workspace, keys),
                "person.zip",
                "application/zip",
                key=session_of_shop.key(workspace, "privacy_copy"),
            )
        with st.popover(say(message("Erase this person"))):
            _erase(workspace, keys)


def _is_meant(number: int, record: PersonRecords, records: list[PersonRecords]) -> bool:
    """Show a checkbox for a match and return whether it is ticked.

    It is ticked from the start unless the same number matches in several shop systems.
    """
    same = [other for other in records if other.spoken.text == record.spoken.text]
    return bool(
        st.checkbox(
            f"**{inert(record.spoken.text)}** · {_kind(record)}  \n{_what(record)}",
            value=len(same) == 1 or record.spoken.kind != "customer",
            key=f"privacy_meant_{number}_{hash(record.spoken)}",
        )
    )


def _kind(record: PersonRecords) -> str:
    if record.spoken.platform is None:
        return say(_KINDS[record.spoken.kind])
    return say(
        message("customer number in {platform}", platform=inert(say(platform_name(record.spoken.platform))))
    )


def _what(record: PersonRecords) -> str:
    """Return in words how many rows are stored of a person."""
    t = words()
    if not record.anything:
        return say(message("nothing is kept; erasing keeps later files from bringing it in"))
    parts = [
        f"{t.t(table_words)}: {t.number(record.rows[name])}"
        for name, table_words in TABLES.items()
        if name in record.rows
    ]
    if record.rejects:
        parts.append(say(message("rows set aside: {count}", count=record.rejects)))
    if record.contacts:
        parts.append(say(message("address kept for mailings")))
    if record.first_day is not None and record.last_day is not None:
        first, last = t.day_short(record.first_day), t.day_short(record.last_day)
        span = message("{first} to {last}", first=first, last=last)
        parts.append(first if first == last else say(span))
    return " · ".join(parts)


def _copy(workspace: Workspace, keys: Collection[int]) -> Callable[[], bytes]:
    """Return the function that makes the copy and notes it in the audit."""
    t, actor, storage, key = words(), visitor().who, workspace.storage, workspace.key

    def make_copy() -> bytes:
        audit.note(storage.manifest, storage.id, actor, "exported_person")
        files = one_person.files_of(storage, key, keys)
        return as_zip(files, contacts.addresses_of(storage, keys), t)

    return make_copy


def _erase(workspace: Workspace, keys: Collection[int]) -> None:
    st.write(
        say(
            message(
                "Deletes all rows about this person from every file and every earlier version, "
                "and blanks comments that name them. Metrics change, links are made anew, and "
                "files that are uploaded later bring nothing of this person back. This cannot be "
                "undone."
            )
        )
    )
    if st.button(say(message("Erase for good")), key=session_of_shop.key(workspace, "privacy_erase")):
        with st.spinner(say(message("Erasing …"))):
            doing.do(lambda: _erased(workspace, keys))


def _erased(workspace: Workspace, keys: Collection[int]) -> None:
    proof = one_person.erase(workspace.storage, workspace.key, keys, visitor().who)
    erased.clear_up(workspace)
    session_of_shop.drop(_FOUND)
    session_of_shop.keep(workspace, _DONE, proof)
