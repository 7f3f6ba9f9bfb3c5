"""The proofs of what was erased, each as a text to file or to send."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from engagement.app.privacy.proof_file import as_text, title
from engagement.app.ui import download
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.store.journal import proofs

if TYPE_CHECKING:
    from engagement.locale.translator import Translator
    from engagement.store import Workspace
    from engagement.store.journal.proofs import Proof


def show(workspace: Workspace) -> None:
    """List the proofs, newest first; nothing where nothing was erased."""
    all_proofs = proofs.entries(workspace.storage)
    if not all_proofs:
        return
    with st.container(key="rule_proofs"):
        st.header(say(message("Proofs of what was erased")), anchor=False)
        st.caption(say(message("In counts only: nothing here names a person.")))
        for proof in all_proofs:
            _show_proof(proof)


def _show_proof(proof: Proof) -> None:
    t = words()
    rows = sum(proof.rows.values()) + proof.rejects
    actor = f" · {inert(proof.who)}" if proof.who else ""
    with st.container(gap="xxsmall", key=f"proof_{proof.id}"):
        st.markdown(f"**{say(title(proof))}** · {t.moment(proof.when)}{actor}")
        st.caption(say(message("{count} row", "{count} rows", n=rows, count=rows)))
        download.button(
            say(message("Download the proof")), partial(_bytes, proof, t), f"proof-{proof.id}.txt",
            "text/plain", key=f"proof_file_{proof.id}",
        )  # fmt: skip


def _bytes(proof: Proof, t: Translator) -> bytes:
    return as_text(proof, t).encode("utf-8-sig")
