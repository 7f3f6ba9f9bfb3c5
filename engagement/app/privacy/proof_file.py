"""The proof of an erasure as a text that can be filed or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale.translator import Translator
    from engagement.store.journal.proofs import Proof

KINDS: Final[Mapping[str, Message]] = {
    "person": message("A person was erased"),
    "retention": message("Old rows were deleted"),
}
TABLES: Final[Mapping[str, Message]] = {
    "orders": message("Orders"),
    "lines": message("Products of orders"),
    "supplements": message("Rows that complete orders"),
    "responses": message("Survey answers"),
    "posts": message("Posts"),
    "audience": message("Days of an account"),
    "sessions": message("Rows of the website"),
    "campaigns": message("Campaigns"),
    "recipients": message("Recipients"),
    "members": message("Members"),
    "consents": message("Statements of consent"),
    "ad_spend": message("Rows of advertising spend"),
}


def title(proof: Proof) -> Message:
    """Return the title: what was erased, or that nothing was found."""
    return message("Nothing was erased") if proof.is_empty else KINDS[proof.kind]


def as_text(proof: Proof, t: Translator) -> str:
    """Return the proof in the reader's language. It does not name the person."""
    actor = proof.who or t.t(message("somebody at this computer"))
    if proof.kind == "retention":
        actor = t.t(message("the nightly purge"))
    counted = [
        *((t.t(TABLES[name]), count) for name, count in proof.rows.items()),
        (t.t(message("Rows that had been set aside")), proof.rejects),
        (t.t(message("Texts in which the person was named")), proof.cells),
        (t.t(message("Addresses kept for mailings")), proof.contacts),
        (t.t(message("Published data of links, made anew")), proof.bundles),
        (t.t(message("Files that held something of it")), proof.files),
        (t.t(message("Versions of the data put together anew")), proof.versions),
    ]
    return "\r\n".join(
        [
            t.t(title(proof)),
            "",
            t.t(message("When (UTC): {moment}", moment=proof.when.isoformat(sep=" ", timespec="seconds"))),
            t.t(message("By: {who}", who=actor)),
            "",
            *(f"{name}: {count}" for name, count in counted),
            "",
            t.t(message("Digest of all data before: {digest}", digest=proof.before)),
            t.t(message("Digest of all data after: {digest}", digest=proof.after)),
            "",
            t.t(
                message(
                    "A row that two files held is counted twice. Rows about whoever was erased are "
                    "left out of files that are uploaded later."
                )
            ),
            "",
        ]
    )
