"""What the server does with connections before anything of a page is drawn."""

from __future__ import annotations

import socket

from streamlit.web.server.starlette import starlette_server

from dashboard import serving


def test_what_is_said_to_a_browser_goes_out_at_once() -> None:
    assert starlette_server._bind_socket is serving.bind_without_delay
    with serving.bind_without_delay("127.0.0.1", 0, 5) as listening:
        listening.setblocking(True)
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
