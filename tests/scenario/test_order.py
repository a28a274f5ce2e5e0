"""The draft of an order: one for each district, with its moves and loads, in Thai, and never without its label."""

from __future__ import annotations

from io import BytesIO

from docx import Document

from dashboard.scenario.order import Order, OrderLoad, OrderMove, write_orders

MOVE = OrderMove("บ้านหนองแวง หมู่ที่ 2", "ในเมือง", "นาง ก.", "นาย ข.", 1200)
LOAD = OrderLoad("นาง ก.", (9, 5), (180, 100), (3, 0))
ORDER = Order("ภูเวียง", "ขอนแก่น", (MOVE,), (LOAD, OrderLoad("นาย ข.", (1, 5), (20, 100), (0, 3))), "คำนวณ 1 หมู่บ้าน")


def opened(*orders: Order, label: str = "") -> object:
    return Document(BytesIO(write_orders(orders, 2560, "30 มิถุนายน 2560", "ที่มา: คลัง 7", label)))


def text_of(document: object) -> str:
    return "\n".join(line.text for line in document.paragraphs)


def test_an_order_holds_its_district_its_moves_and_its_loads_in_thai_digits() -> None:
    document = opened(ORDER)
    text = text_of(document)
    assert "คำสั่งสำนักงานพัฒนาชุมชนอำเภอภูเวียง" in text
    assert "พ.ศ. ๒๕๖๐" in text
    assert "จำนวน ๑ หมู่บ้าน" in text
    assert "๓๐ มิถุนายน ๒๕๖๐" in text
    moves, loads = document.tables
    assert [cell.text for cell in moves.rows[1].cells] == [
        "๑", "บ้านหนองแวง หมู่ที่ ๒", "ในเมือง", "นาง ก.", "นาย ข.", "๑,๒๐๐",
    ]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in loads.rows[1:]] == [
        ["นาง ก.", "๙", "๕", "๑๘๐", "๑๐๐", "๓", "๐"],
        ["นาย ข.", "๑", "๕", "๒๐", "๑๐๐", "๐", "๓"],
    ]
    assert not any(digit in text for digit in "0123456789")


def test_every_page_says_that_it_is_a_proposal_and_where_it_comes_from() -> None:
    (section,) = opened(ORDER, ORDER, label="ข้อมูลสาธิต").sections
    assert section.header.paragraphs[0].text.startswith("ร่าง: ข้อเสนอจากสถานการณ์จำลอง ยังไม่ใช่คำสั่ง")
    assert section.header.paragraphs[0].text.endswith("ข้อมูลสาธิต")
    assert section.footer.paragraphs[0].text == "ที่มา: คลัง ๗"


def test_each_district_has_an_order_of_its_own() -> None:
    other = Order("ชุมแพ", "ขอนแก่น", (MOVE, MOVE), (LOAD,))
    document = opened(ORDER, other)
    text = text_of(document)
    assert text.index("อำเภอภูเวียง") < text.index("คำสั่งสำนักงานพัฒนาชุมชนอำเภอชุมแพ")
    assert [len(table.rows) for table in document.tables] == [2, 3, 3, 2]
    assert "วิธีแบ่ง" not in text[text.index("อำเภอชุมแพ") :]


def test_the_head_of_a_table_is_said_on_every_page_and_no_row_is_cut() -> None:
    for table in opened(ORDER).tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
