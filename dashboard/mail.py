"""Letters by electronic mail: the server's settings, from the environment only, and the sending.

A password is never sent over a line that is not encrypted, and stands in no error. It must not know what a letter says.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Literal, get_args

from dashboard.errors import MailFailed, UnreadableOption

Encryption = Literal["starttls", "tls", "none"]
HOST, PORT, TLS, USER, PASSWORD, SENDER = (
    f"SAMMACHIP_{name}" for name in ("SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "SMTP_USER", "SMTP_PASSWORD", "MAIL_FROM")
)
_PORTS: Mapping[Encryption, int] = {"starttls": 587, "tls": 465, "none": 25}
_TIMEOUT_S = 30


@dataclass(frozen=True, slots=True)
class MailServer:
    """How letters leave: over which server, from which address, encrypted how."""

    host: str
    port: int
    sender: str
    encryption: Encryption = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a letter: its name, by which the letter's HTML shows it (`cid:`), and its PNG."""

    name: str
    png: bytes


def server_from(environment: Mapping[str, str]) -> MailServer:
    """The server that the environment names. Raises UnreadableOption for what is missing or cannot be read."""
    encryption = environment.get(TLS) or "starttls"
    if encryption not in get_args(Encryption):
        raise UnreadableOption(option=TLS, value=encryption)
    known: Encryption = encryption  # type: ignore[assignment]  # it is one of them
    port = environment.get(PORT) or str(_PORTS[known])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise UnreadableOption(option=PORT, value=port)
    user, password = environment.get(USER, ""), environment.get(PASSWORD, "")
    if user and known == "none":
        raise UnreadableOption(option=TLS, value=known)
    host = environment.get(HOST, "")
    if not host:
        raise UnreadableOption(option=HOST, value="")
    senders = addresses(environment.get(SENDER, "") or user, SENDER)
    if len(senders) != 1:
        raise UnreadableOption(option=SENDER, value=",".join(senders))
    return MailServer(host, int(port), senders[0], known, user, password)


def addresses(text: str, option: str) -> tuple[str, ...]:
    """The addresses of a text, joined by commas. Raises UnreadableOption for one that is none."""
    found = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    for one in found:
        try:
            if not Address(addr_spec=one).domain:
                raise ValueError("domain")
        except (ValueError, HeaderParseError, IndexError) as error:
            raise UnreadableOption(option=option, value=one[:80]) from error
    return found


def letter(
    sender: str, to: Iterable[str], subject: str, text: str, html: str, pictures: Iterable[Picture] = ()
) -> EmailMessage:
    """A letter as text and as HTML, with its pictures."""
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"], message["To"] = sender, ", ".join(to)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    shown = message.get_payload()[1]  # type: ignore[index]
    for picture in pictures:
        shown.add_related(  # type: ignore[union-attr]
            picture.png, "image", "png", cid=f"<{picture.name}>", filename=picture.name, disposition="inline"
        )
    return message


def send(server: MailServer, message: EmailMessage) -> None:
    """Hand a letter to the server. Raises MailFailed."""
    context = ssl.create_default_context()
    try:
        if server.encryption == "tls":
            with smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT_S, context=context) as smtp:
                _hand_over(smtp, server, message)
        else:
            with smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_S) as smtp:
                if server.encryption == "starttls":
                    smtp.starttls(context=context)
                _hand_over(smtp, server, message)
    except smtplib.SMTPResponseException as error:
        told = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        raise MailFailed(reason=f"{error.smtp_code} {told}"[:200]) from None
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(reason=f"{type(error).__name__}: {error}"[:200]) from None


def _hand_over(smtp: smtplib.SMTP, server: MailServer, message: EmailMessage) -> None:
    if server.user:
        try:
            smtp.login(server.user, server.password)
        except UnicodeError:
            raise MailFailed(reason=f"{USER}, {PASSWORD}: ASCII") from None
    smtp.send_message(message)
