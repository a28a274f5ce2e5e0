"""A messy workbook through the browser: dropped, explained, stored, counted, corrected, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect
from visits import IDLE, Visit, start_server, until

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
    page.locator(".st-key-store_row").wait_for(timeout=30_000)
    visit.still()


def test_a_messy_workbook_is_put_right_stored_corrected_in_its_own_file_and_taken_back(
    office: Visit, tmp_path: Path
) -> None:
    page = office.open("import")
    drop(page, office, messy_workbook(tmp_path / "ทะเบียน (แก้ไข ๒).xlsx"))
    expect(page.get_by_text("2 ช่องที่ต้องดู")).to_be_visible()
    expect(page.get_by_text("เลขประจำตัวประชาชน").first).to_be_visible()
    LOOKS.mkdir(exist_ok=True)
    page.screenshot(path=LOOKS / "import-preview.png", full_page=True)

    # the workbook that comes back before storing is the one that came in, with the bad cells marked
    with page.expect_download() as download:
        page.get_by_role("button", name="ไฟล์เดิมพร้อมเหตุผล (2)").click()
    back = tmp_path / download.value.suggested_filename
    assert back.name == "ทะเบียน (แก้ไข ๒) (ต้องแก้).xlsx"
    download.value.save_as(back)
    assert openpyxl.load_workbook(back)["Sheet2"].merged_cells.ranges

    # one bad cell by the keyboard alone: to it, open it, take what is offered
    bad = page.get_by_role("button", name="เมืองไหม่")
    bad.focus()
    page.keyboard.press("Enter")
    offer = page.get_by_role("button", name="ใช้ “เมืองใหม่”")
    offer.wait_for()
    offer.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("แก้แล้ว 1 ช่อง")).to_be_visible()
    expect(page.get_by_role("button", name="บันทึก 2 แถวที่ถูกต้อง")).to_be_disabled()
    page.get_by_role("button", name="ตรวจอีกครั้ง").click()
    page.get_by_role("button", name="บันทึก 3 แถวที่ถูกต้อง").click()
    expect(page.get_by_text("บันทึกชุดที่ 1 แล้ว รับ 3 แถว จาก 4 แถวที่อ่าน: ใหม่ 3")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="แถวที่ไม่รับ (1)").first.click()
    rejects = tmp_path / "rejects.xlsx"
    download.value.save_as(rejects)

    book = openpyxl.load_workbook(rejects)
    for sheet in book:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.value != "เมืองไหม่"  # what was put right on the page is right in the file
                if cell.value == "31/2/2560":
                    cell.value = "28/2/2560"
    book.save(rejects)
    drop(page, office, rejects)
    page.get_by_role("button", name="บันทึก 4 แถวที่ถูกต้อง").click()
    stored = "บันทึกชุดที่ 2 แล้ว รับ 4 แถว จาก 4 แถวที่อ่าน: ใหม่ 1 เปลี่ยน 0 เหมือนเดิม 3"
    expect(page.get_by_text(stored)).to_be_visible(timeout=60_000)

    until(page, IDLE)  # the batch before is no longer the one that is drawn
    undo = page.get_by_role("button", name="ยกเลิกชุดนี้")
    expect(undo).to_have_count(1)
    undo.click()
    page.get_by_role("button", name="ยืนยันยกเลิก").click()
    expect(page.get_by_text("ยกเลิกแล้ว", exact=True).first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="นำชุดนี้กลับ").click()
    page.get_by_role("button", name="ยืนยันนำกลับ").click()
    expect(page.get_by_text("นำกลับมาเมื่อ")).to_be_visible(timeout=30_000)
    page.screenshot(path=LOOKS / "import-history.png", full_page=True)


def test_all_of_a_kind_by_touch_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    process, address = start_server(tmp_path / "store", tmp_path / "log")
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="th-TH", has_touch=True)
    page = context.new_page()
    visit = Visit(page, address)
    visit.open("import")
    lines = "".join(f"2560,หนองบัวลำภู,ศรีบุญเรือง,เมืองไหม่,{n},บ้าน {n}\n" for n in range(1, 80))
    file = tmp_path / "ก.csv"
    file.write_text("ปีงบประมาณ,จังหวัด,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน\n" + lines, encoding="utf-8")
    drop(page, visit, file)
    expect(page.get_by_text("1–50 จาก 79 แถว")).to_be_visible()
    page.get_by_role("button", name="หน้าถัดไป").tap()
    expect(page.get_by_text("51–79 จาก 79 แถว")).to_be_visible()
    page.get_by_role("button", name="รับทั้ง 79 ช่อง").tap()
    expect(page.get_by_text("แก้แล้ว 79 ช่อง")).to_be_visible()
    page.get_by_role("button", name="เลิกแก้ครั้งล่าสุด").tap()
    expect(page.get_by_text("เหลือ 79 ช่องที่ต้องดู")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
    process.terminate()
    process.wait(20)
