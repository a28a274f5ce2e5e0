"""Two servers on one store behind the proxy of deploy/nginx.conf: TLS, websockets, sticky sessions, one that dies."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import stores
from sessions import Session, trusting
from websockets.exceptions import InvalidMessage
from websockets.sync.client import ClientConnection, connect

sys.path.append(str(Path(__file__).resolve().parent / "browser"))
from visits import free_port, start_server

from dashboard import places
from dashboard.ui.arrivals import NEWEST

ROOT = Path(__file__).resolve().parent.parent
NAME, STREAM = "dashboard.example", "/_stcore/stream"
IN = r"^sammachip_at=([0-9a-f]{32}); Path=/; Secure; HttpOnly; SameSite=Lax$"
VIEW = "area=4016&fy=2560&as_of=2017-05-31"

pytestmark = pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None, reason="no nginx and openssl here"
)


@dataclass
class House:
    """The proxy's port, the servers behind it by address, and the store that they share."""

    port: int
    http_port: int
    trust: ssl.SSLContext
    store: Path
    servers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def get(self, path: str, cookie: str = "") -> tuple[int, str, str]:
        """Status, text and the cookie that is set, of an answer of the proxy."""
        asked = urllib.request.Request(f"https://127.0.0.1:{self.port}{path}", headers={"Host": NAME, "Cookie": cookie})
        trust = ssl.create_default_context()
        trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE  # `connect` checks the name
        try:
            with urllib.request.urlopen(asked, timeout=30, context=trust) as answer:  # noqa: S310 - our own address
                return answer.status, answer.read().decode(), answer.headers.get("Set-Cookie", "")
        except urllib.error.HTTPError as answer:
            return answer.code, "", ""

    def connect(self, cookie: str, path: str = STREAM, tries: int = 3) -> AbstractContextManager[ClientConnection]:
        """A websocket of a window that has this cookie; closed unanswered, it is opened again, as browsers do."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        try:
            return connect(
                f"wss://{NAME}{path}", sock=plain, ssl=self.trust, origin=f"https://{NAME}",
                subprotocols=["streamlit"] if path == STREAM else None, additional_headers={"Cookie": cookie},
                max_size=None, max_queue=None, open_timeout=120,
            )  # fmt: skip
        except InvalidMessage:
            print((self.store.parent / "error.log").read_text(encoding="utf-8"), file=sys.stderr)  # what the proxy says
            if tries == 1:
                raise
            return self.connect(cookie, path, tries - 1)

    def sessions(self) -> dict[str, int]:
        """How many sessions each server that lives says it has, on the machine itself."""
        found = {}
        for address, process in self.servers.items():
            if process.poll() is None:
                text = urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=30).read().decode()  # noqa: S310
                (n,) = re.findall(r"^active_sessions\S* (\S+)$", text, re.MULTILINE)
                found[address] = int(float(n))
        return found


@pytest.fixture(scope="module")
def house(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    store = Path(shutil.copytree(small_store, folder / "store"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}",
                    "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", folder / "privkey.pem",
                    "-out", folder / "fullchain.pem"], check=True, capture_output=True)  # fmt: skip
    house = House(free_port(), free_port(), trusting(folder / "fullchain.pem"), store)
    with ExitStack() as running, ThreadPoolExecutor(2) as pool:
        started = [
            pool.submit(start_server, store, folder / f"log{n}", more={"SAMMACHIP_FRESH_S": "1"}) for n in (1, 2)
        ]
        for process, address in (future.result() for future in started):
            running.callback(process.wait, 20)
            running.callback(process.terminate)
            house.servers[address] = process
        proxy = subprocess.Popen(["nginx", "-p", folder, "-c", write_site(folder, house), "-g", "daemon off;"])
        running.callback(proxy.wait, 20)
        running.callback(proxy.terminate)
        until(lambda: answers(house.port), "the proxy does not answer")
        yield house


def write_site(folder: Path, house: House) -> Path:
    """The example of the proxy with our ports, certificate and servers, and nothing else of it changed."""
    site = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    servers = "".join(f"    server {address.removeprefix('http://')};\n" for address in house.servers)
    for was, is_ in (
        (r"    server 127\.0\.0\.1:8501;\n    # server 127\.0\.0\.1:8502;\n", servers),
        (r"listen 443 ", f"listen 127.0.0.1:{house.port} "),
        (r"listen 80;", f"listen 127.0.0.1:{house.http_port};"),
        (r"/etc/ssl/sammachip", str(folder)),
    ):
        site, n = re.subn(was, is_, site)
        assert n, was
    rooms = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        f"{user} pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {rooms}\n{site} }}"
    )
    return path


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def until(happened: Callable[[], bool], otherwise: str, timeout_s: float = 60) -> None:
    end = time.monotonic() + timeout_s
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


@dataclass
class Person:
    """Somebody's window: the cookie, the server that has the session, and the session."""

    cookie: str
    server: str
    session: Session
    leave: Callable[[], None]


