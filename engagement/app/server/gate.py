"""Pages for visitors without access: log in, get invited, or ask for a new link."""

from __future__ import annotations

import streamlit as st

from engagement.app.navigation import current_shop, shop_choice
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import choose_language, say
from engagement.app.who import sessions
from engagement.app.who.current import hosting
from engagement.locale import message


def ask_who() -> None:
    """Show what this site is and how to log in."""
    with st.sidebar:
        choose_language()
    st.title(say(message("How engaged are the customers?")), anchor=False)
    st.markdown(
        say(message("How engaged a shop's customers are, read from the files that its tools export."))
    )
    if hosting().login == "oidc":
        st.button(say(message("Log in")), on_click=st.login)
        st.caption(say(message("Only people who were invited see any data.")))
    else:
        st.markdown(
            say(message("Your network did not say who you are. Open this page the way you usually do."))
        )


def say_who_may_invite(who: str) -> None:
    """Tell a logged-in person without an invitation what to do."""
    st.info(
        say(
            message(
                "{who} has not been invited to a shop yet; an owner can do that under People. This is the "
                "demo shop.",
                who=inert(who),
            )
        )
    )


def say_there_is_no_such_shop() -> None:
    """Say that the shop in the address does not exist for this visitor, and offer those that do."""
    with st.sidebar:
        choose_language()
    st.title(say(message("This shop is not here")), anchor=False)
    st.markdown(
        say(
            message(
                "The address names a shop that was removed, or that you may not enter. Nothing of another "
                "shop is shown in its place. Choose one:"
            )
        )
    )
    for name in current_shop.workspaces_to_choose():
        st.button(
            inert(current_shop.called_briefly(name)),
            key=f"enter_{name}",
            on_click=shop_choice.switch,
            args=(name,),
        )


def offer_to_leave(who: str) -> None:
    """Show who is logged in, and offer to log out."""
    st.caption(inert(who))
    st.button(say(message("Log out")), on_click=_leave, args=(who,))


def _leave(who: str) -> None:
    sessions.leave(who)
    st.logout()


def ended() -> None:
    """Say that a link no longer shows anything, without giving the reason."""
    st.title(say(message("There is nothing at this address")), anchor=False)
    st.markdown(
        say(
            message(
                "The link may have expired, or a character of it is missing. Ask whoever sent it "
                "for a new one."
            )
        )
    )
