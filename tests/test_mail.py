"""Letters reach a real mail server over a real line, encrypted, and a password never leaves in the clear."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from dashboard.errors import MailFailed, UnreadableOption
from dashboard.mail import MailServer, Picture, addresses, letter, send, server_from

USER, PASSWORD = "office", "secret-7"


# the test's server over TLS from the first byte on cannot see that it is
SECURE = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@dataclass
class Box:
    """What a mail server was given."""

    letters: list[EmailMessage] = field(default_factory=list)
    to: list[list[str]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802, ARG002
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        self.to.append(envelope.rcpt_tos)
        self.was_encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def allow(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


class Quietly(Controller):
    """Starts without a look at itself, which a server's certificate cannot have."""

    def _trigger_server(self) -> None:
        with socket.create_connection((self.hostname, self.port), 5) as trial:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(trial) if self.ssl_context else trial as line:
                line.recv(100)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@pytest.fixture
def plain() -> Iterator[tuple[Box, int]]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield box, controller.port
    controller.stop()


@pytest.fixture(params=["starttls", "tls"])
def secure(
    request: pytest.FixtureRequest, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Box, MailServer]]:
    key, cert = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    box = Box()
    is_tls = request.param == "tls"
    controller = Quietly(
        box, hostname="127.0.0.1", port=free_port(), ssl_context=context if is_tls else None,
        tls_context=None if is_tls else context, require_starttls=not is_tls, authenticator=allow, auth_required=True,
        auth_require_tls=not is_tls,
    )  # fmt: skip
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    controller.start()
    port = controller.port
    yield box, MailServer("localhost", port, "a@example.org", request.param, USER, PASSWORD)
    controller.stop()


def test_a_letter_arrives_as_it_was_written(plain: tuple[Box, int]) -> None:
    box, port = plain
    message = letter(
        "office@example.org", ["a@example.org", "b@example.org"], "สรุป อำเภอภูเวียง\n ณ 30 มิ.ย.", "ข้อความ",
        '<p>หน้า <img src="cid:card.png"></p>', [Picture("card.png", b"\x89PNG\r\n")],
    )  # fmt: skip
    send(MailServer("127.0.0.1", port, "office@example.org", "none"), message)
    (got,) = box.letters
    assert box.to == [["a@example.org", "b@example.org"]]
    assert got["Subject"] == "สรุป อำเภอภูเวียง ณ 30 มิ.ย."
    assert got["Auto-Submitted"] == "auto-generated"
    text, html = got.get_body(("plain",)), got.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "ข้อความ"
    assert "cid:card.png" in html.get_content()
    pictures = [part for part in got.walk() if part.get_content_type() == "image/png"]
    assert [(p["Content-ID"], p.get_content()) for p in pictures] == [("<card.png>", b"\x89PNG\r\n")]


@SECURE
def test_a_password_goes_only_over_an_encrypted_line(secure: tuple[Box, MailServer]) -> None:
    box, server = secure
    send(server, letter(server.sender, ["b@example.org"], "x", "x", "<p>x</p>"))
    assert box.was_encrypted == [True]
    assert len(box.letters) == 1


@SECURE
def test_a_wrong_password_is_told_of_without_it(secure: tuple[Box, MailServer]) -> None:
    box, server = secure
    wrong = MailServer(server.host, server.port, server.sender, server.encryption, USER, "another-secret")
    with pytest.raises(MailFailed) as told:
        send(wrong, letter(server.sender, ["b@example.org"], "x", "x", "<p>x</p>"))
    assert "535" in str(told.value.facts["reason"])
    assert "another-secret" not in str(told.value)
    assert "another-secret" not in repr(wrong)
    assert box.letters == []


@SECURE
def test_a_server_that_nobody_vouches_for_gets_nothing(
    secure: tuple[Box, MailServer], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    box, server = secure
    (tmp_path / "none.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with pytest.raises(MailFailed):
        send(server, letter(server.sender, ["b@example.org"], "x", "x", "<p>x</p>"))
    assert box.letters == []


def test_a_server_without_encryption_gets_no_letter_where_it_is_wanted(plain: tuple[Box, int]) -> None:
    box, port = plain
    with pytest.raises(MailFailed):
        send(MailServer("127.0.0.1", port, "a@example.org"), letter("a@example.org", ["b@example.org"], "x", "x", "x"))
    assert box.letters == []


@SECURE
def test_a_password_that_no_server_understands_is_told_of(secure: tuple[Box, MailServer]) -> None:
    _, server = secure
    thai = MailServer(server.host, server.port, server.sender, server.encryption, USER, "ลับ")
    with pytest.raises(MailFailed) as told:
        send(thai, letter(server.sender, ["b@example.org"], "x", "x", "<p>x</p>"))
    assert "ลับ" not in str(told.value)


def test_a_server_that_is_not_there_is_told_of() -> None:
    with pytest.raises(MailFailed):
        send(MailServer("127.0.0.1", 9, "a@example.org", "none"), letter("a@example.org", ["b@e.org"], "x", "x", "x"))


def test_the_environment_names_the_server() -> None:
    full = {"SAMMACHIP_SMTP_HOST": "mail.example.org", "SAMMACHIP_SMTP_USER": "office@example.org",
            "SAMMACHIP_SMTP_PASSWORD": "x"}  # fmt: skip
    assert server_from(full) == MailServer("mail.example.org", 587, "office@example.org", "starttls",
                                           "office@example.org", "x")  # fmt: skip
    other = full | {"SAMMACHIP_SMTP_TLS": "tls", "SAMMACHIP_MAIL_FROM": "a@example.org"}
    assert (server_from(other).port, server_from(other).sender) == (465, "a@example.org")


@pytest.mark.parametrize(
    "wrong",
    [
        {"SAMMACHIP_SMTP_HOST": ""},
        {"SAMMACHIP_SMTP_PORT": "many"},
        {"SAMMACHIP_SMTP_PORT": "70000"},
        {"SAMMACHIP_SMTP_TLS": "maybe"},
        {"SAMMACHIP_SMTP_TLS": "none"},  # with a password
        {"SAMMACHIP_MAIL_FROM": "nobody"},
        {"SAMMACHIP_MAIL_FROM": "", "SAMMACHIP_SMTP_USER": ""},
        {"SAMMACHIP_MAIL_FROM": "a@example.org, b@example.org"},
    ],
)
def test_a_setting_that_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    full = {"SAMMACHIP_SMTP_HOST": "mail.example.org", "SAMMACHIP_SMTP_USER": "office@example.org",
            "SAMMACHIP_SMTP_PASSWORD": "x"}  # fmt: skip
    with pytest.raises(UnreadableOption):
        server_from(full | wrong)


@pytest.mark.parametrize(
    "text", ["nobody", "a@", "@b", "a@example.org\nBcc: c@example.org", "a@b@c", "a b@example.org"]
)
def test_an_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UnreadableOption):
        addresses(text, "--mail-to")


def test_addresses_are_read() -> None:
    assert addresses(" a@example.org, b@example.org,,a@example.org", "--mail-to") == ("a@example.org", "b@example.org")
    assert addresses("", "--mail-to") == ()
