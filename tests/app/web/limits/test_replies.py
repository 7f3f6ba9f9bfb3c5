"""A guest's browser learns nothing of the machine that the server runs on."""

from __future__ import annotations

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from engagement.app.web.limits.replies import without_machine

SECRETS = [
    "/srv/somewhere/dashboard.py",
    "installation-one",
    "installation-three",
    "1.99.9",
    "3.99.9",
    "Plan9",
]


def begun() -> ForwardMsg:
    """The message with which Streamlit begins a run."""
    reply = ForwardMsg()
    session = reply.new_session
    session.name, session.main_script_path = "dashboard", SECRETS[0]
    session.initialize.session_id = "session"
    session.initialize.user_info.installation_id = SECRETS[1]
    session.initialize.user_info.installation_id_v3 = SECRETS[2]
    session.initialize.environment_info.streamlit_version = SECRETS[3]
    session.initialize.environment_info.python_version = SECRETS[4]
    session.initialize.environment_info.server_os = SECRETS[5]
    reply.metadata.run.script_run_id = "run"
    return reply


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("letters", [0, 100_000])
def test_a_page_learns_no_path_version_or_installation_by_whatever_name_it_calls_itself(secret, letters):
    reply = begun()
    reply.new_session.page_script_hash = "h" * letters
    assert secret.encode() in reply.SerializeToString()
    assert secret.encode() not in without_machine(reply.SerializeToString())


def test_a_page_still_gets_what_it_begins_a_run_with():
    result = ForwardMsg.FromString(without_machine(begun().SerializeToString()))
    assert result.new_session.initialize.session_id == "session"
    assert result.new_session.initialize.HasField("user_info")
    assert result.new_session.initialize.HasField("environment_info")
    assert result.metadata.run.script_run_id == "run"


def test_any_other_message_passes_as_it_is():
    other = ForwardMsg(session_event={"script_changed_on_disk": True}).SerializeToString()
    assert without_machine(other) == other
