"""The mail server comes from the environment, its password from a file, and what is wrong is said."""

from __future__ import annotations

import datetime as dt
import ipaddress
import ssl

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engagement.app.mail import letters, mail_server
from engagement.app.mail.delivery import DeliveryResult, hand_over
from engagement.store import StoreError
from tests.app.mail.postbox import Postbox, free_port, listening, named
from tests.app.mail.test_letters import LETTER, NOW


def hand(to="eva@example.com"):
    server = mail_server.from_environment()
    assert server is not None
    return hand_over(server, letters.mail(LETTER, server, to, "<a@example.com>", NOW), to)


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine, which nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    here = dt.datetime.now(dt.UTC)
    created = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(here - dt.timedelta(days=1))
        .not_valid_after(here + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + created.public_bytes(serialization.Encoding.PEM))
    return file


def test_over_starttls_it_logs_in_and_hands_over_and_trusts_no_other_certificate(
    certificate, tmp_path, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    password = tmp_path / "password"
    password.write_text("a secret\n", "utf-8")
    port, box = free_port(), Postbox()
    named(monkeypatch, port, SECURITY="starttls", USER="reports", PASSWORD_FILE=str(password))

    def knows(_server, _session, _envelope, _how, given):
        known = (given.login, given.password) == (b"reports", b"a secret")
        return AuthResult(success=known, handled=known)  # else the server leaves the refusal to this function

    more = {"tls_context": context, "require_starttls": True, "authenticator": knows, "auth_required": True}
    with listening(box, port, **more):
        assert hand() == DeliveryResult("failed", "secure")
        assert box.taken == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert hand() == DeliveryResult("sent")
        password.write_text("another", "utf-8")
        assert hand() == DeliveryResult("failed", "login")
    assert (len(box.taken), box.encrypted) == (1, [True])


def test_a_server_without_encryption_gets_nothing_where_it_was_asked_for(monkeypatch):
    port, box = free_port(), Postbox()
    named(monkeypatch, port, SECURITY="starttls")
    with listening(box, port):
        assert hand() == DeliveryResult("failed", "secure")
    assert box.taken == []
    assert hand() == DeliveryResult("failed", "connect")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"SECURITY": "ssl"}, "ENGAGEMENT_SMTP_SECURITY"),
        ({"PORT": "0"}, "ENGAGEMENT_SMTP_PORT"),
        ({"PORT": "many"}, "ENGAGEMENT_SMTP_PORT"),
        ({"SENDER": "reports"}, "ENGAGEMENT_SMTP_SENDER"),
        ({"SENDER": "a@example.com, b@example.com"}, "ENGAGEMENT_SMTP_SENDER"),
        ({"USER": "reports"}, "ENGAGEMENT_SMTP_PASSWORD_FILE"),
        ({"USER": "reports", "PASSWORD_FILE": "/nowhere"}, "ENGAGEMENT_SMTP_PASSWORD_FILE"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(wrong, expected, monkeypatch):
    named(monkeypatch, 25, **wrong)
    with pytest.raises(StoreError, match=expected):
        mail_server.from_environment()


def test_a_password_is_never_sent_in_the_clear_nor_shown(monkeypatch, tmp_path):
    password = tmp_path / "password"
    password.write_text("a secret", "utf-8")
    named(monkeypatch, 25, HOST="mail.example.com", USER="reports", PASSWORD_FILE=str(password))
    with pytest.raises(StoreError, match="no password is sent"):
        mail_server.from_environment()
    monkeypatch.setenv("ENGAGEMENT_SMTP_SECURITY", "tls")
    monkeypatch.delenv("ENGAGEMENT_SMTP_PORT")
    result = mail_server.from_environment()
    assert result is not None
    assert (result.port, result.password) == (465, "a secret")
    assert "a secret" not in repr(result)
