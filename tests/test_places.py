"""Codes and names lead to one place of the DOPA list, or to a reason why not."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import places
from dashboard.places import Found, Level, Unplaced

SUBDISTRICTS = [code for code in places.all_places() if len(code) == 6]
ANY_LEVEL = (0, 2, 4, 6, 8)


def refusal(resolve, *cells):
    with pytest.raises(Unplaced) as caught:
        resolve(*cells)
    return caught.value.reason, caught.value.candidates


# -- codes and names


def test_dopa_has_77_provinces_928_districts_7436_subdistricts():
    levels = [places.level_of(code) for code in places.all_places()]
    assert [levels.count(level) for level in Level] == [0, 77, 928, 7436, 0]


def test_the_length_of_a_code_is_its_level():
    assert [places.level_of(code) for code in ("", "39", "3904", "390401", "39040107")] == list(Level)
    assert [level.digits for level in Level] == [0, 2, 4, 6, 8]
    for code in ("3", "390", "390401070"):
        with pytest.raises(ValueError, match="not a DOPA code"):
            places.level_of(code)


def test_the_hierarchy_is_the_prefix():
    assert places.parent("39040107") == "390401"
    assert places.parent("39") == ""
    assert places.parent("") is None
    assert places.ancestors("390401") == ("", "39", "3904")
    assert places.ancestors("") == ()
    assert len(places.children("")) == 77
    assert places.children("39") == ("3901", "3902", "3903", "3904", "3905", "3906")
    assert places.children("3904")[0] == "390401"
    assert places.children("390401") == places.children("39040107") == ()
    assert places.siblings("3904") == ("3901", "3902", "3903", "3905", "3906")
    assert places.siblings("") == ()


def test_names_in_both_languages():
    assert places.name("39") == "หนองบัวลำภู"
    assert places.name("39", "en") == "Nong Bua Lam Phu"
    assert places.name("1001") == "เขตพระนคร"
    assert places.name("390401", "en") is not None
    assert [places.name(code) for code in ("", "99", "3999", "39040107", "x")] == [None] * 5
    assert places.known("3904")
    assert not places.known("401608")


def test_search_finds_parts_and_damaged_spellings():
    assert places.search("อำนาจ", 3)[0] == ("37", Level.PROVINCE)
    assert ("37", Level.PROVINCE) in places.search("นาจเจริญ", 5)
    assert places.search("หนองบัว ลาภู", 5)[0] == ("39", Level.PROVINCE)
    assert places.search("อ.เมืองขอน", 5) == [("4001", Level.DISTRICT)]
    assert places.search("phangan", 5)[0] == ("8405", Level.DISTRICT)
    assert places.search("", 5) == places.search("ฮฮฮฮ", 5) == []
    assert len(places.search("บ้าน", 7)) == 7


# -- abolished codes


def test_successors_of_abolished_codes():
    assert places.successors("401608") == ("402903",)
    assert places.successors("4303") == ("3801",)
    assert places.successors("104701") == ("104702", "104703")
    assert places.successors("401602") == ()  # abolished, but no successor is on record
    assert places.successors("390401") == ()
    assert places.was_abolished("401608")
    assert not places.was_abolished("390401")
    assert not places.was_abolished("999999")


def test_successors_follow_chains(monkeypatch):
    chain = {
        "999901": places._Abolished("999901", ("ก",), ("999902", "390402")),
        "999902": places._Abolished("999902", ("ข",), ("390401", "999901")),
    }
    monkeypatch.setattr(places, "_abolished", lambda: chain)
    assert places.successors("999901") == ("390402", "390401")


def test_every_recorded_successor_is_in_force():
    for code in places._abolished():
        assert all(places.known(heir) for heir in places.successors(code))


# -- code → place


@pytest.mark.parametrize(
    "cell",
    [
        "39040107",
        39040107,
        39040107.0,
        "39040107.0",
        "๓๙๐๔๐๑๐๗",
        "39-04-01-07",
        "39 04 01 07",
        "39.04.01.07",
        " 39040107 ",
    ],
)
def test_a_village_code_in_every_accepted_spelling(cell):
    assert places.resolve_code(cell, 8) == Found("39040107")


@pytest.mark.parametrize(("cell", "digits"), [("39", (2, 4)), (3904, (4, 8)), ("390401", 6), (10, ANY_LEVEL)])
def test_codes_of_other_levels(cell, digits):
    assert places.resolve_code(cell, digits) == Found(str(cell))


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("3904", "place_code_malformed"),
        ("390401070", "place_code_malformed"),
        ("3904010A", "place_code_malformed"),
        ("39,040,107", "place_code_malformed"),
        ("3.904E+07", "place_code_malformed"),
        (39040107.5, "place_code_malformed"),
        (-39040107, "place_code_malformed"),
        (True, "place_code_malformed"),
        (date(2017, 7, 4), "place_code_malformed"),
        ("99040107", "place_unknown"),
        ("39990107", "place_unknown"),
        ("39040100", "place_unknown"),
        ("", "place_missing"),
        (None, "place_missing"),
        ("-", "place_missing"),
    ],
)
def test_codes_that_lead_nowhere(cell, reason):
    assert refusal(places.resolve_code, cell, 8) == (reason, ())


def test_an_abolished_code_leads_to_its_only_successor():
    assert places.resolve_code("40160807", 8) == Found("40290307", "40160807")
    assert places.resolve_code("401608", 6) == Found("402903", "401608")
    assert places.resolve_code("4303", 4) == Found("3801", "4303")
    assert refusal(places.resolve_code, "10470107", 8) == (
        "place_abolished_several",
        ("10470207", "10470307"),
    )
    reason, candidates = refusal(places.resolve_code, "40160207", 8)
    assert reason == "place_unknown"
    assert "40290107" in candidates  # the village of that name in the district that was split off


# -- names → place


def test_every_subdistrict_resolves_from_its_plain_names():
    for code in SUBDISTRICTS:
        names = [places.name(code[:digits]) for digits in (2, 4, 6)]
        assert places.resolve_names(*names, 7) == Found(code + "07")
        assert places.resolve_names(*names, None) == Found(code)
        assert places.resolve_names(*names[:2], None, None) == Found(code[:4])


def test_every_subdistrict_resolves_from_its_english_names():
    ambiguous = set()
    for code in SUBDISTRICTS:
        names = [places.name(code[:digits], "en") for digits in (2, 4, 6)]
        try:
            found = places.resolve_names(*names, 7)
        except Unplaced as error:
            ambiguous.add((code, error.reason))
        else:
            assert found == Found(code + "07")
    # two subdistricts Mae Kha in one district, two districts Bang Sai in one province
    assert ambiguous == {(code, "place_ambiguous") for code in ("500910", "500911", "140401", "141301")}


PREFIXES = {
    2: ("", "จังหวัด", "จังหวัด ", "จ.", "จ. ", "จ "),
    4: (
        "",
        "อำเภอ",
        "อำเภอ ",
        "อ.",
        "อ. ",
        "กิ่งอำเภอ",
        "กิ่ง อ.",
        "เขต",
        "อ\u0e4d\u0e32เภอ",
        "อ าเภอ",
        "อำาเภอ",
    ),
    6: ("", "ตำบล", "ตำบล ", "ต.", "ต. ", "แขวง", "ต\u0e4d\u0e32บล", "ต าบล", "ตาบล"),
}
DAMAGES = ("ำ", "\u0e4d\u0e32", "ำา", "ำ า", " า", "า", "\ufffdา")
MOOS = ("{}", "หมู่ที่ {}", "หมู่{}", "ม.{}", "ม. {}", "บ้านหมู่ที่ {}", "บ้าน {}", "Moo {}", "หม ูท ี่ {}")


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_places_resolve_from_their_names_in_all_spellings(data):
    code = data.draw(st.sampled_from(SUBDISTRICTS))
    names = []
    for digits in (2, 4, 6):
        prefix, damage = data.draw(st.sampled_from(PREFIXES[digits])), data.draw(st.sampled_from(DAMAGES))
        spaces = data.draw(st.sampled_from(["{}", " {}  ", "{}\n"]))
        names.append(spaces.format(prefix + places.name(code[:digits]).replace("ำ", damage)))
    number = data.draw(st.integers(1, 99))
    moo = data.draw(st.sampled_from(MOOS)).format(number)
    assert places.resolve_names(*names, moo) == Found(f"{code}{number:02}"), names


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("กำาแพงเพชร",), "62"),
        (("อ านาจเจริญ",), "37"),
        (("อ\u0e4d\u0e32นาจเจริญ", "เมือง"), "3701"),
        (("หนองบัว ลาภู",), "39"),
        (("หนองบัวลาภู", "อำเภอเมือง"), "3901"),
        (("ศรี\nสะเกษ",), "33"),
        (("แพร่", "อ าเภอสูงเม่น"), "5404"),
        (("ปทุมธานี", "คลองหลวง", "ต\u0e4d\u0e32บลคลองสาม"), "130203"),
        (("กทม",), "10"),
        (("กทม.", "พระนคร"), "1001"),
        (("กรุงเทพ", "เขตพระนคร", "แขวงวังบูรพาภิรมย์"), "100102"),
        (("กรุงเทพฯ", "เขต พระนคร"), "1001"),
        (("จังหวัดกรุงเทพมหานคร",), "10"),
        (("อยุธยา", "เมือง"), "1401"),
        (("จ.พระนครศรีอยุธยา",), "14"),
        (("ประจวบฯ", "อ.เมืองฯ"), "7701"),
        (("Khon Kaen", "Mueang", "Nai Mueang"), "400101"),
        (("KHON KAEN PROVINCE", "Mueang Khon Kaen District"), "4001"),
        (("ศรีสะเกษ", "เมืองจันทร์"), "3318"),
        (("ร้อยเอ็ด", "จังหาร"), "4517"),
        (("ร้อยเอ็ด", "เมืองสรวง"), "4512"),
        (("สุไหงโกลก",), None),
        (("นราธิวาส", "สุไหงโกลก"), "9610"),
        (("ระนอง", "กระบุรี", "จปร"), "850406"),
        ((None, "เมืองขอนแก่น"), "4001"),
        ((None, "ภูเวียง", "บ้านเรือ"), "401601"),
        ((None, None, "จ.ป.ร."), "850406"),
        (("ระนอง", None, "จ.ป.ร."), "850406"),
    ],
)
def test_usual_spellings(names, code):
    cells = [*names, None, None, None][:3]
    if code is None:
        assert refusal(places.resolve_names, *cells, None)[0] == "place_unknown"
    else:
        assert places.resolve_names(*cells, None) == Found(code)


@pytest.mark.parametrize(
    ("cell", "moo"),
    [(7, "07"), (7.0, "07"), ("๗", "07"), ("07", "07"), ("ม.12", "12"), ("หมู่ 99", "99"), ("7.0", "07")],
)
def test_moo(cell, moo):
    assert places.resolve_names("หนองบัวลำภู", "สุวรรณคูหา", places.name("390501"), cell) == Found("390501" + moo)


@pytest.mark.parametrize("cell", [0, "0", "00", 100, "7.5", 7.5, "7,8", "หมู่", "หมู่ที่ x", -1, True, date(2017, 7, 4)])
def test_a_moo_that_cannot_be_read(cell):
    names = ("หนองบัวลำภู", "สุวรรณคูหา", places.name("390501"))
    assert refusal(places.resolve_names, *names, cell) == ("moo_unreadable", ())


def test_names_that_several_places_share_are_ambiguous():
    assert refusal(places.resolve_names, None, "เฉลิมพระเกียรติ", None, None) == (
        "place_ambiguous",
        ("1913", "3032", "3123", "5515", "8023"),
    )
    reason, candidates = refusal(places.resolve_names, "เชียงใหม่", "ฝาง", "Mae Kha", 3)
    assert (reason, candidates) == ("place_ambiguous", ("50091003", "50091103"))
    assert refusal(places.resolve_names, None, "เมือง", "ในเมือง", None)[0] == "place_ambiguous"


def test_unknown_names_bring_the_nearest_ones():
    assert refusal(places.resolve_names, "ร้\nอยเอ็", None, None, None) == ("place_unknown", ("45",))
    assert refusal(places.resolve_names, "ขอนแก่น", "ภูเวีง", None, None)[1][0] == "4016"
    assert refusal(places.resolve_names, "ขอนแก่น", "ภูเวียง", "บ้านเรอ", 4)[1][0] == "40160104"
    reason, candidates = refusal(places.resolve_names, "ขอนแก่น", "เมือง", "เขาน้อย", 4)
    assert (reason, candidates[0]) == ("place_unknown", "40290304")  # of that name elsewhere in the province
    assert refusal(places.resolve_names, 42, None, None, None) == ("place_unknown", ())
    assert len(refusal(places.resolve_names, "เลย", "บ้าน", None, None)[1]) <= 5


def test_names_of_abolished_places_lead_to_their_successor():
    assert places.resolve_names("ขอนแก่น", "ภูเวียง", "เขาน้อย", 7) == Found("40290307", "40160807")
    assert places.resolve_names("จ.หนองคาย", "อ.บึงกาฬ", "ต.บึงกาฬ", 1) == Found("38010101", "43030101")
    assert places.resolve_names("หนองคาย", "บึงกาฬ", None, None) == Found("3801", "4303")
    assert refusal(places.resolve_names, "กทม", "บางนา", "บางนา", 2) == (
        "place_abolished_several",
        ("10470202", "10470302"),
    )
    reason, candidates = refusal(places.resolve_names, "ขอนแก่น", "ภูเวียง", "ในเมือง", 7)
    assert reason == "place_unknown"
    assert "40290107" in candidates


def test_every_abolished_subdistrict_with_one_successor_resolves_from_its_old_names():
    for code, area in places._abolished().items():
        if len(code) == 6 and len(area.successors) == 1:
            district = places.name(code[:4]) or places._abolished()[code[:4]].names[0]
            found = places.resolve_names(places.name(code[:2]), district, area.names[0], None)
            assert found.code == area.successors[0]
            assert found.abolished_code in places._abolished()


def test_nothing_is_missing():
    assert refusal(places.resolve_names, None, "", " - ", None) == ("place_missing", ())
    assert refusal(places.resolve_names, "เลย", "เมือง", None, 3) == ("place_missing", ())


@given(st.lists(st.one_of(st.none(), st.text(max_size=12), st.floats(), st.dates()), min_size=5, max_size=5))
@settings(deadline=None)
def test_resolving_raises_nothing_but_unplaced(cells):
    with suppress(Unplaced):
        found = places.resolve(*cells, ANY_LEVEL)
        assert found is not None
        assert found.code == "" or places.known(found.code[:6])


# -- a row's place

OLD_CODE, NEW_CODE = "40160807", "40290307"


@pytest.mark.parametrize(
    ("cells", "digits", "found"),
    [
        (("39040107", None, None, None, None), 8, Found("39040107")),
        ((None, None, None, None, None), 8, None),
        (("-", " ", "", None, float("nan")), 8, None),
        ((None, None, None, None, None), ANY_LEVEL, Found("")),
        ((None, "ทั่วประเทศ", None, None, None), ANY_LEVEL, Found("")),
        ((None, "ทั่วราชอาณาจักร", "-", "", None), ANY_LEVEL, Found("")),
        (("ทั่วประเทศ", None, None, None, None), ANY_LEVEL, Found("")),
        ((None, "เลย", None, None, None), ANY_LEVEL, Found("42")),
        ((None, "เลย", "เมือง", None, None), (4, 8), Found("4201")),
        ((None, "เลย", "เมือง", "กุดป่อง", 3), (4, 8), Found("42010103")),
        ((None, "เลย", "เมือง", "กุดป่อง", 3), 4, Found("4201")),
        (("4201", "เลย", None, None, None), (4, 8), Found("4201")),
        (("42010103", "จ.เลย", "อ.เมือง", "ต.กุดป่อง", "ม.3"), 8, Found("42010103")),
        (("42010103", None, None, "กุดป่อง", None), 8, Found("42010103")),
        ((OLD_CODE, None, None, None, None), 8, Found(NEW_CODE, OLD_CODE)),
        ((OLD_CODE, "ขอนแก่น", "ภูเวียง", "เขาน้อย", 7), 8, Found(NEW_CODE, OLD_CODE)),
        ((OLD_CODE, "ขอนแก่น", "เวียงเก่า", "เขาน้อย", 7), 8, Found(NEW_CODE, OLD_CODE)),
        ((NEW_CODE, "ขอนแก่น", "ภูเวียง", "เขาน้อย", 7), 8, Found(NEW_CODE, OLD_CODE)),
        (("43030101", "หนองคาย", "บึงกาฬ", "บึงกาฬ", 1), 8, Found("38010101", "43030101")),
        (("43030101", "บึงกาฬ", "เมืองบึงกาฬ", "บึงกาฬ", 1), 8, Found("38010101", "43030101")),
    ],
)
def test_a_row_gives_its_place_by_code_or_names(cells, digits, found):
    assert places.resolve(*cells, digits) == found


@pytest.mark.parametrize(
    ("cells", "digits", "reason", "candidates"),
    [
        (("42010103", "เลย", "เมือง", "กุดป่อง", 4), 8, "place_disagrees", ("42010103", "42010104")),
        (("42010103", None, None, None, 4), 8, "place_disagrees", ("42010103", "42010104")),
        (("42010103", "ขอนแก่น", None, None, None), 8, "place_disagrees", ("42010103", "40")),
        (("39", None, "นาวัง", None, None), ANY_LEVEL, "place_disagrees", ("39", "3906")),
        ((OLD_CODE, "ขอนแก่น", "เมือง", None, None), 8, "place_disagrees", (NEW_CODE, "4001")),
        (("42010103", "เลย", "เมือง", "กุดป่อง", "x"), 8, "moo_unreadable", ()),
        (("9999", "เลย", None, None, None), 4, "place_unknown", ()),
        ((None, "เลย", None, None, None), 8, "place_missing", ()),
        ((None, "เลย", "เมือง", "กุดป่อง", None), 8, "place_missing", ()),
        ((None, "เลย", "เมือง", "กุดป่อง", None), (4, 8), "place_missing", ()),
        ((None, None, None, None, 3), 8, "place_missing", ()),
        ((None, "ทั่วประเทศ", None, None, None), 2, "place_unknown", ()),
        ((None, "ทั่วประเทศ", "เมือง", None, None), ANY_LEVEL, "place_disagrees", ("",)),
    ],
)
def test_a_row_whose_place_is_not_certain(cells, digits, reason, candidates):
    assert refusal(places.resolve, *cells, digits) == (reason, candidates)


def test_names_unlike_the_code_disagree_even_when_nobody_has_them():
    reason, candidates = refusal(places.resolve, "42010103", "เลย", "เมอง", None, None, 8)
    assert reason == "place_disagrees"
    assert candidates[0] == "42010103"


def test_importing_loads_no_data():
    code = "import sys, dashboard.places; print('geothai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
