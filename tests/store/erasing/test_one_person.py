"""A person is found, handed out, and erased: from every file, table, version and word; and kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.caching import kept_files
from engagement.metrics.findings import plain_values
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view
from engagement.sources.people.identities import pseudonym
from engagement.store import Workspace, open_workspace
from engagement.store.erasing import one_person
from engagement.store.journal import proofs
from tests.cases import few
from tests.store import household, shop
from tests.store.household import AVA, BEN

if TYPE_CHECKING:
    from pathlib import Path


def erase(workspace: Workspace, *identifiers: str, who: str = "") -> proofs.Proof:
    result = one_person.find(workspace.storage, workspace.key, identifiers)
    return one_person.erase(workspace.storage, workspace.key, {k for f in result for k in f.keys}, who)


def figures(workspace: Workspace, *, trends: bool) -> str:
    version = workspace.version
    view = open_view(version.digest, dict(version.tables), Question(days=None))
    return plain_values.as_json(plain_values.report(view, by=None, trends=trends))


def test_the_search_itself_finds_what_is_there(workspace: Workspace, tmp_path: Path):
    hits = household.found_in(tmp_path / "data", household.tokens(workspace.key))
    assert {AVA.encode(), pseudonym(f"email:{AVA}", workspace.key).to_bytes(8, "little")} <= {
        w for _, w in hits
    }


def test_a_person_is_found_in_every_kind_of_table_however_the_address_is_written(workspace: Workspace):
    (found,) = one_person.find(workspace.storage, workspace.key, [f" {AVA.upper()} "])
    assert dict(found.rows) == {"orders": 4, "lines": 5, "responses": 2, "members": 1}
    assert (found.rejects, found.files) == (1, 4)


def test_after_erasing_neither_address_nor_pseudonym_is_in_any_file_or_table(
    workspace: Workspace, tmp_path: Path
):
    workspace.remove(workspace.datasets()[0].id)
    workspace.undo()
    erase(workspace, AVA)
    assert household.found_in(tmp_path / "data", household.tokens(workspace.key)) == set()


@pytest.mark.parametrize("trends", few([False, True], False))
def test_after_erasing_the_figures_are_those_of_a_shop_that_never_had_the_person(
    workspace: Workspace, tmp_path: Path, *, trends: bool
):
    never = household.workspace_of(tmp_path / "never", household.without_ava(), tmp_path / "uploads")
    theirs = figures(never, trends=trends)
    assert figures(workspace, trends=trends) != theirs
    erase(workspace, AVA)
    assert figures(workspace, trends=trends) == theirs


def test_results_that_were_kept_beside_a_version_with_the_person_go(workspace: Workspace, tmp_path: Path):
    version = workspace.version
    assert kept_files.write(version.digest, list(version.tables.values()), [b"figures"])
    erase(workspace, AVA)
    assert [*tmp_path.rglob(f"*{kept_files.SUFFIX}")] == []


def test_no_version_that_can_be_gone_to_holds_the_person(workspace: Workspace):
    ava = pseudonym(f"email:{AVA}", workspace.key)
    erase(workspace, AVA)
    history = workspace.history()
    assert len(history) == 5
    for version in history:
        workspace.go_to(version.id)
        for table in ("orders", "responses", "members"):
            keys = [row for path in workspace.paths(table) for row in _read(path, "customer_key")]
            assert ava not in keys
            assert len(keys) == workspace.version.rows.get(table, 0)


def test_the_account_of_a_file_says_how_many_rows_went_and_names_nobody(workspace: Workspace):
    erase(workspace, AVA)
    told = {d.file: [str(w) for r in d.reports for w in r.warnings] for d in workspace.datasets()}
    assert "3 rows of people who were erased are left out" in told["orders.csv"]
    assert "later for ….csv" in told
    orders = next(d for d in workspace.datasets() if d.file == "orders.csv")
    (report,) = orders.reports
    assert (report.rows_set_aside, report.set_aside, workspace.rejects(orders.id)) == (0, (), None)
    assert report.counts["orders"] == 3
    assert report.counts["customers"] == 2


def test_a_comment_that_names_the_person_is_blank_and_its_writer_stays(workspace: Workspace):
    erase(workspace, AVA)
    comments = [c for path in workspace.paths("responses") for c in _read(path, "comment") if c]
    assert len(comments) == 4
    assert _count(workspace, "responses", "email:cleo@example.com") == 1


def test_whoever_was_erased_does_not_come_back_with_later_files(workspace: Workspace, tmp_path: Path):
    erase(workspace, AVA)
    files = {
        f"more {AVA}.csv": household.FILES["orders.csv"],
        "new.csv": household.FILES["survey.csv"] + ["eve@example.com,2025-07-01 10:00,7,Fine"],
    }
    for drop in household.drops(files, tmp_path / "again", workspace.key):
        workspace.add_many([drop])
    assert household.found_in(tmp_path / "data", household.tokens(workspace.key)) == set()
    listed = [str(w) for d in workspace.datasets() for r in d.reports for w in r.warnings]
    assert "2 rows of people who were erased are left out" in listed
    assert _count(workspace, "responses", "email:eve@example.com") == 2


def test_the_proof_counts_what_went_and_names_nobody(workspace: Workspace):
    proof = erase(workspace, AVA, who="owner@example.com")
    assert dict(proof.rows) == {"orders": 4, "lines": 5, "responses": 2, "members": 1}
    assert (proof.rejects, proof.files, proof.versions) == (1, 4, 4)
    assert (proof.kind, proof.who) == ("person", "owner@example.com")
    assert proof.before != proof.after
    assert proofs.entries(workspace.storage) == [proof]


def test_an_address_of_which_nothing_is_kept_is_kept_out_all_the_same(workspace: Workspace, tmp_path: Path):
    before = workspace.version
    proof = erase(workspace, "nobody@example.com")
    assert (proof.files, proof.before) == (0, proof.after)
    assert workspace.version == before
    late = {
        "late.csv": [
            household.FILES["orders.csv"][0],
            household.FILES["orders.csv"][1].replace(BEN, "nobody@example.com").replace("#1001", "#2001"),
        ]
    }
    for drop in household.drops(late, tmp_path / "late", workspace.key):
        workspace.add_many([drop])
    assert workspace.version.rows["orders"] == before.rows["orders"]


def test_an_import_that_began_before_an_erasure_does_not_bring_the_person_back(
    workspace: Workspace, tmp_path: Path
):
    """The erasure comes in between: after the import has read the head, before it publishes."""
    files = {"again.csv": household.FILES["orders.csv"][:3]}
    (drop,) = household.drops(files, tmp_path / "again", workspace.key)
    objects = workspace.storage.objects
    write, other = objects.write, open_workspace(tmp_path / "data")
    begun = []

    def write_and_be_overtaken(table):
        if not begun:
            begun.append(True)
            erase(other, AVA)
        return write(table)

    objects.write = write_and_be_overtaken
    workspace.add_many([drop])
    assert household.found_in(tmp_path / "data", household.tokens(workspace.key)) == set()


def test_another_holder_of_the_workspace_sees_no_old_account(workspace: Workspace, tmp_path: Path):
    other = open_workspace(tmp_path / "data")
    assert any(AVA in d.file for d in other.datasets())
    erase(workspace, AVA)
    assert not any(AVA in d.file for d in other.datasets())


def _read(path: Path, column: str) -> list[object]:
    return household.pq.read_table(path, partitioning=None).column(column).to_pylist()


def _count(workspace: Workspace, table: str, identity: str) -> int:
    keys = [key for path in workspace.paths(table) for key in _read(path, "customer_key")]
    return keys.count(pseudonym(identity, workspace.key))


def test_a_number_with_a_country_code_is_always_found_a_bare_one_where_something_is_kept(
    workspace,
):
    result = one_person.find(workspace.storage, workspace.key, ["+48 600 700 800", "600700800"])
    assert [(one.spoken.kind, one.spoken.text) for one in result] == [("phone", "+48 600 700 800")]


def test_the_name_of_a_surveys_column_names_the_person_no_more(tmp_path: Path):
    workspace = open_workspace(tmp_path / "data")
    # As an import left it that kept an address in the name of a column, but for its marks.
    named = shop.answers("1", {"q": 9.0}, **{"Was ava rossi example com kind": "yes", "Colour": "red"})
    shop.add(workspace, "survey.csv", {"responses": named})
    proof = erase(workspace, AVA)
    (path,) = workspace.paths("responses")
    columns = [name for name in shop.read(path).column_names if name.startswith("segment.")]
    assert sorted(columns) == ["segment.Colour", "segment.… 1"]
    assert proof.cells == 1
