"""Signing in by a proxy's header, through a real proxy: who it names gets in, whoever names himself does not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visits import free_port, start_server
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from dashboard.access.people import People
from dashboard.serving import HEADERS

HEAD, EDITOR, SECRET = "head@phuwiang.example", "editor@phuwiang.example", "only-for-this-test"


@pytest.fixture(scope="module")
def office(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The proxy's address, and that of the dashboard behind it."""
    folder = tmp_path_factory.mktemp("proxied")
    People(folder / "people.json").give(HEAD, "district", ["4016"])
    People(folder / "people.json").give(EDITOR, "editor", ["4016"])
    more = {
        "SAMMACHIP_SIGN_IN": "header",
        "SAMMACHIP_PROXY_SECRET": SECRET,
        "SAMMACHIP_PEOPLE": str(folder / "people.json"),
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "1",
    }
    shutil.copytree(small_store, folder / "store")
    dashboard, behind = start_server(folder / "store", folder / "log", more=more)
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("proxied.py")), str(port), behind.rsplit(":", 1)[1], SECRET]
    log = (folder / "proxy.log").open("wb")
    proxy = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310
            break
        except OSError:
            assert proxy.poll() is None, (folder / "proxy.log").read_text()
            time.sleep(0.25)
    yield address, behind
    for process in (proxy, dashboard):
        process.terminate()
        process.wait(20)
    log.close()


def opened(browser: Browser, address: str, headers: dict[str, str], who: str = "") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH", extra_http_headers=headers)
    if who:
        context.add_cookies([{"name": "signed_in_at_proxy", "value": who, "url": address}])
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def test_who_the_proxy_names_gets_in(browser: Browser, office: tuple[str, str]) -> None:
    for page in opened(browser, office[0], {}, HEAD):
        page.locator(".st-key-band h1").wait_for(timeout=60_000)
        page.get_by_text(HEAD).wait_for(timeout=30_000)
        assert "area=4016" in page.url


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-Email": HEAD},
        {"X-Forwarded-Email": HEAD, "X-Sammachip-Proxy": "guessed"},
        {"X-Forwarded-Email": HEAD, "X-Sammachip-Proxy": ""},
    ],
)
@pytest.mark.parametrize("way", [0, 1], ids=["through the proxy", "past the proxy"])
def test_whoever_names_himself_does_not(
    headers: dict[str, str], way: int, browser: Browser, office: tuple[str, str]
) -> None:
    for page in opened(browser, office[way], headers):
        page.get_by_text("โปรดเข้าสู่ระบบก่อนใช้งาน").wait_for(timeout=60_000)
        assert page.locator(".st-key-band, .st-key-rail, table").count() == 0


def test_nobody_changes_who_signed_in_at_the_proxy(browser: Browser, office: tuple[str, str]) -> None:
    claims = {"X-Forwarded-Email": "boss@cdd.example", "X-Sammachip-Proxy": SECRET}
    for page in opened(browser, office[0], claims, HEAD):
        page.get_by_text(HEAD).wait_for(timeout=60_000)


def test_every_answer_has_its_headers(office: tuple[str, str]) -> None:
    for address in office:
        for path in ("/", "/_stcore/health", "/village", "/no/such/file.js", "/app/static/OFL.txt"):
            try:
                answer = urllib.request.urlopen(f"{address}{path}", timeout=30)  # noqa: S310
            except urllib.error.HTTPError as error:
                answer = error
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path


def test_what_came_by_https_stays_on_https(office: tuple[str, str]) -> None:
    for address in office:
        for told, is_secure in (("https", True), ("http", False)):
            asked = urllib.request.Request(f"{address}/_stcore/health", headers={"X-Forwarded-Proto": told})  # noqa: S310
            headers = urllib.request.urlopen(asked, timeout=30).headers  # noqa: S310
            cookies = headers.get_all("Set-Cookie") or []
            assert cookies
            assert all(cookie.endswith("; Secure") == is_secure for cookie in cookies), cookies
            assert all("samesite=lax" in cookie.lower() for cookie in cookies)
            assert (headers.get("Strict-Transport-Security") is not None) == is_secure
        assert "no-cache" in urllib.request.urlopen(address, timeout=30).headers["Cache-Control"]  # noqa: S310


@pytest.mark.parametrize(
    "path",
    [
        "/app/static/../../app.py", "/app/static/..%2f..%2fsettings.py", "/app/static/%2e%2e/%2e%2e/settings.py",
        "/app/static/..%5c..%5csettings.py", "/app/static//etc/passwd", "/static/../../../../etc/passwd",
        "/media/..%2f..%2fetc%2fpasswd", "/component/..%2f..%2fetc/passwd", "/_stcore/bidi-components/..%2f..%2fx",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_served_folders(path: str, office: tuple[str, str]) -> None:
    connection = HTTPConnection(office[1].removeprefix("http://"), timeout=30)
    connection.request("GET", path)
    assert connection.getresponse().status in (400, 403, 404)
    connection.close()


@contextmanager
def session(address: str, headers: dict[str, str], origin: str = "") -> Iterator[str]:
    """The id of a new session on the server itself, as long as it lasts, once its page was drawn."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    with connect(
        address.replace("http", "ws") + "/_stcore/stream", origin=Origin(origin or address),
        subprotocols=[Subprotocol("streamlit")], additional_headers=headers, proxy=None, max_size=None,
    ) as socket:  # fmt: skip
        socket.send(asked.SerializeToString())
        id_ = ""
        while True:
            told = ForwardMsg.FromString(bytes(socket.recv(timeout=60)))
            id_ = told.new_session.initialize.session_id or id_
            if told.WhichOneof("type") == "script_finished":
                break
        yield id_


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
def test_a_page_of_another_site_opens_no_socket(origin: str, office: tuple[str, str]) -> None:
    with session(office[1], {}) as id_:
        assert id_
    with pytest.raises(InvalidStatus, match="403"), session(office[1], {}, origin):
        pass


@pytest.mark.parametrize(
    ("who", "n_bytes", "answer"),
    [("", 10, 403), (HEAD, 10, 403), (EDITOR, 10, 204), (EDITOR, 1_100_000, 413)],
    ids=["nobody", "who may not import", "who may", "too much"],
)
def test_files_are_taken_of_those_who_may_import(who: str, n_bytes: int, answer: int, office: tuple[str, str]) -> None:
    known = {"X-Sammachip-Proxy": SECRET, "X-Forwarded-Email": who} if who else {}
    file = {"file": ("../../x.xlsx", b"not-to-be-served " * (n_bytes // 10))}
    with session(office[1], known) as id_, httpx.Client(base_url=office[1], trust_env=False, timeout=60) as client:
        client.get("/_stcore/health")
        path = f"/_stcore/upload_file/{id_}/1"
        assert client.put(path, files=file).status_code == 403  # without what a page of our own knows
        client.headers["X-Xsrftoken"] = client.cookies["_streamlit_xsrf"]
        assert client.put(path, files=file).status_code == answer
        assert client.put("/_stcore/upload_file/guessed/1", files=file).status_code == 403
        assert b"not-to-be-served" not in client.get(path).content
