"""A messy workbook through the browser: dropped, explained, stored, counted, corrected, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect
from visits import Visit, start_server

LOOKS = Path(__file__).parent / "looks"


@pytest.fixture
def office(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """A window on an office that has imported nothing yet."""
    process, address = start_server(tmp_path / "store", tmp_path / "log")
    page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="th-TH")
    yield Visit(page, address)
    page.close()
    process.terminate()
    process.wait(20)


def messy_workbook(path: Path) -> Path:
    """Titles, merged two-line headings, Thai digits, BE dates, a total row, a citizen ID, two bad rows."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d/m/yyyy"})
        villages = book.add_worksheet("Sheet1")
        villages.write_column(0, 0, ["บัญชีหมู่บ้านเป้าหมาย อำเภอศรีบุญเรือง", "ปีงบประมาณ ๒๕๖๐"])
        for c, head in enumerate(["ลำดับที่", "ปีงบประมาณ", "จังหวัด", "อํา เภอ".replace(" ", ""), "ตำบล", "ม.", "บ้าน"]):
            villages.write(3, c, head)
        villages.write_row(4, 0, ["๑", "๒๕๖๐", "จ.หนองบัวลําภู", "อ.ศรีบุญเรือง", "ต.เมืองใหม่", "๗", "โนนงาม"])
        villages.write_row(5, 0, [2, 2560, "หนองบัวลำภู", "ศรีบุญเรือง", "เมืองไหม่", 8, "สะกดผิด"])
        villages.write_row(6, 0, ["รวม", None, None, None, None, None, 2])
        houses = book.add_worksheet("Sheet2")
        houses.merge_range(0, 0, 1, 0, "รหัสหมู่บ้าน")
        houses.merge_range(0, 1, 1, 1, "บ้านเลขที่")
        houses.merge_range(0, 2, 1, 2, "หัวหน้าครัวเรือน")
        houses.merge_range(0, 3, 1, 3, "ครัวเรือนเป้าหมาย (✓)")
        houses.merge_range(0, 4, 0, 5, "วันที่")
        houses.write_row(1, 4, ["คัดเลือก", "ผ่านการฝึกอาชีพ"])
        houses.merge_range(0, 6, 1, 6, "เลขประจำตัวประชาชน")
        houses.write_row(2, 0, [39040107, 12, "นายทดลอง สาธิต", "✓", "1 ธ.ค. 59"])
        houses.write_datetime(2, 5, date(2560, 1, 15), day)  # type: ignore[arg-type]
        houses.write(2, 6, "1103700123457")
        houses.write_row(3, 0, ["39040107", "๑๓/๑", "นางตัวอย่าง สาธิต", "✓", "31/2/2560"])
    return path


def drop(page: Page, visit: Visit, path: Path) -> None:
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(path)
    page.get_by_role("button", name="บันทึก").wait_for(timeout=30_000)
    visit.still()


def test_a_messy_workbook_comes_in_and_its_bad_rows_come_back(office: Visit, tmp_path: Path) -> None:
    page = office.open("import")
    drop(page, office, messy_workbook(tmp_path / "ทะเบียน (แก้ไข ๒).xlsx"))
    expect(page.get_by_text("2 แถวที่ยังรับไม่ได้")).to_be_visible()
    expect(page.get_by_text("เลขประจำตัวประชาชน").first).to_be_visible()
    LOOKS.mkdir(exist_ok=True)
    page.screenshot(path=LOOKS / "import-preview.png", full_page=True)

    page.get_by_role("button", name="บันทึก 2 แถวที่ถูกต้อง").click()
    expect(page.get_by_text("ชุดที่ 1: รับ 4 แถว ใหม่ 2 เปลี่ยน 0 เหมือนเดิม 0 ไม่รับ 2")).to_be_visible(timeout=30_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="แถวที่ไม่รับ (2)").first.click()
    rejects = tmp_path / "rejects.xlsx"
    download.value.save_as(rejects)

    book = openpyxl.load_workbook(rejects)
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                cell.value = {"เมืองไหม่": "เมืองใหม่", "31/2/2560": "28/2/2560"}.get(str(cell.value), cell.value)
    book.save(rejects)
    drop(page, office, rejects)
    page.get_by_role("button", name="บันทึก 2 แถวที่ถูกต้อง").click()
    expect(page.get_by_text("ชุดที่ 2: รับ 2 แถว ใหม่ 2")).to_be_visible(timeout=30_000)

    page.get_by_role("button", name="ยกเลิกชุดนี้").click()
    page.get_by_role("button", name="ยืนยันยกเลิก").click()
    expect(page.get_by_text("ยกเลิกแล้วเมื่อ")).to_be_visible(timeout=30_000)
    page.screenshot(path=LOOKS / "import-history.png", full_page=True)
