"""A session of the server in a process of its own: its loop is busy while a run ends, then it is asked for a fragment.

    python tests/busy_loop.py FOLDER

It prints what the browser hears from then on, a word for each message: its kind or that of its element, of the end of a
run with its number.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig, SessionClient
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from dashboard import serving  # as people are served

PAGE = """
import streamlit as st

@st.fragment
def part():
    st.text("part")

part()
st.text("page")
"""


class Browser(SessionClient):
    """What comes of a session."""

    def __init__(self) -> None:
        self.came: list[ForwardMsg] = []

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Note what comes."""
        self.came.append(msg)


def word(message: ForwardMsg) -> str:
    """What is printed of a message."""
    kind = str(message.WhichOneof("type"))
    if kind == "delta":
        return str(message.delta.new_element.WhichOneof("type") or "block")
    return f"{kind} {message.script_finished}" if kind == "script_finished" else kind


async def watch(page: Path) -> None:
    """Ask for the page, and for a fragment of it when it has ended unheard; print what comes of both."""
    assert serving.app
    runtime = Runtime(RuntimeConfig(str(page), MemoryMediaFileStorage("/media"), MemoryUploadedFileManager("/upload")))
    await runtime.start()
    browser = Browser()
    session = runtime.connect_session(browser, {})

    async def _ended(n: int) -> None:
        async with asyncio.timeout(20):
            while sum(message.HasField("script_finished") for message in browser.came) < n:
                await asyncio.sleep(0.01)

    runtime.handle_backmsg(session, asked_for(""))
    await _ended(1)
    (fragment,) = {m.delta.fragment_id for m in browser.came if m.HasField("delta") and m.delta.fragment_id}
    browser.came.clear()
    runtime.handle_backmsg(session, asked_for(""))
    time.sleep(1)
    runtime.handle_backmsg(session, asked_for(fragment))
    await _ended(2)
    print("\n".join(map(word, browser.came)))
    runtime.stop()


def asked_for(fragment: str) -> BackMsg:
    """What a browser sends for a run of the page, or of a fragment."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.fragment_id = fragment
    return message


if __name__ == "__main__":
    config.set_option("server.fileWatcherType", "none")
    path = Path(sys.argv[1]) / "page.py"
    path.write_text(PAGE, encoding="utf-8")
    asyncio.run(watch(path))
