"""A doubt is asked on the file's card before anything rests on it; one click answers it for that shape."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def card() -> None:
    from pathlib import Path  # noqa: PLC0415 - AppTest runs the source of this function
    from tempfile import mkdtemp  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from engagement.app.asking import doubts  # noqa: PLC0415
    from engagement.app.navigation import current_shop  # noqa: PLC0415
    from engagement.app.workspaces.intake import take  # noqa: PLC0415
    from engagement.store import open_workspace  # noqa: PLC0415

    if "workspace" not in st.session_state:
        folder = Path(mkdtemp())
        rows = [f"A{n},2999-03-{n + 10},shop@example.com,1999" for n in range(9)]
        path = folder / "orders.csv"
        path.write_text("\n".join(("Order ID,Order Date,Email,Total (pence)", *rows)) + "\n", "utf-8")
        st.session_state["workspace"] = open_workspace(folder / "data", current_shop.home())
        take(st.session_state["workspace"], [(path, path.name)])
    workspace = st.session_state["workspace"]
    for dataset in workspace.datasets():
        doubts.ask(workspace, dataset, dataset.reports[0])
    st.session_state["said"] = [dict(stored.recipe.answers) for stored in workspace.recipes()]


def test_each_doubt_is_asked_once_and_answered_by_a_click():
    app = AppTest.from_function(card, default_timeout=300).run()
    assert not app.exception
    assert [warning.value.split()[0] for warning in app.warning] == ["The", "The", "1"]
    for _ in range(3):
        app.button[0].click().run()
    app.run()
    assert not app.button
    assert not app.warning
    assert app.session_state["said"] == [{"unit": "hundredths", "future": "right", "people": "people"}]
