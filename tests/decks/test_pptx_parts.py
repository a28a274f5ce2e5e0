"""What PowerPoint refuses or repairs in a file, looked for part by part: it cannot be run where the tests run.

Names and relationships of parts, numbers of slides and shapes, the workbooks behind charts, and the order of elements
that the standard (ECMA-376) fixes and PowerPoint insists on, wherever the deck writes them itself.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from dashboard.decks.making import make_file
from dashboard.decks.ordering import Meeting

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_FILL = "noFill solidFill gradFill blipFill pattFill grpFill"
_LABEL = "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator"
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr"
    " txPr crossAx crosses crossesAt"
)
ORDER = {
    f"{C}chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotFmts protection chart spPr"
    " txPr externalData printSettings userShapes extLst",
    f"{C}chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly"
    " dispBlanksAs showDLblsOverMax extLst",
    f"{C}plotArea": "layout barChart catAx valAx dTable spPr extLst",
    f"{C}barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    f"{C}ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape extLst",
    f"{C}dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
    f"{C}dLbls": f"dLbl delete {_LABEL} showLeaderLines leaderLines extLst",
    f"{C}dLbl": f"idx delete layout tx {_LABEL} extLst",
    f"{C}errBars": "errDir errBarType errValType noEndCap plus minus val spPr extLst",
    f"{C}manualLayout": "layoutTarget xMode yMode wMode hMode x y w h extLst",
    f"{C}valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    f"{C}catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    f"{C}scaling": "logBase orientation max min extLst",
    f"{C}numLit": "formatCode ptCount pt extLst",
    f"{C}txPr": "bodyPr lstStyle p",
    f"{A}ln": f"{_FILL} prstDash custDash round bevel miter headEnd tailEnd extLst",
    f"{A}rPr": f"ln {_FILL} effectLst highlight uLnTx uLn uFillTx uFill latin ea cs sym hlinkClick extLst",
    f"{A}defRPr": f"ln {_FILL} effectLst highlight latin ea cs sym hlinkClick extLst",
    f"{A}pPr": "lnSpc spcBef spcAft buClrTx buClr buSzTx buSzPct buFontTx buFont buNone buAutoNum buChar buBlip tabLst"
    " defRPr extLst",
    f"{A}tcPr": f"lnL lnR lnT lnB lnTlToBr lnBlToTr cell3D {_FILL} headers extLst",
}  # fmt: skip


@pytest.fixture(scope="module")
def parts(meeting: Meeting, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path: Path = tmp_path_factory.mktemp("parts") / "deck.pptx"
    make_file(meeting, path)
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        names = file.namelist()
        assert max(Counter(name.lower() for name in names).values()) == 1
        return {name: file.read(name) for name in names}


def xml(parts: dict[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    return ((n, etree.fromstring(body)) for n, body in parts.items() if n.endswith((".xml", ".rels")))


def relations(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, bool]]:
    """The relationships of a part: id → (target, whether it lies outside)."""
    folder, file = posixpath.split(name)
    body = parts.get(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
    if body is None:
        return {}
    found = {}
    for relation in etree.fromstring(body).iter(RELATION):
        outside = relation.get("TargetMode") == "External"
        target = relation.get("Target") or ""
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        assert relation.get("Id") not in found
        found[relation.get("Id") or ""] = (target, outside)
    return found


def test_every_part_has_a_type_and_is_reached_and_every_relationship_leads_somewhere(parts: dict[str, bytes]) -> None:
    types = etree.fromstring(parts["[Content_Types].xml"])
    endings = {e.get("Extension") for e in types if e.tag.endswith("Default")}
    named = [e.get("PartName") for e in types if e.tag.endswith("Override")]
    assert len(named) == len(set(named))
    assert {name.lstrip("/") for name in named if name} <= parts.keys()
    todo, reached = [""], {"[Content_Types].xml"}
    while todo:
        for target, outside in relations(parts, todo.pop()).values():
            assert outside or target in parts, target
            if not outside and target not in reached:
                reached.add(target)
                todo.append(target)
    assert {name for name in parts if not name.endswith(".rels")} == reached
    for name in reached - {"[Content_Types].xml"}:
        assert f"/{name}" in named or name.rpartition(".")[2] in endings


def test_every_id_of_a_relationship_that_is_used_exists(parts: dict[str, bytes]) -> None:
    n = 0
    for name, root in xml(parts):
        known = relations(parts, name)
        for element in root.iter():
            for key, value in element.attrib.items():
                if key.startswith(R) and value:
                    assert value in known, (name, key, value)
                    n += 1
    assert n > 20


def test_slides_and_shapes_have_numbers_of_their_own(parts: dict[str, bytes]) -> None:
    deck = etree.fromstring(parts["ppt/presentation.xml"])
    slides = [int(e.get("id") or 0) for e in deck.iter(f"{P}sldId")]
    assert len(slides) == len(set(slides)) == sum(name.startswith("ppt/slides/slide") for name in parts)
    assert all(256 <= n < 2**31 for n in slides)
    above = [int(e.get("id") or 0) for e in deck.iter(f"{P}sldMasterId")]
    for name, root in xml(parts):
        above += [int(e.get("id") or 0) for e in root.iter(f"{P}sldLayoutId")]
        if name.startswith("ppt/slides/slide"):
            shapes = [e.get("id") for e in root.iter(f"{P}cNvPr")]
            assert len(shapes) == len(set(shapes)), name
    assert len(above) == len(set(above))
    assert all(n >= 2**31 for n in above)


def test_elements_stand_in_the_order_of_the_standard(parts: dict[str, bytes]) -> None:
    seen = set()
    for name, root in xml(parts):
        for element in root.iter(*ORDER):
            order = ORDER[element.tag].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), (name, element.tag, [child.tag for child in element])
            seen.add(element.tag)
    assert {f"{C}errBars", f"{C}dLbl", f"{C}manualLayout", f"{A}ln", f"{A}tcPr"} <= seen


def test_the_workbook_behind_each_chart_holds_what_the_chart_shows(parts: dict[str, bytes]) -> None:
    charts = [(name, root) for name, root in xml(parts) if root.tag == f"{C}chartSpace"]
    assert charts
    for name, root in charts:
        (data,) = root.iter(f"{C}externalData")
        target, _ = relations(parts, name)[data.get(f"{R}id") or ""]
        sheet = load_workbook(BytesIO(parts[target])).worksheets[0]
        for reference in (*root.iter(f"{C}numRef"), *root.iter(f"{C}strRef")):
            cells = sheet[(reference.findtext(f"{C}f") or "").rpartition("!")[2].replace("$", "")]
            flat = [cell for row in cells for cell in row] if isinstance(cells, tuple) else [cells]
            shown = {int(p.get("idx") or 0): p.findtext(f"{C}v") for p in reference.iter(f"{C}pt")}
            for n, cell in enumerate(flat):
                told = shown.get(n)
                if told is None or reference.tag == f"{C}strRef":
                    assert (told or None) == (None if cell.value is None else str(cell.value)), (name, cell.coordinate)
                else:
                    assert float(told) == pytest.approx(float(cell.value), rel=1e-12)


def test_no_text_holds_a_letter_that_a_file_may_not_hold(parts: dict[str, bytes]) -> None:
    for name, root in xml(parts):
        for text in root.iter(f"{A}t"):
            assert not any(ord(c) < 32 and c not in "\t\n" for c in text.text or ""), name
