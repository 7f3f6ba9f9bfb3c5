"""What was found or made in one shop is never acted on in another, and an empty proof says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from engagement.app.privacy import proof_file
from engagement.locale.translator import translator
from engagement.store import open_workspace
from engagement.store.erasing import one_person
from engagement.store.journal import audit, proofs
from tests.store import household
from tests.store.household import AVA

if TYPE_CHECKING:
    from pathlib import Path

    from engagement.store import Workspace

_PAGE = """
import streamlit as st
from pathlib import Path

from engagement.app.{folder} import {component}
from engagement.store import open_workspace

{component}.show(open_workspace(Path(st.session_state["data"]), st.session_state["shop"]))
"""


@pytest.fixture
def shops(tmp_path: Path) -> tuple[Workspace, Workspace]:
    data = tmp_path / "data"
    first = household.workspace_of(data, household.FILES, tmp_path / "up")
    second = open_workspace(data, "second")
    second.add_many(household.drops(household.FILES, tmp_path / "up", second.key))
    return first, second


def page_of(module: str, data: Path, shop: str) -> AppTest:
    folder, component = module.split(".")
    at = AppTest.from_string(_PAGE.format(folder=folder, component=component), default_timeout=300)
    at.session_state["data"], at.session_state["shop"] = str(data), shop
    return at.run()


def labelled(at: AppTest, label: str) -> list:
    return [button for button in at.button if button.label == label]


def test_whoever_was_found_in_one_shop_cannot_be_erased_in_another(
    shops: tuple[Workspace, Workspace], tmp_path: Path
):
    first, second = shops
    at = page_of("privacy.person", tmp_path / "data", "shop")
    at.text_area[0].set_value(AVA)
    labelled(at, "Search")[0].click().run()
    assert "Orders: " in at.checkbox[0].label
    erase = labelled(at, "Erase for good")[0]
    at.session_state["shop"] = "second"
    erase.click().run()  # the click comes as the address has changed
    assert not at.exception
    assert not at.success
    assert not labelled(at, "Erase for good")
    assert proofs.entries(first.storage) == proofs.entries(second.storage) == []
    at.session_state["shop"] = "shop"
    at.run()
    labelled(at, "Erase for good")[0].click().run()
    assert [success.value for success in at.success]
    assert len(proofs.entries(first.storage)) == 1
    assert proofs.entries(second.storage) == []
    at.text_area[0].set_value(AVA)
    labelled(at, "Search")[0].click().run()
    assert "nothing is kept; erasing keeps later files" in at.checkbox[0].label


def test_erasing_somebody_of_whom_nothing_is_kept_says_that_nothing_was_erased(
    shops: tuple[Workspace, Workspace], tmp_path: Path
):
    first, _ = shops
    at = page_of("privacy.person", tmp_path / "data", "shop")
    at.text_area[0].set_value("nobody.here@example.com")
    labelled(at, "Search")[0].click().run()
    labelled(at, "Erase for good")[0].click().run()
    assert not at.success
    assert at.info[0].value.startswith("Nothing was erased")
    (proof,) = proofs.entries(first.storage)
    assert proof.is_empty
    text = proof_file.as_text(proof, translator("en"))
    assert text.startswith("Nothing was erased")
    assert "A person was erased" not in text


def test_a_proof_counts_words_that_people_typed(shops: tuple[Workspace, Workspace]):
    first, _ = shops
    audit.note(
        first.storage.manifest, first.storage.id, "ann@example.com", "shared", link="For new@example.com"
    )
    (found,) = one_person.find(first.storage, first.key, ["new@example.com"])
    proof = one_person.erase(first.storage, first.key, found.keys)
    assert (proof.cells, proof.is_empty) == (1, False)


@pytest.mark.parametrize("label", ["Undo", "Delete everything"])
def test_a_click_that_was_meant_for_one_shop_does_nothing_in_another(
    shops: tuple[Workspace, Workspace], tmp_path: Path, label: str
):
    _, second = shops
    before = second.version.id
    at = page_of("data.activity_log", tmp_path / "data", "shop")
    button = labelled(at, label)[0]
    at.session_state["shop"] = "second"
    button.click().run()
    assert not at.exception
    assert second.version.id == before
