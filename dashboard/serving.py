"""What the server runs: the dashboard with headers around every answer that tell browsers what they may do with it.

Streamlit makes its own styles while it runs, so that styles may stand in the page; scripts are its own files, the parts
of this dashboard (which it hands over as blobs) and the one script in its page, known by its digest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

import streamlit
from starlette.middleware import Middleware
from streamlit.starlette import App

from dashboard.settings import read_settings
from dashboard.store.disk import sweep_leftovers

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _digests_of_inline_scripts() -> tuple[str, ...]:
    """The scripts that stand in Streamlit's own page, as a policy names them."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        " ".join(("script-src 'self' blob:", *_digests_of_inline_scripts())),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)

HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RAW: Final = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class WithHeaders:
    """Adds `HEADERS` to every answer; one that an answer already has is replaced."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in _RAW}
                message["headers"] = [h for h in message.get("headers", ()) if h[0].lower() not in own] + _RAW
            await send(message)

        await self._app(scope, receive, send_with)


sweep_leftovers(read_settings().leftovers_hours)
app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(WithHeaders)])
