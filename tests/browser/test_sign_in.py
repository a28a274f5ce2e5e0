"""Signing in with a real OpenID Connect provider: nothing before it, the own areas after it, and no longer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from visits import free_port, start_server

from dashboard.access.people import People

COOKIE = "_streamlit_user"
HEAD, BOSS, STRANGER = "head@phuwiang.example", "boss@cdd.example", "stranger@elsewhere.example"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A provider on a port of its own, that knows three persons."""
    port = free_port()
    people = [
        part
        for who in (HEAD, BOSS, STRANGER)
        for part in ("--user-claims", json.dumps({"sub": who, "email": who, "email_verified": True}))
    ]
    log = (tmp_path_factory.mktemp("provider") / "log").open("wb")
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=1)  # noqa: S310
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.25)
    yield address
    process.terminate()
    process.wait(20)
    log.close()


@pytest.fixture(scope="module")
def office(provider: str, small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, People]]:
    """A dashboard that asks who looks, and who has a role in it."""
    folder = tmp_path_factory.mktemp("office")
    people = People(folder / "people.json")
    people.give(HEAD, "district", ["4016"])
    port = free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        'cookie_secret = "only-for-this-test-0123456789abcdef"\n'
        'client_id = "dashboard"\nclient_secret = "only-for-this-test"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    shutil.copytree(small_store, folder / "store")
    process, address = start_server(
        folder / "store",
        folder / "log",
        port=port,
        more={
            "SAMMACHIP_SIGN_IN": "oidc",
            "SAMMACHIP_PEOPLE": str(folder / "people.json"),
            "SAMMACHIP_ADMINISTRATORS": BOSS,
            "STREAMLIT_SECRETS_FILES": str(secrets),
            "no_proxy": os.environ.get("no_proxy", "") + ",127.0.0.1",
        },
    )
    yield address, people
    process.terminate()
    process.wait(20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="th-TH")
    yield context.new_page()
    context.close()


def sign_in(page: Page, address: str, who: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/oauth2/authorize**")
    page.locator("input[name=sub]").fill(who)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"{address}/**")


def test_nothing_is_shown_to_nobody(page: Page, office: tuple[str, People]) -> None:
    address, _ = office
    for path in ("", "households?area=40", "village?area=40160101"):
        page.goto(f"{address}/{path}")
        page.get_by_role("button", name="เข้าสู่ระบบ").wait_for(timeout=30_000)
        assert page.locator(".st-key-band, .st-key-rail, table").count() == 0


def test_a_district_signs_in_and_sees_its_own(page: Page, office: tuple[str, People]) -> None:
    address, people = office
    sign_in(page, address, HEAD)
    page.locator(".st-key-band h1").wait_for(timeout=30_000)
    assert "area=4016" in page.url
    page.get_by_text(HEAD).wait_for(timeout=30_000)
    page.goto(f"{address}/?area=39")
    page.get_by_text("นอกพื้นที่").wait_for(timeout=30_000)

    people.take(HEAD)  # ends at the next click
    page.goto(f"{address}/?area=4016")
    page.get_by_text("ยังไม่ได้รับบทบาท").wait_for(timeout=30_000)
    people.give(HEAD, "district", ["4016"])


def test_a_stranger_gets_in_nowhere(page: Page, office: tuple[str, People]) -> None:
    sign_in(page, office[0], STRANGER)
    page.get_by_text("ยังไม่ได้รับบทบาท").wait_for(timeout=30_000)
    assert page.locator(".st-key-band, table").count() == 0


def cookies(page: Page) -> dict[str, dict[str, object]]:
    return {str(c["name"]): dict(c) for c in page.context.cookies()}


def test_who_signs_in_gets_a_cookie_of_the_server_and_no_other(page: Page, office: tuple[str, People]) -> None:
    """One that somebody planted before is nobody's, and is not what the sign-in leaves (session fixation)."""
    address, _ = office
    planted = {"name": COOKIE, "value": "planted", "url": address}
    page.context.add_cookies([planted])  # type: ignore[list-item]
    page.goto(address)
    page.get_by_role("button", name="เข้าสู่ระบบ").wait_for(timeout=30_000)
    sign_in(page, address, HEAD)
    page.get_by_text(HEAD).wait_for(timeout=30_000)
    made = cookies(page)[COOKIE]
    assert made["value"] != "planted"
    assert (made["httpOnly"], made["sameSite"]) == (True, "Lax")
    assert not [name for name in ("session", "token", HEAD) if name in page.url]

    page.context.add_cookies([{**planted, "value": f"{made['value']}x"}])  # type: ignore[list-item]
    page.goto(address)
    page.get_by_role("button", name="เข้าสู่ระบบ").wait_for(timeout=30_000)


def test_signing_out_ends_it(page: Page, office: tuple[str, People]) -> None:
    address, _ = office
    sign_in(page, address, HEAD)
    page.get_by_text(HEAD).wait_for(timeout=30_000)
    page.goto(f"{address}/settings?tab=access")
    page.get_by_role("button", name="ออกจากระบบ").click()
    page.wait_for_url("**/oauth2/end_session**", timeout=60_000)  # the provider ends its own, too, and sends back
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="เข้าสู่ระบบ").wait_for(timeout=60_000)
    assert COOKIE not in cookies(page)
    page.goto(f"{address}/?area=4016")
    page.get_by_role("button", name="เข้าสู่ระบบ").wait_for(timeout=30_000)
    assert page.locator(".st-key-band, table").count() == 0


def test_looking_as_a_district_is_said_on_every_page_until_one_goes_back(
    page: Page, office: tuple[str, People]
) -> None:
    address, _ = office
    sign_in(page, address, BOSS)
    page.locator(".st-key-band h1").wait_for(timeout=30_000)
    page.goto(f"{address}/settings?tab=access")
    page.locator(".st-key-as_codes input").fill("4016")
    page.get_by_role("button", name="เริ่มดู").click()
    band = page.locator(".st-key-viewing_as")
    band.wait_for(timeout=30_000)
    page.locator(".st-key-rail").get_by_role("link", name="ครัวเรือน").first.click()
    page.locator(".st-key-band h1", has_text="ครัวเรือน").wait_for(timeout=30_000)
    assert "ภูเวียง" in band.inner_text()
    band.get_by_role("button").click()
    band.wait_for(state="detached", timeout=30_000)


def test_a_named_administrator_gives_roles(page: Page, office: tuple[str, People]) -> None:
    address, people = office
    sign_in(page, address, BOSS)
    page.locator(".st-key-band h1").wait_for(timeout=30_000)
    page.goto(f"{address}/settings?tab=access")
    page.get_by_label("อีเมลที่ใช้ลงชื่อเข้าใช้").fill("new@kk.example")
    page.locator(".st-key-give_codes input").fill("40")
    page.get_by_role("button", name="ให้บทบาท").click()
    page.get_by_text("new@kk.example").first.wait_for(timeout=30_000)
    assert people.named("new@kk.example").areas == ("40",)
