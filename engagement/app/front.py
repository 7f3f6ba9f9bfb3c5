"""What happens on every visit, before and around the page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from engagement.app import router, shop
from engagement.app.reader import choose_language, theme

_HERE = Path(__file__).parent


def open() -> None:  # noqa: A001 - front.open() is what it does
    """Set the page up, build the navigation and run the page that was asked for."""
    # A local icon first: without it, Streamlit fetches one from elsewhere.
    st.set_page_config(
        page_title="Engagement",
        page_icon=str(_HERE / "icon.svg"),
        layout="wide",
        initial_sidebar_state=216,
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    router.open_front_door()
    page = router.navigation()
    st.html(_HERE / "style.css")
    st.logo(str(_HERE / f"wordmark-{theme()}.svg"))
    with st.sidebar:
        shop.choose()
        choose_language()
    page.run()