def come(house: House, cookie: str = "") -> Person:
    """Open the dashboard through the proxy; without a cookie the first answer sets one."""
    if not cookie:
        status, page, told = house.get("/")
        assert (status, "<script" in page) == (200, True)
        found = re.match(IN, told)
        assert found, told
        cookie = f"sammachip_at={found[1]}"
    before = house.sessions()
    window = ExitStack()
    stream, news = (window.enter_context(house.connect(cookie, path)) for path in (STREAM, NEWEST))
    session = Session(stream, news)
    session.open(VIEW)
    (server,) = (address for address, n in house.sessions().items() if n == before[address] + 1)
    return Person(cookie, server, session, window.close)


def test_the_proxy_hands_on_what_is_for_everybody_and_nothing_else(house: House) -> None:
    status, page, _ = house.get("/")
    (script,) = re.findall(r'src="\./(static/js/index\.[^"]+\.js)"', page)
    assert (status, house.get(f"/{script}")[0]) == (200, 200)
    assert house.get("/_stcore/health")[:2] == (200, "ok")
    assert house.get("/_stcore/metrics")[0] == 404
    with socket.create_connection(("127.0.0.1", house.http_port), timeout=10) as plain:
        plain.sendall(f"GET /progress?area=40 HTTP/1.0\r\nHost: {NAME}\r\n\r\n".encode())
        answer = plain.makefile("rb").read().decode()
    assert answer.startswith("HTTP/1.1 301")
    assert f"Location: https://{NAME}/progress?area=40\r\n" in answer


def test_people_stay_with_their_server_see_what_is_imported_and_move_when_it_dies(house: House, tmp_path: Path) -> None:
    people = [come(house)]
    while len({person.server for person in people}) < 2:
        assert len(people) < 40, "everybody goes to one server"
        people.append(come(house))
    assert all(shows_the_view(person) for person in people)

    for person in people:  # who reloads comes back to the same one
        person.leave()
    until(lambda: not any(house.sessions().values()), "sessions do not end")
    people = [come_again(house, person) for person in people]

    published = import_a_village(house.store, tmp_path)
    until(lambda: all(told(person) for person in people), "what was imported did not come to everybody")
    print(sorted(round(person.session.arrived[0] - published, 1) for person in people), "s after it was published")

    dying = people[0].server
    house.servers[dying].kill()
    house.servers[dying].wait(20)
    (left,) = {person.server for person in people} - {dying}
    for person in tuple(people):
        if person.server == left:  # nothing happened to them
            person.session.open(VIEW)
        else:
            person.leave()
            people.append(moved := come(house, person.cookie))
            assert moved.server == left
            assert shows_the_view(moved)
    assert house.get("/_stcore/health")[0] == 200
    for person in people:
        person.leave()


def shows_the_view(person: Person) -> bool:
    """Whether the page is that of the district in the address."""
    return places.name("4016").encode() in person.session.seen


def come_again(house: House, person: Person) -> Person:
    again = come(house, person.cookie)
    assert again.server == person.server
    return again


def told(person: Person) -> bool:
    person.session.listen(0.02)
    return bool(person.session.arrived)


def import_a_village(store: Path, folder: Path) -> float:
    """Another office's import, by a process of its own; when it was published."""
    mail = folder / "mail.csv"
    mail.write_text("ปีงบประมาณ,รหัสหมู่บ้าน,ชื่อหมู่บ้าน,งบประมาณ (บาท)\n2560,40010102,บ้านใหม่,50000\n", encoding="utf-8-sig")
    environment = {**os.environ, "SAMMACHIP_STORE": str(store), "SAMMACHIP_TODAY": stores.TODAY.isoformat()}
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "import", mail], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return (store / "store.json").stat().st_mtime
