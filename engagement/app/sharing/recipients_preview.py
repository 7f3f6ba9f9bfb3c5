"""The preview of a link's page before the link is made."""

from __future__ import annotations

import runpy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.guests import background_publishing, guest
from engagement.app.navigation import current_shop, router, session_of_shop
from engagement.app.sharing import guest_words, held_back, link_draft, made_link
from engagement.app.ui.address import from_address
from engagement.app.ui.reader import say
from engagement.locale import message
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.store.sharing.links import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.app.sharing.link_draft import Draft
    from engagement.store import Workspace

_PREVIEW: Final = "previewed_link"
#: What the keys of the form's fields begin with.
FIELDS: Final = "link_"
#: Includes buttons, whose state is not kept.
_BUTTONS: Final = frozenset({"link_make", "link_see"})


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """A draft, the link that it would become, and its bundle of one version of the data.

    `form_values` are the values of the form's fields by widget key, to restore them when one goes back.
    """

    draft: Draft
    link: Link
    bundle: pa.Table
    data: str
    form_values: Mapping[str, object]


def make(workspace: Workspace, draft: Draft) -> None:
    """Compute the bundle of a draft and keep it in the session; nothing is stored."""
    link = _link(workspace, draft)
    values = {
        str(k): v for k, v in st.session_state.items() if str(k).startswith(FIELDS) and k not in _BUTTONS
    }
    with st.spinner(say(message("Totals are computed, small groups folded together"))):
        bundle = background_publishing.drafted(workspace, link.terms)
    data = background_publishing.data_of(workspace, link)
    session_of_shop.keep(workspace, _PREVIEW, LinkPreview(draft, link, bundle, data, values))
    st.rerun()


def show(workspace: Workspace, who: str) -> None:
    """Draw the draft's page by the code that draws it for the recipient, and end the run.

    Without a preview in the session it does nothing.
    """
    preview: LinkPreview | None = session_of_shop.remembered(workspace, _PREVIEW)
    if preview is None or preview.data != background_publishing.data_of(workspace, preview.link):
        return
    link = preview.link
    with st.container(key="panel_preview"):
        st.header(say(message("What the recipient will see")), anchor=False)
        st.caption(say(message("This is a preview: there is no link yet, and nobody can open it.")))
        question = from_address(link.terms.question)
        held_back.show(PublishedView(preview.bundle), current_shop.owners_view(question), link.terms.pages)
        with st.container(horizontal=True):
            st.button(say(message("Back to the form")), key="preview_back", on_click=_back, args=(preview,))
            wrong = link_draft.faults(preview.draft)
            if not wrong and st.button(say(message("Create this link")), key="preview_make", type="primary"):
                session_of_shop.drop(_PREVIEW)
                made_link.make(workspace, preview.draft, who)
        names = {entry.stem: entry.name for entry in router.ENTRIES}
        page = link.terms.pages[0]
        if len(link.terms.pages) > 1:
            page = st.segmented_control(
                say(message("Page")), link.terms.pages, default=page, required=True, key="preview_page",
                format_func=lambda stem: say(names[stem]), label_visibility="collapsed",
            )  # fmt: skip
    with guest.previewing(link, preview.bundle):
        guest_words.sender(link)
        runpy.run_path(router.path(page))
        guest_words.foot(link)
    st.stop()


def _back(preview: LinkPreview) -> None:
    """End the preview and restore the form's values."""
    session_of_shop.drop(_PREVIEW)
    for key, value in preview.form_values.items():
        st.session_state[key] = value


def _link(workspace: Workspace, draft: Draft) -> Link:
    """Return the link that a draft would become."""
    return Link(
        id=0,
        workspace_id=workspace.storage.id,
        workspace=workspace.name,
        public="",
        title=draft.title.strip() or say(message("Title")),
        note=draft.note,
        terms=link_draft.terms(draft),
        pinned=None,
        follows=draft.follows,
        password_hash=None,
        locked_until=None,
        made_at=datetime.now(UTC),
        who="",
        expires_at=None if draft.last_day is None else link_draft.end_of(draft.last_day),
        revoked_at=None,
        seen_at=None,
        visits=0,
    )
