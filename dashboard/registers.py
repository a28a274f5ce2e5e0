"""What each register is, as data: headings, kinds, choices, keys and rules of its own.

One row here is one line of the data contract; reading, checking, storing, templates and the example walk this table.
It must not know how files are read or where rows are stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

Choices = tuple[tuple[str, tuple[str, ...]], ...]


class Kind(Enum):
    """How a cell is read."""

    TEXT = "text"
    PROSE = "prose"  # text that keeps its line breaks
    HOUSE_NO = "house_no"
    PHONE = "phone"
    CHOICE = "choice"
    NUMBER = "number"
    AMOUNT = "amount"  # a number that is never negative: baht, counts, quantities
    DATE = "date"
    MONTH = "month"
    YES_NO = "yes_no"
    WHOLE = "whole"
    ROUND = "round"
    FISCAL_YEAR = "fiscal_year"
    OUTLINE = "outline"  # the shape of an area, as compact JSON (see `SHAPES`)

    @property
    def sql_type(self) -> str:
        """The DuckDB type it is stored as."""
        return _SQL_TYPES.get(self, "VARCHAR")


_SQL_TYPES = {
    Kind.NUMBER: "DOUBLE",
    Kind.AMOUNT: "DOUBLE",
    Kind.DATE: "DATE",
    Kind.MONTH: "DATE",
    Kind.YES_NO: "BOOLEAN",
    Kind.WHOLE: "INTEGER",
    Kind.ROUND: "INTEGER",
    Kind.FISCAL_YEAR: "INTEGER",
}


class Place(Enum):
    """To which level a register's rows name their place; the value is the stored column."""

    VILLAGE = "village_code"
    DISTRICT = "district_code"
    VILLAGE_OR_DISTRICT = "place_code"
    ANY = "area_code"  # '' is the nation
    AREA = "code"  # a province, district or subdistrict


@dataclass(frozen=True, eq=False)  # each is itself only: compared and hashed by identity, which is quick
class Column:
    """One column: its stored name, how it is read and the headings it is known by (the Thai one first)."""

    name: str
    kind: Kind
    headings: tuple[str, ...]
    required: bool = False
    choices: Choices = ()
    lowest: float | None = None
    highest: float | None = None

    @property
    def heading(self) -> str:
        """The Thai heading of templates and messages."""
        return self.headings[0] if self.headings else self.name


@dataclass(frozen=True)
class InOrder:
    """`earlier` must not be after `later` when both dates exist."""

    earlier: str
    later: str
    only_without: str | None = None


@dataclass(frozen=True)
class OneOf:
    """At least one of the columns must be filled."""

    columns: tuple[str, ...]


Rule = InOrder | OneOf


