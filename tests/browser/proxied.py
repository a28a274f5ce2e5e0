"""A proxy as an office may have it: it says who signed in, takes what a browser claims of that, and hands all else on,
websockets too. Run by itself: `python proxied.py PORT TO_PORT SECRET`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator

import httpx
import uvicorn
import websockets
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PORT, TO, SECRET = sys.argv[1:4] if len(sys.argv) > 3 else ("0", "0", "")
OURS = {"x-forwarded-email", "x-sammachip-proxy"}
HOPS = {"connection", "keep-alive", "transfer-encoding", "upgrade", "host", "content-length", "te"}
client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{TO}", timeout=60, trust_env=False)


def told(connection: Request | WebSocket) -> dict[str, str]:
    """What the proxy says of who signed in with it: a cookie stands for its own sign-in here."""
    kept = {k: v for k, v in connection.headers.items() if k not in OURS | HOPS and not k.startswith("sec-websocket")}
    who = connection.cookies.get("signed_in_at_proxy", "")
    return {**kept, "X-Sammachip-Proxy": SECRET, **({"X-Forwarded-Email": who} if who else {})}


async def hand_on(request: Request) -> Response:
    asked = client.build_request(
        request.method, request.url.path, params=request.url.query.encode(), headers=told(request),
        content=await request.body(),
    )  # fmt: skip
    answer = await client.send(asked, stream=True)

    async def body() -> AsyncIterator[bytes]:
        async for part in answer.aiter_raw():
            yield part
        await answer.aclose()

    headers = {k: v for k, v in answer.headers.items() if k.lower() not in HOPS}
    return StreamingResponse(body(), answer.status_code, headers)


async def hand_on_socket(browser: WebSocket) -> None:
    asked = [p.strip() for p in browser.headers.get("sec-websocket-protocol", "").split(",") if p.strip()]
    url = f"ws://127.0.0.1:{TO}{browser.url.path}?{browser.url.query}"
    headers = told(browser)
    origin = headers.pop("origin", None)
    async with websockets.connect(
        url, subprotocols=asked or None, additional_headers=headers, origin=origin, max_size=None, proxy=None
    ) as server:
        await browser.accept(server.subprotocol)

        async def to_server() -> None:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                while True:
                    message = await browser.receive()
                    if message["type"] == "websocket.disconnect":
                        return
                    await server.send(message.get("bytes") or message.get("text") or b"")

        async def to_browser() -> None:
            async for message in server:
                await (browser.send_bytes(message) if isinstance(message, bytes) else browser.send_text(message))

        tasks = [asyncio.create_task(to_server()), asyncio.create_task(to_browser())]
        _, left = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()


if __name__ == "__main__":
    methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
    routes = [Route("/{path:path}", hand_on, methods=methods), WebSocketRoute("/{path:path}", hand_on_socket)]
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=int(PORT), log_level="warning")
