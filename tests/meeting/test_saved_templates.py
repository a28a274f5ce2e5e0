"""Named templates of meetings, and slides that are put back into one."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import UnreadableOption
from dashboard.meeting.saved import MOST, SavedTemplates
from dashboard.meeting.template import from_text, to_text, with_back, without_areas


def test_a_template_is_kept_replaced_by_its_name_and_taken_away(tmp_path: Path) -> None:
    kept = SavedTemplates(tmp_path, "real")
    assert kept.all() == []
    first = kept.save(" ประชุม  จังหวัด ", "title,areas", "practising")
    second = kept.save("สั้น", "title", "on_time")
    assert [s.name for s in kept.all()] == ["สั้น", "ประชุม จังหวัด"]
    again = kept.save("ประชุม จังหวัด", "", "practising")
    assert [(s.id, s.text) for s in kept.all()] == [(again.id, ""), (second.id, "title")]
    kept.forget(second.id)
    kept.forget(first.id)  # there is none of this number any more
    assert [s.id for s in kept.all()] == [again.id]
    assert SavedTemplates(tmp_path, "example").all() == []


def test_what_is_no_template_or_has_no_name_is_refused(tmp_path: Path) -> None:
    kept = SavedTemplates(tmp_path, "real")
    for name, text in (("ก", "nothing"), ("  ", "title")):
        with pytest.raises(UnreadableOption):
            kept.save(name, text, "practising")
    assert kept.all() == []
    (tmp_path / "meetings.real.json").write_text("{", encoding="utf-8")
    assert kept.all() == []


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    kept = SavedTemplates(tmp_path, "real")
    for n in range(MOST + 2):
        kept.save(f"แม่แบบ {n}", "title", "practising")
    assert len(kept.all()) == MOST
    assert kept.all()[-1].name == "แม่แบบ 2"


@pytest.mark.parametrize(
    ("text", "id_", "then"),
    [
        ("title,areas,decisions", "measures", "title,measures,areas,decisions"),
        ("decisions,title", "last_time", "last_time,decisions,title"),
        ("none", "budget", "budget"),
        ("title", "title", "title"),
        ("title,areas,-area.4001", "area.4001", "title,areas"),
        ("title,-area.4001", "area.4001", "title,area.4001"),
        ("title,decisions", "areas", "title,areas,decisions"),
    ],
)
def test_a_slide_is_put_back_where_it_usually_stands(text: str, id_: str, then: str) -> None:
    assert to_text(with_back(from_text(text), id_)) == then


def test_every_single_area_is_left_out_at_once() -> None:
    assert to_text(without_areas(from_text("title,area.4016,areas,-area.4001,budget"))) == "title,budget"