@dataclass(frozen=True, eq=False)
class Register:
    """One register: where its rows belong, what makes a row the same row again, its columns and rules."""

    name: str
    place: Place
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    parent: str | None = None  # the register whose row must be stored: villages by village, households by house
    has_address: bool = False  # its place may be told by an address in one cell

    def column(self, name: str) -> Column:
        """The column of this stored name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def values(self) -> tuple[Column, ...]:
        """The columns that are not part of the key."""
        return tuple(c for c in self.columns if c.name not in self.key)

    def stored_types(self) -> dict[str, str]:
        """Stored column → DuckDB type, the place first."""
        return {self.place.value: "VARCHAR", **{c.name: c.kind.sql_type for c in self.columns}}


def _text(name: str, *headings: str, required: bool = False) -> Column:
    return Column(name, Kind.TEXT, headings, required)


def _prose(name: str, *headings: str) -> Column:
    return Column(name, Kind.PROSE, headings)


def _amount(name: str, *headings: str, required: bool = False, highest: float | None = None) -> Column:
    return Column(name, Kind.AMOUNT, headings, required, highest=highest)


def _date(name: str, *headings: str, required: bool = False) -> Column:
    return Column(name, Kind.DATE, headings, required)


def _yes_no(name: str, *headings: str, required: bool = False) -> Column:
    return Column(name, Kind.YES_NO, headings, required)


def _choice(name: str, *headings: str, choices: Choices, required: bool = False) -> Column:
    return Column(name, Kind.CHOICE, headings, required, choices)


def _within(name: str, *headings: str, lowest: float, highest: float) -> Column:
    return Column(name, Kind.WHOLE, headings, lowest=lowest, highest=highest)


def _house_no() -> Column:
    return Column("house_no", Kind.HOUSE_NO, ("บ้านเลขที่", "เลขที่บ้าน"), True)


def _fiscal_year(required: bool = True) -> Column:
    return Column("fiscal_year", Kind.FISCAL_YEAR, ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "ปี งปม."), required)


_EVIDENCE = ("evidence_complete", "หลักฐานการเงินครบ", "หลักฐานทางการเงินครบ", "หลักฐานครบ")
_OCCUPATION_TYPE = ("occupation_type", "ประเภทอาชีพ")
MOST_INCOME_BAHT = 20_000_000

ROLES: Choices = (
    ("leader", ("ผู้นำสัมมาชีพ", "ผู้นำสัมมาชีพ/ปราชญ์", "ปราชญ์", "ปราชญ์ชุมชน", "ผู้นำสัมมาชีพชุมชน", "ผู้นำ")),
    ("trainer", ("วิทยากรสัมมาชีพ", "วิทยากร", "วิทยากรสัมมาชีพชุมชน")),
)
ACTIVITIES: Choices = (
    ("briefing", ("ประชุมชี้แจงปราชญ์",)),
    ("team_preparation", ("เตรียมความพร้อมทีมวิทยากร",)),
    ("occupation_assembly", ("ประชาคมอาชีพ",)),
    ("training_day", ("ฝึกอบรมอาชีพระดับหมู่บ้าน",)),
    ("study_visit", ("ศึกษาดูงาน",)),
    ("support_team", ("ประชุมทีมสนับสนุนระดับอำเภอ",)),
)
VISITOR_ROLES: Choices = (
    ("officer", ("พัฒนากร",)),
    ("trainer", ("วิทยากร", "วิทยากรสัมมาชีพ")),
    ("support_team", ("ทีมสนับสนุน", "ทีมสนับสนุนระดับอำเภอ")),
)
OTOP_CATEGORIES: Choices = (
    ("food", ("อาหาร",)),
    ("drink", ("เครื่องดื่ม",)),
    ("textile", ("ผ้าและเครื่องแต่งกาย", "ผ้า เครื่องแต่งกาย", "ผ้าฯ", "ผ้า", "ผ้า/เครื่องแต่งกาย")),
    (
        "household_decor_souvenir",
        (
            "ของใช้ของตกแต่งของที่ระลึก",
            "ของใช้ ของตกแต่ง และของที่ระลึก",
            "ของใช้ ของตกแต่ง ของที่ระลึก",
            "ของใช้/ของตกแต่ง/ของที่ระลึก",
            "ของใช้ ประดับ ตกแต่ง",
            "ของใช้",
            "ศิลปะประดิษฐ์และของที่ระลึก",
        ),
    ),
    ("herb_not_food", ("สมุนไพรที่ไม่ใช่อาหาร", "สมุนไพร")),
)
PRODUCER_TYPES: Choices = (
    ("community_group", ("กลุ่มผู้ผลิตชุมชน",)),
    ("sole_owner", ("ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว", "เจ้าของรายเดียว")),
    ("sme", ("ผู้ผลิตวิสาหกิจขนาดกลางและขนาดย่อม", "วิสาหกิจขนาดกลางและขนาดย่อม", "SME", "SMEs")),
)

REGISTERS: tuple[Register, ...] = (
    Register(
        "villages",
        Place.VILLAGE,
        ("fiscal_year", "village_code"),
        (
            _fiscal_year(),
            _text("village_name", "ชื่อหมู่บ้าน", "บ้าน", "หมู่บ้าน", "ชื่อบ้าน", required=True),
            _text("officer", "พัฒนากรผู้รับผิดชอบ", "ผู้รับผิดชอบ", "พัฒนากร"),
            _amount("budget_baht", "งบประมาณ (บาท)", "งบประมาณที่ได้รับจัดสรร", "งบประมาณ"),
            _amount("households_total", "จำนวนครัวเรือนทั้งหมด", "ครัวเรือนทั้งหมด", "จำนวนครัวเรือน"),
            Column("latitude", Kind.NUMBER, ("ละติจูด", "lat"), lowest=-90, highest=90),
            Column("longitude", Kind.NUMBER, ("ลองจิจูด", "ลองติจูด", "lon", "long"), lowest=-180, highest=180),
        ),
    ),
    Register(
        "officers",
        Place.DISTRICT,
        ("full_name", "district_code"),
        (
            _text("full_name", "ชื่อ-สกุล", "ชื่อ-นามสกุล", required=True),
            _text("position", "ตำแหน่ง"),
            _text("home_subdistrict", "ตำบลที่รับผิดชอบ"),
        ),
    ),
    Register(
        "sages",
        Place.VILLAGE,
        ("village_code", "full_name"),
        (
            _text("full_name", "ชื่อ-สกุล", "ชื่อปราชญ์", "ชื่อ-นามสกุล", required=True),
            _choice("role", "บทบาท", choices=ROLES, required=True),
            _text("expertise", "ความเชี่ยวชาญ", "สาขาอาชีพ"),
            Column("phone", Kind.PHONE, ("โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์")),
            _date("surveyed_on", "วันที่สำรวจ"),
            _date("registered_on", "วันที่ขึ้นทะเบียน"),
            _date("trained_on", "วันที่ผ่านการอบรม"),
            _text("training_centre", "ศูนย์ฝึกอบรม"),
            _text("batch", "รุ่น"),
            _date("left_on", "วันที่พ้นหน้าที่"),
            _text("replaces", "แทน"),
        ),
        (InOrder("registered_on", "left_on"),),
    ),
    Register(
        "households",
        Place.VILLAGE,
        ("village_code", "house_no"),
        (
            _house_no(),
            _text("head_name", "ชื่อหัวหน้าครัวเรือน", "หัวหน้าครัวเรือน", required=True),
            _yes_no("target", "ครัวเรือนเป้าหมาย", required=True),
            _text("trainer", "วิทยากรผู้ดูแล"),
            _date("selected_on", "วันที่คัดเลือก", required=True),
            _text("occupation_wanted", "อาชีพที่ต้องการฝึก"),
            _text("occupation", "อาชีพที่ฝึก"),
            _text(*_OCCUPATION_TYPE),
            _date("trained_on", "วันที่ผ่านการฝึกอาชีพ"),
            _date("practising_from", "วันที่เริ่มประกอบอาชีพ"),
            _date("stopped_on", "วันที่เลิกประกอบอาชีพ"),
            _text("group_name", "กลุ่มอาชีพ", "group"),
        ),
        (
            InOrder("selected_on", "trained_on"),
            InOrder("trained_on", "practising_from"),
            InOrder("selected_on", "practising_from", only_without="trained_on"),
            InOrder("practising_from", "stopped_on"),
        ),
        parent="villages",
    ),
    Register(
        "incomes",
        Place.VILLAGE,
        ("village_code", "house_no", "round"),
        (
            _house_no(),
            Column("round", Kind.ROUND, ("รอบ", "รอบที่", "ครั้งที่"), True, lowest=0, highest=9999),
            _date("measured_on", "วันที่เก็บข้อมูล", required=True),
            _amount("income_baht", "รายได้ครัวเรือน (บาท/ปี)", "รายได้ครัวเรือน", required=True, highest=MOST_INCOME_BAHT),
            _amount("occupation_income_baht", "รายได้จากสัมมาชีพ (บาท/ปี)", "รายได้จากสัมมาชีพ", highest=MOST_INCOME_BAHT),
        ),
        parent="households",
    ),
    Register(
        "activities",
        Place.VILLAGE_OR_DISTRICT,
        ("place_code", "activity", "day_no"),
        (
            _choice("activity", "กิจกรรม", choices=ACTIVITIES, required=True),
            _within("day_no", "วันที่ของการอบรม", lowest=1, highest=5),
            _date("planned_on", "กำหนดการ"),
            _date("held_on", "วันที่ดำเนินการ"),
            _amount("participants", "จำนวนผู้เข้าร่วม"),
            _amount("spent_baht", "เบิกจ่าย (บาท)", "เบิกจ่าย"),
            _yes_no(*_EVIDENCE),
        ),
        (OneOf(("planned_on", "held_on")),),
    ),
    Register(
        "visits",
        Place.VILLAGE,
        ("village_code", "house_no", "visited_on", "visitor"),
        (
            _house_no(),
            _date("visited_on", "วันที่ติดตาม", required=True),
            _text("visitor", "ผู้ติดตาม", required=True),
            _choice("visitor_role", "บทบาทผู้ติดตาม", choices=VISITOR_ROLES),
            _yes_no("by_phone", "ทางโทรศัพท์"),
            _prose("finding", "ผลการติดตาม"),
            _prose("problem", "ปัญหา"),
        ),
        parent="households",
    ),
    Register(
        "materials",
        Place.VILLAGE,
        ("village_code", "item", "occupation"),
        (
            _text("item", "รายการวัสดุ", required=True),
            _text("category", "หมวดวัสดุ"),
            _text("occupation", "อาชีพ"),
            _amount("quantity", "จำนวน"),
            _text("unit", "หน่วย"),
            _amount("unit_price_baht", "ราคาต่อหน่วย", "ราคาต่อหน่วย (บาท)"),
            _date("ordered_on", "วันที่สั่งซื้อ"),
            _date("delivered_on", "วันที่ส่งมอบ"),
            _date("accepted_on", "วันที่ตรวจรับ"),
            _date("paid_on", "วันที่เบิกจ่าย"),
            _yes_no(*_EVIDENCE),
        ),
        (InOrder("accepted_on", "paid_on"),),
    ),
    Register(
        "groups",
        Place.VILLAGE,
        ("village_code", "name"),
        (
            _text("name", "ชื่อกลุ่ม", "ชื่อผู้ประกอบการ", required=True),
            _text(*_OCCUPATION_TYPE),
            _amount("members", "จำนวนสมาชิก"),
            _date("founded_on", "วันที่จัดตั้ง", required=True),
            _date("otop_registered_on", "วันที่ขึ้นทะเบียน OTOP"),
            _text("otop_number", "เลขทะเบียน OTOP", "รหัสผู้ใช้"),
            _choice("otop_category", "ประเภทผลิตภัณฑ์", choices=OTOP_CATEGORIES),
            _choice("producer_type", "ลักษณะผู้ประกอบการ", choices=PRODUCER_TYPES),
            _within("stars", "ระดับดาว", "ดาว", lowest=1, highest=5),
        ),
    ),
    Register(
        "knowledge",
        Place.ANY,
        ("title", "owner"),
        (
            _text("title", "ชื่อองค์ความรู้", "ชื่อเรื่อง", required=True),
            _text("owner", "เจ้าขององค์ความรู้", "โดย", "เจ้าของความรู้", "ชื่อเจ้าของความรู้", required=True),
            _text("position", "ตำแหน่ง"),
            _text("category", "หมวดองค์ความรู้", "หมวด", "หมวดองค์ความรู้ที่บ่งชี้"),
            _date("recorded_on", "วันที่"),
            _prose(
                "background",
                "ความเป็นมา / แรงบันดาลใจ / เหตุผลที่ทำ",
                "ความเป็นมา",
                "แรงบันดาลใจ",
                "เหตุผลที่ทำ",
                "ที่มาและเป้าหมาย",
            ),
            _prose("objectives", "วัตถุประสงค์"),
            _prose("ingredients", "วัตถุดิบ", "วัตถุดิบ (ถ้ามี)"),
            _prose("equipment", "อุปกรณ์"),
            _prose("process", "กระบวนการ/ขั้นตอน", "กระบวนการ", "ขั้นตอน", "วิธีการ/ขั้นตอน"),
            _prose("cautions", "ข้อพึงระวัง"),
            _prose("success_factors", "ปัจจัยแห่งความสำเร็จ"),
            _prose("problems", "ปัญหาและวิธีการแก้ไข"),
        ),
        has_address=True,
    ),
    Register(
        "context",
        Place.ANY,
        ("year", "month", "area_code", "indicator", "source"),
        (
            Column("year", Kind.FISCAL_YEAR, ("ปี", "ปีงบประมาณ", "ปี พ.ศ.", "พ.ศ."), True),
            Column("month", Kind.MONTH, ("เดือน",)),
            _text("indicator", "รายการ", "ตัวชี้วัด", required=True),
            Column("value", Kind.NUMBER, ("ค่า", "จำนวน"), True),
            _text("unit", "หน่วย"),
            _within("months", "จำนวนเดือนที่มีข้อมูล", lowest=1, highest=12),
            _text("source", "แหล่งข้อมูล"),
            Column("is_fiscal_year", Kind.YES_NO, ()),  # from the heading of `year`: ปีงบประมาณ or not
        ),
    ),
    Register(
        "targets",
        Place.ANY,
        ("fiscal_year", "area_code", "measure"),
        (
            _fiscal_year(),
            Column("measure", Kind.CHOICE, ("ตัวชี้วัด",), True),  # the choices are the measures themselves
            Column("target", Kind.NUMBER, ("ค่าเป้าหมาย",), True),
        ),
    ),
)

# What a map file brings. It is no register of the office: it has no headings to know it by and no template, but its
# features come in, are counted, refused, kept and taken back like any other row.
# `rings` is JSON: a list of closed rings of [longitude, latitude], outer ones anticlockwise, holes clockwise.
SHAPES = Register("shapes", Place.AREA, ("code",), (Column("rings", Kind.OUTLINE, ("geometry",), True),))

# Headings that name a place; which of them a register reads follows from its Place.
PLACE_NAMES: dict[str, tuple[str, ...]] = {
    "province": ("จังหวัด", "จ."),
    "district": ("อำเภอ", "อ.", "เขต", "อำเภอ/เขต"),
    "subdistrict": ("ตำบล", "ต.", "แขวง", "ตำบล/แขวง"),
    "moo": ("หมู่ที่", "ม.", "หมู่"),
}
ADDRESS = "address"  # the column of a whole address, taken apart into the names above
ADDRESS_HEADINGS = ("ที่อยู่", "ที่อยู่เจ้าขององค์ความรู้")
PLACE_CODES: dict[Place, dict[str, tuple[str, ...]]] = {
    Place.VILLAGE: {"village_code": ("รหัสหมู่บ้าน", "รหัสหมู่บ้าน 8 หลัก")},
    Place.DISTRICT: {"district_code": ("รหัสอำเภอ",)},
    Place.VILLAGE_OR_DISTRICT: {
        "village_code": ("รหัสหมู่บ้าน", "รหัสหมู่บ้าน 8 หลัก"),
        "place_code": ("รหัสพื้นที่", "area_code"),
        "district_code": ("รหัสอำเภอ",),
    },
    Place.ANY: {
        "area_code": ("รหัสพื้นที่",),
        "village_code": ("รหัสหมู่บ้าน",),
        "subdistrict_code": ("รหัสตำบล",),
        "district_code": ("รหัสอำเภอ",),
        "province_code": ("รหัสจังหวัด",),
    },
    Place.AREA: {"code": ("รหัสพื้นที่",)},
}
NEVER_STORED = (
    "เลขประจำตัวประชาชน",
    "เลขบัตรประชาชน",
    "เลขประจำตัวประชาชน 13 หลัก",
    "เลขที่บัตรประชาชน",
    "หมายเลขบัตรประชาชน",
    "หมายเลขประจำตัวประชาชน",
    "บัตรประชาชน",
    "citizen_id",
    "national_id",
    "cid",
)
ROW_NUMBER_HEADINGS = ("ลำดับที่", "ลำดับ", "ที่", "no", "no.")
EXAMPLE_ROW = "ตัวอย่าง"  # in the row-number column: the example row of a template, never data
TOTAL_WORDS = ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด")


@cache
def by_name() -> dict[str, Register]:
    """Register name → register of the office."""
    return {r.name: r for r in REGISTERS}


@cache
def stored() -> dict[str, Register]:
    """Name → everything that an import can store: the registers and the shapes."""
    return {**by_name(), SHAPES.name: SHAPES}


def in_storing_order() -> Iterator[Register]:
    """Parents before their children."""
    depth = {None: 0, "villages": 1, "households": 2}
    return iter(sorted(stored().values(), key=lambda r: depth[r.parent]))
