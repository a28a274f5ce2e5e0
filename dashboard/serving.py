"""What the server runs: the dashboard with headers around every answer that tell browsers what they may do with it.

Streamlit makes its own styles while it runs, so that styles may stand in the page; scripts are its own files, those of
the parts of this dashboard, what fetches them (which Streamlit hands over as blobs) and the one script in its page,
known by its digest.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import gc
import hashlib
import re
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final

import streamlit
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.starlette import App
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from dashboard.settings import read_settings
from dashboard.store.disk import sweep_leftovers
from dashboard.ui.arrivals import NEWEST, newest_mark
from dashboard.ui.asking import ahead
from dashboard.ui.parts import ADDRESS, digest_of, file_of
from dashboard.ui.telling import Telling
from dashboard.ui.uploads import may_upload

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_UPLOAD: Final = re.compile(r"/_stcore/upload_file/([^/]+)/")
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


_HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=15552000")


class WithHeaders:
    """Adds `HEADERS` to every answer; one that an answer already has is replaced. Where the browser came by HTTPS,
    cookies are for HTTPS only: Streamlit leaves that out.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers."""

        headers = [*_RAW, _HTTPS_ONLY] if _came_by_https(scope) else _RAW

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in headers}
                others = [h for h in message.get("headers", ()) if h[0].lower() not in own]
                message["headers"] = [_secured(h) if headers is not _RAW else h for h in others] + headers
            await send(message)

        await self._app(scope, receive, send_with)


def _came_by_https(scope: Scope) -> bool:
    """Whether the browser spoke HTTPS, with this server or with the proxy before it."""
    told = dict(scope.get("headers", ())).get(b"x-forwarded-proto", b"")
    return scope.get("scheme") in ("https", "wss") or told.split(b",")[0].strip().lower() == b"https"


def _secured(header: tuple[bytes, bytes]) -> tuple[bytes, bytes]:
    name, value = header
    is_open = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_open else header


class OnlyFromImporters:
    """Refuses files of sessions in which nobody is known who may import."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 before anything of the file is read."""
        found = _UPLOAD.search(scope.get("path", "")) if scope["type"] == "http" else None
        if found and scope["method"] == "PUT" and not may_upload(found[1]):
            await PlainTextResponse("Forbidden", 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def part_file(request: Request) -> Response:
    """A script or style sheet of the parts, for anybody; browsers keep it where it is what its address promises."""
    name = request.path_params["name"]
    text = file_of(name)
    if text is None:
        return PlainTextResponse("Not Found", 404)
    as_promised = request.path_params["digest"] == digest_of(name)
    keeping = "public, max-age=31536000, immutable" if as_promised else "no-store"
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(text, media_type=kind, headers={"Cache-Control": keeping})


PARTS: Final = Route(f"{ADDRESS}/{{digest}}/{{name}}", part_file)
_SOON_S: Final = 0.005
_made: Final = AutoHTTPProtocol.connection_made


def made_without_delay(self: asyncio.Protocol, transport: asyncio.Transport) -> None:
    """What the server says goes out at once: asyncio sees to that only where a socket says that it is TCP, and those
    that Streamlit listens on do not, so that the last words of a page would wait for the browser's answer.
    """
    accepted = transport.get_extra_info("socket")
    if accepted.family in (socket.AF_INET, socket.AF_INET6):
        accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _made(self, transport)


_request: Final = AppSession.request_rerun


def request_in_order(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for a run; for one of a fragment when all that the run before it said is on its way to the browser. Streamlit
    forgets what the loop has not yet taken from a run that has just ended, and the page would stay half of what it was.
    A fragment that this session does not know is of a window that was drawn before the server was started anew: it is
    drawn whole, where Streamlit would do nothing.
    """
    if client_state is not None and client_state.fragment_id and not session.has_fragment(client_state.fragment_id):
        client_state.fragment_id = ""
    runner = session._scriptrunner
    ends = runner is not None and runner._requests._state is ScriptRequestType.STOP
    if ends and client_state is not None and client_state.fragment_id:
        asyncio.get_running_loop().call_later(_SOON_S, session.request_rerun, client_state)
    else:
        _request(session, client_state)


AutoHTTPProtocol.connection_made = made_without_delay  # type: ignore[method-assign, assignment]
AppSession.request_rerun = request_in_order  # type: ignore[assignment, method-assign]
sweep_leftovers(read_settings().leftovers_hours)
if read_settings().ahead:
    ahead.start()
telling = Telling(newest_mark, lambda: read_settings().fresh_s)
app = App(
    Path(__file__).with_name("app.py"),
    routes=[WebSocketRoute(NEWEST, telling.to), PARTS],
    middleware=[Middleware(WithHeaders), Middleware(OnlyFromImporters)],
)
# a look for garbage stops everybody for as long as there is to look at: not at the program itself, and less often
gc.freeze()
atexit.register(gc.unfreeze)
gc.set_threshold(20_000, 20, 20)
