"""Scripts and styles of the parts come as files that browsers keep; what a part began ends when it begins anew."""

from __future__ import annotations

from playwright.sync_api import Response, expect
from visits import Visit


def test_scripts_come_once_as_files_and_data_alone_with_each_click(visit: Visit) -> None:
    asked: list[Response] = []
    words: list[bytes | str] = []
    visit.page.on("response", lambda answer: asked.append(answer) if "/parts/" in answer.url else None)
    visit.page.on("websocket", lambda socket: socket.on("framereceived", lambda word: words.append(word)))
    page = visit.open("?area=40")
    kinds = {answer.url.rsplit(".", 1)[1] for answer in asked}
    assert kinds == {"js", "css"}
    assert {answer.status for answer in asked} == {200}
    assert all("immutable" in answer.headers["cache-control"] for answer in asked)
    assert len({answer.url for answer in asked}) == len(asked)
    known = len(asked)
    words.clear()
    page.locator(".st-key-league_table tbody a").first.click()
    visit.still()
    expect(page.locator(".st-key-breadcrumb b")).not_to_have_text("ขอนแก่น")
    assert len(asked) == known
    assert words
    assert not any("attachShadow" in str(word) or "replaceChildren" in str(word) for word in words)


def test_the_arrow_keys_go_on_from_each_neighbour_to_the_next(visit: Visit) -> None:
    page = visit.open("?area=40160101")
    here = page.locator(".st-key-breadcrumb b")
    seen = [here.inner_text()]
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        expect(here).not_to_have_text(seen[-1])
        visit.still()
        seen.append(here.inner_text())
    assert len(set(seen)) == 3, seen
    page.keyboard.press("ArrowLeft")
    expect(here).to_have_text(seen[1])
