"""Search queries given → records expected: words, never letters by luck; the best first; marked where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
import stores
from hypothesis import given, settings
from hypothesis import strategies as st
from knowledge_stores import RECORDS, build_knowledge_store

from dashboard import sql
from dashboard.filters import Filters
from dashboard.knowledge.asking import read_question
from dashboard.knowledge.finding import (
    FIELDS,
    PAGE,
    Chosen,
    Search,
    find_beside,
    find_choices,
    find_nearest,
    find_records,
    find_rows,
)
from dashboard.knowledge.marking import mark, snippet

ALL = Filters(stores.FISCAL_YEAR, stores.TODAY)
NAME_OF = {record["title"]: name for name, record in RECORDS.items()}


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with build_knowledge_store(tmp_path_factory.mktemp("searched")).open() as opened:
        yield opened


def titles(con: duckdb.DuckDBPyConnection, question: str, filters: Filters = ALL, **chosen: Any) -> list[str]:
    """The records that a question finds, by their names in the store, the best first."""
    search = Search(read_question(question), chosen=Chosen(**chosen))
    found = find_records(con, filters, search, 1)
    assert found.n_all == len(found.results)
    return [NAME_OF["".join(piece.text for piece in result.title)] for result in found.results]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("ปลา", ["fish"]),  # not in ปลายข้าว
        ("ปลายข้าว", ["rice"]),
        ("มด", ["ant"]),  # not in หมด
        ("เสื่อ", ["mat"]),  # a word inside the compound เสื่อกก
        ("ทอเสื่อ", ["mat"]),
        ("วิธีทำเสื่อกก", ["mat"]),  # how to … is no word of the subject
        ("กี่", ["mat", "silk"]),  # oftener in the first one
        ("ไหม เปลือกไม้", ["silk"]),
        ("สมุนไพร", ["ant"]),
        ("นายวิชัย", ["fish"]),
        ("ทอ ปลา", []),  # every word must be met
        ("ปุ๋ย", ["dung"]),
        ("กระติบ", ["basket"]),
        ("กระติ", ["basket"]),  # half typed, and no word by itself
        ("หนองบัวลำภู ไหม", ["silk"]),  # the place is searched as well
        ("xyz", []),
    ],
)
def test_a_question_finds_words(con: duckdb.DuckDBPyConnection, question: str, expected: list[str]) -> None:
    assert titles(con, question) == expected


def test_the_title_counts_more_than_the_text(con: duckdb.DuckDBPyConnection) -> None:
    assert titles(con, "ไม้")[0] == "silk"  # in its title; the basket has ไม้ไผ่ in two sections
    assert titles(con, "ข้าว")[0] in ("rice", "basket")


def test_letters_are_compared_as_they_are_read(con: duckdb.DuckDBPyConnection) -> None:
    assert titles(con, "หนองบัวลําภู ไหม") == ["silk"]  # ํ and า typed apart
    assert titles(con, "  ทอ   เสื่อ ") == ["mat"]


def test_a_word_of_the_day_after_is_not_found_and_one_of_the_day_is(con: duckdb.DuckDBPyConnection) -> None:
    assert titles(con, "วันหน้า") == []
    assert "later" in titles(con, "เสื่อ", Filters(2560, RECORDS["later"]["recorded_on"]))
    assert "fish" in titles(con, "", ALL)  # recorded on the as-of day itself


def test_without_a_question_every_record_comes_newest_first_undated_last(con: duckdb.DuckDBPyConnection) -> None:
    assert titles(con, "") == ["fish", "silk", "mat", "dung", "basket", "nation", "rice", "ant"]
    assert titles(con, "...") == titles(con, "")


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(2560, stores.TODAY, ("39",)), {"silk", "dung", "ant"}),
        (Filters(2560, stores.TODAY, ("3904",)), {"silk", "dung"}),
        (Filters(2560, stores.TODAY, ("40160101",)), {"mat", "rice"}),
        (Filters(2560, stores.TODAY, ("40",), without=("4016",)), {"basket"}),
        (Filters(2560, stores.TODAY, officers=("พัฒนากร 3904",)), {"silk"}),
        (Filters(2560, stores.TODAY, stage=10), {"mat", "rice"}),  # villages 0 and 1 founded a group
    ],
)
def test_a_view_limits_the_records(con: duckdb.DuckDBPyConnection, filters: Filters, expected: set[str]) -> None:
    assert set(titles(con, "", filters)) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"category": "หัตถกรรม"}, {"mat", "silk", "basket"}),
        ({"category": ""}, {"nation"}),
        ({"position": "ปราชญ์ชุมชน", "category": "หัตถกรรม"}, {"mat"}),
        ({"lacks": ""}, {"mat"}),
        ({"lacks": "process"}, {"dung"}),
        ({"lacks": "equipment"}, {"fish", "rice", "ant", "dung", "nation", "basket"}),
        ({"fiscal_year": 2559}, {"rice"}),  # 30 September 2016 is the last day of it
        ({"fiscal_year": 0}, {"ant"}),
    ],
)
def test_choices_limit_the_list(con: duckdb.DuckDBPyConnection, chosen: dict[str, Any], expected: set[str]) -> None:
    assert set(titles(con, "", **chosen)) == expected


@pytest.mark.parametrize(
    ("question", "chosen"), [("", Chosen(lacks="problems")), ("กี่", Chosen(position="")), ("ไม้", Chosen())]
)
def test_a_bar_counts_what_the_list_shows_when_it_is_clicked(
    con: duckdb.DuckDBPyConnection, question: str, chosen: Chosen
) -> None:
    search = Search(read_question(question), chosen=chosen)
    for choice in find_choices(con, ALL, search, 2, 50):
        if choice.kind == "area":
            if choice.value:
                listed = find_records(con, ALL.of(choice.value), search, 1)
                assert listed.n_all == choice.n_records
            continue
        value: Any = int(choice.value) if choice.kind == "fiscal_year" else choice.value
        clicked = Search(search.asked, chosen=Chosen(**{**vars(chosen), choice.kind: value}))
        assert find_records(con, ALL, clicked, 1).n_all == choice.n_records, choice


def test_what_was_asked_for_is_marked_and_nothing_else() -> None:
    def marked(text: str, question: str) -> str:
        return "".join(f"[{p.text}]" if p.is_hit else p.text for p in mark(text, read_question(question)))

    assert marked("การทอเสื่อกก", "เสื่อ") == "การทอ[เสื่อ]กก"
    assert marked("ขนมจากปลายข้าวและปลา", "ปลา") == "ขนมจากปลายข้าวและ[ปลา]"
    assert marked("ใช้จนหมด มดไม่มา", "มด") == "ใช้จนหมด [มด]ไม่มา"
    assert marked("น้ำปลา", "") == "น้ำปลา"


@given(st.text("กขมดปลาทอเสื่อ้ิ์ ำ่1a(", max_size=60), st.sampled_from(["มด", "ปลา", "ทอเสื่อ", "กขค", "1", ""]))
@settings(max_examples=120, deadline=None)
def test_pieces_and_snippets_are_the_text(text: str, question: str) -> None:
    asked = read_question(question)
    assert "".join(piece.text for piece in mark(text, asked)) == text
    shown = snippet({"process": text or None}, asked)
    assert (shown is None) == (not text)
    if shown:
        line = "".join(piece.text for piece in shown.pieces)
        assert line in text.replace("\n", " ")


def test_the_snippet_shows_the_field_where_the_words_stand(con: duckdb.DuckDBPyConnection) -> None:
    (result,) = find_records(con, ALL, Search(read_question("ปลูกเพิ่ม")), 1).results
    assert result.snippet
    assert result.snippet.field == "problems"
    assert [p.text for p in result.snippet.pieces if p.is_hit]


@pytest.mark.parametrize(
    ("question", "nearest"),
    [("กระติป", ["กระติบ"]), ("ทอ ปลา", ["ทอ", "ปลา"]), ("มด จรวด", ["มด"]), ("จรวด", [])],
)
def test_what_finds_nothing_offers_what_does(con: duckdb.DuckDBPyConnection, question: str, nearest: list[str]) -> None:
    near = find_nearest(con, ALL, Search(read_question(question)))
    assert sorted(n.text for n in near) == sorted(nearest)
    for other in near:
        assert find_records(con, ALL, Search(read_question(other.text)), 1).n_all == other.n_records > 0


def test_a_question_of_common_words_says_so_and_finds_what_has_them() -> None:
    assert read_question("การ ของ").is_of_fillers
    assert not read_question("การทอ").is_of_fillers
    assert not read_question("").is_of_fillers


def test_names_that_may_not_be_seen_are_not_searched(con: duckdb.DuckDBPyConnection) -> None:
    fields = tuple(field for field in FIELDS if field != "owner")
    assert find_records(con, ALL, Search(read_question("นายวิชัย"), fields), 1).n_all == 0
    assert find_records(con, ALL, Search(read_question("ปลานิล"), fields), 1).n_all == 1


def test_neighbours_of_a_record_are_those_of_the_list(con: duckdb.DuckDBPyConnection) -> None:
    search = Search(chosen=Chosen(category="หัตถกรรม"))
    listed = find_records(con, ALL, search, 1).results
    for n, result in enumerate(listed):
        beside = find_beside(con, ALL, search, result.record_id)
        assert (beside["place"], beside["n_all"]) == (n + 1, 3)
        assert beside["previous_id"] == (listed[n - 1].record_id if n else None)
        assert beside["next_id"] == (listed[n + 1].record_id if n < 2 else None)
    assert find_beside(con, ALL, search, "0" * 12) == {}


def test_the_file_has_every_record_of_the_list_in_its_order(con: duckdb.DuckDBPyConnection) -> None:
    search = Search(read_question("กี่"))
    rows = find_rows(con, ALL, search)
    assert [NAME_OF[row["title"]] for row in rows] == ["mat", "silk"]
    assert rows[0]["village_name"] == "บ้านทดสอบ0"
    assert PAGE >= len(rows) == rows[0]["n_all"]


def ids(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return {
        NAME_OF[title]: id_ for id_, title in con.execute("select record_id, title from knowledge_record").fetchall()
    }


def test_similar_records_share_telling_words(con: duckdb.DuckDBPyConnection) -> None:
    query = "pages/knowledge_alike"
    rows = sql.records(con, query, **sql.of_view(query, ALL, record_id=ids(con)["mat"], n=5))
    assert "mat" not in (names := [NAME_OF[row["title"]] for row in rows])
    assert names[0] == "silk"
    assert "later" not in names  # not written yet
    assert all(0.15 <= row["likeness"] <= 1 for row in rows)
    back = sql.records(con, query, **sql.of_view(query, ALL, record_id=ids(con)["silk"], n=5))
    alike = next(row["likeness"] for row in back if row["title"] == RECORDS["mat"]["title"])
    assert alike == pytest.approx(rows[0]["likeness"])


def test_records_from_nearby_come_by_distance(con: duckdb.DuckDBPyConnection) -> None:
    query = "pages/knowledge_near_place"
    rows = sql.records(con, query, **sql.of_view(query, ALL, record_id=ids(con)["mat"], n=5))
    assert [(NAME_OF[row["title"]], row["n_digits"]) for row in rows] == [("rice", 8), ("fish", 6), ("basket", 2)]
    of_province = sql.records(con, query, **sql.of_view(query, ALL, record_id=ids(con)["ant"], n=5))
    assert [(NAME_OF[row["title"]], row["n_digits"]) for row in of_province] == [("silk", 2), ("dung", 2)]
    assert sql.records(con, query, **sql.of_view(query, ALL, record_id=ids(con)["nation"], n=5)) == []


def test_villages_without_a_record_are_those_that_no_record_names(con: duckdb.DuckDBPyConnection) -> None:
    query = "pages/knowledge_villages_without"
    rows = sql.records(con, query, **sql.of_view(query, ALL, n=100))
    with_ = {RECORDS[name]["area_code"] for name in ("mat", "fish", "silk", "basket")}
    assert [row["village_code"] for row in rows] == [code for code in stores.VILLAGES if code not in with_]
    assert {row["n_all"] for row in rows} == {4}
    assert rows[0]["sage"] == "ปราชญ์ 0"  # the leader is asked first
    after = sql.records(con, query, **sql.of_view(query, Filters(2560, RECORDS["later"]["recorded_on"]), n=100))
    assert "40160102" not in {row["village_code"] for row in after}


@pytest.mark.parametrize("digits", [2, 4, 6, 8])
def test_areas_add_up_to_the_villages_with_and_without(con: duckdb.DuckDBPyConnection, digits: int) -> None:
    query = "pages/knowledge_coverage"
    rows = sql.records(con, query, **sql.of_view(query, ALL, digits=digits, n=100))
    assert (sum(r["n_villages"] for r in rows), sum(r["n_with"] for r in rows)) == (8, 4)
    known = [r["area_code"] for n, r in RECORDS.items() if n != "later" and len(r["area_code"]) >= digits]
    assert sum(r["n_records"] for r in rows) == len(known)
