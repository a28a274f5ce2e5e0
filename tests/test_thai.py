"""Every spelling of the data contract reads to its value; what is not a value is refused, never guessed."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from unicodedata import normalize

import duckdb
import geothai
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import thai
from dashboard.thai import Unreadable

DAYS = st.dates(date(2000, 1, 1), date(2042, 12, 31))
READERS = (
    thai.read_number,
    thai.read_whole,
    thai.read_date,
    thai.read_month,
    thai.read_yes_no,
    thai.read_fiscal_year,
)


def refusal(reader, cell):
    with pytest.raises(Unreadable) as caught:
        reader(cell)
    return caught.value.reason


# -- text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("กำาแพงเพชร", "กำแพงเพชร"),
        ("จำ าแนก", "จำแนก"),
        ("จำ านวน", "จำนวน"),
        ("ต\u0e4d\u0e32บลคลองสาม", "ตำบลคลองสาม"),
        ("อ\u0e4d\u0e32นาจเจริญ", "อำนาจเจริญ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("ก\u0e4d\u0e32\u0e32", "กำ"),
        ("จำ\u200b\u0e32นวน", "จำนวน"),
        ("  บ้าน  หนองคู \t หมู่ที่ 9\nตำบล\xa0ดงเมืองแอม ", "บ้าน หนองคู หมู่ที่ 9 ตำบล ดงเมืองแอม"),
        ("\ufeffก\x00ข\u200b\u2060", "กข"),
        ("cafe\u0301", "café"),
        ("อ านาจเจริญ", "อ านาจเจริญ"),
        ("หนองบัว ลาภู", "หนองบัว ลาภู"),
        ("ภำยใต้", "ภำยใต้"),
        ("", ""),
    ],
)
def test_repair_puts_right_what_is_certain_and_guesses_nothing(raw, clean):
    assert thai.repair(raw) == clean


def test_prose_keeps_its_lines():
    assert thai.repair_prose("\r\n \n 1. ทำ  าปุ๋ย \r\n\r\n2. จ\u0e4d\u0e32หน่าย\r\n \n") == "1. ทำปุ๋ย\n\n2. จำหน่าย"


@given(st.text(st.one_of(st.characters(), st.sampled_from("กนอำาํ่้ \n\u200b\u0301"))))
def test_repair_is_idempotent(text):
    once = thai.repair(text)
    assert thai.repair(once) == once == normalize("NFC", once)
    assert thai.repair_prose(thai.repair_prose(text)) == thai.repair_prose(text)


def test_digits_go_both_ways():
    assert thai.arabic_digits("๒๓,๕๘๙ ก1") == "23,589 ก1"
    assert thai.thai_digits("23,589") == "๒๓,๕๘๙"


# -- missing


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("cell", [None, "", "  ", "\xa0", "\n", "-", " - ", "–", "—", float("nan"), "\u200b"])
def test_blanks_and_dashes_are_missing_in_every_kind_of_column(reader, cell):
    assert reader(cell) is None


# -- numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("2560", 2560),
        ("๒๓,๕๘๙", 23589),
        ("1,234,567.5", 1234567.5),
        ("0.1", 0.1),
        (".5", 0.5),
        ("-5", -5),
        ("+5", 5),
        ("−5", -5),
        ("500 บาท", 500),
        ("๕๐๐บาท", 500),
        ("3 คน", 3),
        ("85%", 85),
        ("85.5 %", 85.5),
        ("12.00", 12),
        ("007", 7),
        (" 1,000\xa0", 1000),
        ("9007199254740993", 9007199254740993),
        (5, 5),
        (5.0, 5),
        (0.1, 0.1),
        (-3.25, -3.25),
        (0, 0),
    ],
)
def test_numbers(cell, number):
    read = thai.read_number(cell)
    assert read == number
    assert type(read) is type(number)


@pytest.mark.parametrize(
    "cell",
    [
        "12,34",
        "1,23,456",
        "1234,567",
        "0,123",
        ",123",
        "1e5",
        "(500)",
        "12-15",
        "about 5",
        "ประมาณ 5",
        "5 บาท 2",
        "5 ล้านบาท",
        "538800.0000ล้านบาท",
        "บาท",
        "%",
        "1.",
        ".",
        "1.2.3",
        "--",
        "- 5",
        "5-",
        "1 234",
        "TRUE",
        "FALSE",
        True,
        "inf",
        "nan",
        float("inf"),
        "²",
        "9" * 500,
        date(2017, 7, 4),
        datetime(2017, 7, 4, 9),
        "2017-07-04",
    ],
)
def test_what_is_not_a_number_is_refused(cell):
    assert refusal(thai.read_number, cell) == "not_a_number"


@pytest.mark.parametrize(("cell", "whole"), [("๑๒ คน", 12), (12.0, 12), ("12.0", 12), (7, 7)])
def test_whole_numbers(cell, whole):
    assert thai.read_whole(cell) == whole


def test_a_fraction_is_not_whole():
    assert refusal(thai.read_whole, "12.5") == "not_whole"
    assert refusal(thai.read_whole, 12.5) == "not_whole"
    assert refusal(thai.read_whole, "x") == "not_a_number"


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from(["", "บาท", " บาท", "คน", " คน", "%", " %"]))
def test_a_number_reads_back_from_every_way_to_write_it(number, suffix):
    plain = f"{number:f}"
    for text in (plain, f"{number:,.4f}"):
        for written in (text + suffix, thai.thai_digits(text + suffix), f" {text}{suffix} "):
            assert thai.read_number(written) == float(plain)


# -- dates

THE_DAY = date(2017, 7, 4)


@pytest.mark.parametrize(
    "cell",
    [
        THE_DAY,
        datetime(2017, 7, 4, 17, 0, 38),
        date(2560, 7, 4),
        datetime(2560, 7, 4, 23, 59),
        "2017-07-04",
        "2560-07-04",
        "2017-07-04 17:00:38",
        "2017-07-04T17:00:38",
        "2017-07-04 17:00:38.123456",
        "2017-07-04-17:00:38",
        "2017-07-04 17:00",
        "4/7/2560",
        "04/07/2560",
        "4/7/2017",
        "4/7/60",
        "๔/๗/๒๕๖๐",
        "04-07-2560",
        "04-07-60",
        "4/7/2560 12:29:08",
        "4/7/2560 9:05",
        "4 ก.ค. 60",
        "4 ก.ค.60",
        "4ก.ค.60",
        "4 กค 60",
        "4 ก.ค 60",
        "4 ก. ค. 2560",
        "4-ก.ค.-60",
        "4 กรกฎาคม 2560",
        "4 กรกฎาคม 2017",
        "4 กรกฎาคม พ.ศ. 2560",
        "4 กรกฎาคม พ.ศ.2560",
        "4 กรกฎาคม พศ 60",
        "4 กรกฎาคม ค.ศ. 2017",
        "4 เดือนกรกฎาคม พ.ศ. 2560",
        "วันที่ 4 กรกฎาคม 2560",
        "วันที่ ๔ กรกฎาคม ๒๕๖๐",
        "๔ ก.ค. ๖๐",
        "4 กรกฎำคม 2560",
        "  4  กรกฎาคม\n2560 ",
        "4 ก.ค. 60 เวลา 09.00 น.",
    ],
)
def test_one_day_in_every_accepted_spelling(cell):
    read = thai.read_date(cell)
    assert read == THE_DAY
    assert type(read) is date


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("17 ก.ค.61", date(2018, 7, 17)),
        ("11 มิ.ย.63", date(2020, 6, 11)),
        ("11 มิย. 63", date(2020, 6, 11)),
        ("3/9/2567 12:29:08", date(2024, 9, 3)),
        ("31 ธ.ค. 2559", date(2016, 12, 31)),
        ("1 เม.ย. 60", date(2017, 4, 1)),
        ("29/2/2559", date(2016, 2, 29)),
        ("29 ก.พ. 59", date(2016, 2, 29)),
        ("29/2/2016", date(2016, 2, 29)),
        ("1/2/2399", date(2399, 2, 1)),
        ("1/2/2400", date(1857, 2, 1)),
    ],
)
def test_dates(cell, day):
    assert thai.read_date(cell) == day


@pytest.mark.parametrize("cell", ["29/2/2560", "29 ก.พ. 60", date(2560, 2, 29), "31/4/2560", "32/1/60", "1/13/60"])
def test_a_day_the_calendar_does_not_have_is_refused(cell):
    assert refusal(thai.read_date, cell) == "no_such_day"


@pytest.mark.parametrize(
    "cell",
    [
        "22,24 ธันวาคม 2568",
        "5 พฤศจิกายน – 13 ธันวาคม 2561",
        "5-6 ก.ค. 60",
        "4 กรกฏาคม 2560",  # ฏ for ฎ
        "4 กรกดาคม 2560",
        "4/7/256",
        "4/7/6",
        "4 ก.ค. 256",
        "4 ก.ค. พ.ศ. 2017",
        "4 ก.ค. ค.ศ. 2560",
        "ก.ค. 60",
        "4/7",
        "4/7-2560",
        "20170704",
        "42920",
        42920,
        42920.5,
        2560,
        "2017-07-04 25:00",
        "ไม่ทราบ",
        "TRUE",
        "2560",
    ],
)
def test_what_is_not_one_day_is_refused(cell):
    assert refusal(thai.read_date, cell) == "not_a_date"


@given(DAYS, st.booleans())
def test_a_day_reads_back_from_every_way_to_write_it(day, in_thai_digits):
    be, month = thai.be_year(day), day.month
    names = [thai.THAI_MONTHS[month - 1], thai.THAI_MONTHS_SHORT[month - 1]]
    names += [names[1].replace(".", ""), names[1][:-1], names[1].replace(".", ". ")]
    texts = [day.isoformat(), f"{day} 17:00:38", f"{be}{day.isoformat()[4:]}"]
    for year in (be, f"{be % 100:02}", day.year):
        texts += [f"{day.day}/{month}/{year}", f"{day.day:02}-{month:02}-{year}"]
        texts += [f"{day.day} {name} {year}" for name in names] + [f"{day.day}{names[1]}{year}"]
    texts += [thai.format_date(day, short=short) for short in (True, False)]
    for text in texts:
        assert thai.read_date(thai.thai_digits(text) if in_thai_digits else text) == day


# -- months


@pytest.mark.parametrize(
    "cell",
    [
        "ต.ค.-68",
        "ต.ค. 68",
        "ตค68",
        "ต.ค. ๖๘",
        "ต.ค. 2568",
        "ตุลาคม 2568",
        "ตุลาคม พ.ศ. 2568",
        "เดือนตุลาคม 2568",
        "ตุลาคม 2025",
        "2025-10",
        "2568-10",
        "10/2568",
        "10/2025",
        date(2025, 10, 1),
        datetime(2025, 10, 31, 8),
        date(2568, 10, 15),
    ],
)
def test_one_month_in_every_accepted_spelling(cell):
    assert thai.read_month(cell) == date(2025, 10, 1)


@pytest.mark.parametrize("cell", ["ตุลาคม", "10", 10, "13/2568", "2025-13", "4 ต.ค. 68", "ต.ค. 256", "10/68", "TRUE"])
def test_what_is_not_a_month_is_refused(cell):
    assert refusal(thai.read_month, cell) == "not_a_month"


@given(DAYS)
def test_a_month_reads_back(day):
    first = day.replace(day=1)
    for short in (True, False):
        assert thai.read_month(thai.format_month(day, short=short)) == first
        assert thai.read_month(thai.format_month(day, digits="thai", short=short)) == first


# -- yes and no


@pytest.mark.parametrize(
    "cell",
    [
        "ใช่",
        "มี",
        "Y",
        "y",
        "yes",
        "YES",
        "TRUE",
        "true",
        "1",
        "๑",
        1,
        1.0,
        "1.0",
        "✓",
        "✔",
        "✔\ufe0f",
        "☑",
        "√",
        "/",
    ],
)
def test_yes(cell):
    assert thai.read_yes_no(cell) is True


@pytest.mark.parametrize("cell", ["ไม่ใช่", "ไม่มี", "ไม่ มี", "N", "n", "No", "FALSE", "0", "๐", 0, 0.0])
def test_no(cell):
    assert thai.read_yes_no(cell) is False


@pytest.mark.parametrize("cell", ["2", 2, 0.5, "บางครั้ง", "x", "มีบ้าง", date(2017, 7, 4)])
def test_neither_yes_nor_no_is_refused(cell):
    assert refusal(thai.read_yes_no, cell) == "not_yes_no"


# -- fiscal years


@pytest.mark.parametrize(
    "cell",
    [
        "2560",
        "๒๕๖๐",
        "60",
        "๖๐",
        "2017",
        2560,
        2560.0,
        60,
        2017,
        "2560.0",
        "พ.ศ. 2560",
        "พ.ศ.2560",
        "ปี 2560",
        "ปีงบประมาณ 2560",
        "ปีงบประมาณ พ.ศ. ๒๕๖๐",
    ],
)
def test_fiscal_years(cell):
    assert thai.read_fiscal_year(cell) == 2560


@pytest.mark.parametrize(
    "cell", ["2560/61", 2560.5, "256", 5, "1900", "2600", "2499", "ปี", "TRUE", date(2017, 7, 4), "2560 2561"]
)
def test_what_is_not_a_fiscal_year_is_refused(cell):
    assert refusal(thai.read_fiscal_year, cell) == "not_a_fiscal_year"


def test_fiscal_years_end_at_2500_and_2599():
    assert [thai.read_fiscal_year(cell) for cell in ("00", "2500", "99", "2599", "1957", "2056")] == [
        2500,
        2500,
        2599,
        2599,
        2500,
        2599,
    ]


@pytest.mark.parametrize("reader", READERS)
@given(cell=st.one_of(st.text(), st.text("0123456789๐๙,.-/: กคพศำาํ.%"), st.floats(), st.datetimes(), st.dates()))
def test_readers_raise_nothing_but_unreadable(reader, cell):
    with suppress(Unreadable):
        reader(cell)


# -- writing


def test_days_and_months_are_written_in_both_languages():
    day = date(2017, 5, 31)
    assert thai.format_date(day, "th") == "31 พ.ค. 2560"
    assert thai.format_date(day, "th", digits="thai", short=False) == "๓๑ พฤษภาคม ๒๕๖๐"
    assert thai.format_date(day, "en") == "31 May 2017"
    assert thai.format_month(date(2025, 10, 1), "th") == "ต.ค. 2568"
    assert thai.format_month(date(2025, 10, 1), "en", short=False) == "October 2025"
    assert thai.format_date(None) == thai.format_month(None) == "–"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, "–"),
        (float("nan"), 0, "–"),
        (float("inf"), 0, "–"),
        (1234567, 0, "1,234,567"),
        (1234.5, 0, "1,235"),
        (2.5, 0, "3"),
        (-0.4, 0, "0"),
        (-1234.56, 1, "−1,234.6"),
        (Decimal("0.05"), 1, "0.1"),
        (0, 2, "0.00"),
    ],
)
def test_numbers_are_written(value, decimals, text):
    assert thai.format_number(value, decimals) == text
    assert thai.format_number(value, decimals, "thai") == thai.thai_digits(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (85, "85%"),
        (85.26, "85.3%"),
        (99.94, "99.9%"),
        (99.95, "99.9%"),
        (99.9999, "99.9%"),
        (100, "100%"),
        (1234.56, "1,234.6%"),
        (None, "–"),
    ],
)
def test_percentages_never_round_up_to_the_whole(value, text):
    assert thai.format_percent(value) == text


# -- cutting and sorting


def test_vowels_and_tone_marks_stay_with_their_consonant():
    assert thai.graphemes("น้ำเกาะที่ไก่ a1") == ["น้ำ", "เกาะ", "ที่", "ไก่", " ", "a", "1"]
    assert thai.cut("น้ำเกาะที่", 3) == "น้ำเกาะที่"
    assert thai.cut("น้ำเกาะที่ไก่", 3) == "น้ำเกาะ…"
    assert [thai.cut("กข", n) for n in (0, 1, 2)] == ["", "…", "กข"]


@given(st.text(), st.integers(0, 20))
def test_cutting_keeps_a_beginning_and_the_length(text, n):
    assert "".join(thai.graphemes(text)) == text
    short = thai.cut(text, n)
    assert len(thai.graphemes(short)) <= n
    assert text == short or text.startswith(short.removesuffix("…"))


def test_sorting_is_that_of_the_royal_institute_dictionary():
    assert sorted(["ไก่", "เกาะ", "ก่า", "กก", "กา", "กำ", "ขา", "แกะ"], key=thai.sort_key) == [
        "กก",
        "กา",
        "ก่า",
        "กำ",
        "เกาะ",
        "แกะ",
        "ไก่",
        "ขา",
    ]


def test_sorting_agrees_with_icu_on_every_name_of_dopa():
    areas = [
        area
        for province in geothai.provinces()
        for district in geothai.districts(province.code)
        for area in (province, district, *geothai.subdistricts(district.code))
    ]
    names = sorted({name for area in areas for name in (area.name_th, area.name_en)})
    ranked = duckdb.execute(
        "select x, dense_rank() over (order by icu_sort_key(x, 'th')) from (select unnest($1) as x)", [names]
    ).fetchall()
    by_icu = dict(ranked)
    assert len(names) > 10_000
    ours = sorted(names, key=thai.sort_key)
    keys = [thai.sort_key(name) for name in ours]
    for i in range(1, len(ours)):
        step = by_icu[ours[i]] - by_icu[ours[i - 1]]
        assert step == (0 if keys[i] == keys[i - 1] else 1), (ours[i - 1], ours[i])


def test_it_imports_the_standard_library_only():
    code = "import sys, dashboard.thai; print([m for m in ('duckdb', 'pandas', 'geothai') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("value", "target", "shown"),
    [(2.96, 3, "2.9%"), (3.0, 3, "3%"), (3.04, 3, "3%"), (84.96, 85, "84.9%"), (84.9, 85, "84.9%"),
     (99.96, 85, "99.9%"), (-0.04, 3, "0%"), (2.96, None, "3%")],
)  # fmt: skip
def test_a_percentage_below_its_target_never_shows_as_the_target(
    value: float, target: float | None, shown: str
) -> None:
    assert thai.format_percent(value, target=target).replace("-", "").replace("\u2212", "") == shown
