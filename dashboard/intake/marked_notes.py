"""Notes on bad cells: the parts of a workbook that hold comments and the shapes they are shown in.

Notes of other people stay; ours from before are taken away. It must not know why a cell is bad.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter

AUTHOR = "สัมมาชีพแดชบอร์ด"
_BASE = "http://schemas.openxmlformats.org"
_MAIN = f"{_BASE}/spreadsheetml/2006/main"
_LINKS = f"{_BASE}/officeDocument/2006/relationships"
_PACKAGE = f"{_BASE}/package/2006"
_AFTER = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
)
_SHAPETYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:260pt;height:70pt;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
Place = tuple[int, int]  # row from 1, column from 0
_FIRST_ID = 9_000  # of our shapes; those of others are numbered from 1025 on


class Notes:
    """Writes notes into a workbook; `changed` collects the parts that are not as they were."""

    def __init__(self, old: zipfile.ZipFile, changed: dict[str, bytes]) -> None:
        self._old, self._changed, self._n = old, changed, 0

    def into(self, part: str, sheet: str, notes: Mapping[tuple[int, int], str]) -> str:
        """The text of a sheet with its notes attached: (row from 1, column from 0) → words."""
        self._n += 1
        links = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
        text = self._read(links) or f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'
        comments = self._target(part, text, "/comments")
        if not notes and comments is None:
            return sheet
        shapes = self._target(part, text, "/vmlDrawing")
        if comments is None:
            comments = f"xl/commentsSammachip{self._n}.xml"
            text = self._linked(text, "comments", comments, "rIdSammachipNotes")
            self._typed(f'<Override PartName="/{comments}" ContentType="application/vnd.openxmlformats-officedocument.'
                        'spreadsheetml.comments+xml"/>')  # fmt: skip
        if shapes is None:
            shapes = f"xl/drawings/vmlSammachip{self._n}.vml"
            text = self._linked(text, "vmlDrawing", shapes, "rIdSammachipShapes")
            self._typed(f'<Default Extension="vml" ContentType="{_VML_TYPE}"/>')

            sheet = _attached(sheet, "rIdSammachipShapes")
        written, gone, notes = _with_notes(self._read(comments) or _no_comments(), notes)
        self._changed[links] = text.encode("utf-8")
        self._changed[comments] = written.encode("utf-8")
        self._changed[shapes] = _with_shapes(self._read(shapes) or _VML, notes, gone, self._n).encode("utf-8")
        return sheet

    def _read(self, part: str) -> str:
        if part in self._changed:
            return self._changed[part].decode("utf-8")
        return self._old.read(part).decode("utf-8") if part in self._old.NameToInfo else ""

    def _target(self, part: str, links: str, kind: str) -> str | None:
        for tag in re.findall(r"<(?:\w+:)?Relationship\b[^>]*>", links):
            if re.search(rf'Type="[^"]*{kind}"', tag) and (target := re.search(r'Target="([^"]*)"', tag)):
                return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target[1]))[1:]
        return None

    def _linked(self, links: str, kind: str, target: str, id_: str) -> str:
        tag = f'<Relationship Id="{id_}" Type="{_LINKS}/{kind}" Target="/{target}"/>'
        if "</Relationships>" not in links:
            links = re.sub(r"<Relationships\b([^>]*)/>", r"<Relationships\1></Relationships>", links)
        if "</Relationships>" not in links:
            raise ValueError("unusual links")
        return links.replace("</Relationships>", tag + "</Relationships>")

    def _typed(self, tag: str) -> None:
        types = self._read("[Content_Types].xml")
        extension = re.search(r'Extension="\w+"', tag)
        if extension and extension[0].lower() in types.lower():
            return
        if "</Types>" not in types:
            raise ValueError("unusual content types")
        self._changed["[Content_Types].xml"] = types.replace("</Types>", tag + "</Types>").encode("utf-8")


def _attached(sheet: str, id_: str) -> str:
    root = re.search(r"<(\w+:)?worksheet\b", sheet)
    p = (root[1] or "") if root else ""
    tag = f'<{p}legacyDrawing xmlns:r="{_LINKS}" r:id="{id_}"/>'
    end = sheet.rindex(f"</{p}sheetData>") if f"</{p}sheetData>" in sheet else 0
    after = re.compile(rf"<{p}(?:{'|'.join(_AFTER)})\b|</{p}worksheet>").search(sheet, end)
    if after is None:
        raise ValueError("a sheet without an end")
    return sheet[: after.start()] + tag + sheet[after.start() :]


def _no_comments() -> str:
    return f'<comments xmlns="{_MAIN}"><authors></authors><commentList></commentList></comments>'


def _with_notes(text: str, notes: Mapping[Place, str]) -> tuple[str, set[Place], dict[Place, str]]:
    """The comments with ours in place of those from before; where those stood; the notes that went in: a cell has one
    comment, and that of another person stays.
    """
    root = re.search(r"<(\w+:)?comments\b", text)
    p = (root[1] or "") if root else ""
    authors = re.search(rf"<{p}authors>(.*?)</{p}authors>|<{p}authors\s*/>", text, re.S)
    if authors is None or f"<{p}commentList" not in text:
        raise ValueError("unusual comments")
    names = re.findall(rf"<{p}author>(.*?)</{p}author>|<{p}author\s*/>", authors[1] or "", re.S)
    ours = names.index(AUTHOR) if AUTHOR in names else len(names)
    gone: set[Place] = set()
    others: set[Place] = set()

    def without(match: re.Match[str]) -> str:
        author, place = re.search(r'authorId="(\d+)"', match[0]), re.search(r'\bref="([A-Z]+)(\d+)"', match[0])
        if author and place:
            at = (int(place[2]), int(column_index_from_string(place[1])) - 1)
            if int(author[1]) == ours < len(names):
                gone.add(at)
                return ""
            others.add(at)
        return match[0]

    text = re.sub(rf"<{p}comment\b.*?</{p}comment>", without, text, flags=re.S)
    if ours == len(names):
        new = f"<{p}authors>{authors[1] or ''}<{p}author>{AUTHOR}</{p}author></{p}authors>"
        text = text.replace(authors[0], new, 1)
    notes = {at: words for at, words in notes.items() if at not in others}
    tags = "".join(
        f'<{p}comment ref="{get_column_letter(c + 1)}{r}" authorId="{ours}"><{p}text><{p}r><{p}t xml:space="preserve">'
        f"{escape(words)}</{p}t></{p}r></{p}text></{p}comment>"
        for (r, c), words in sorted(notes.items())
    )
    text = re.sub(rf"<{p}commentList\s*/>", f"<{p}commentList></{p}commentList>", text)
    return text.replace(f"</{p}commentList>", tags + f"</{p}commentList>"), gone, notes


def _with_shapes(text: str, notes: Mapping[Place, str], gone: set[Place], n_sheet: int) -> str:
    def without(match: re.Match[str]) -> str:
        row, column = re.search(r"<x:Row>(\d+)</x:Row>", match[0]), re.search(r"<x:Column>(\d+)</x:Column>", match[0])
        return "" if row and column and (int(row[1]) + 1, int(column[1])) in gone else match[0]

    text = re.sub(r"<v:shape\b.*?</v:shape>", without, text, flags=re.S)
    if "</xml>" not in text:
        raise ValueError("unusual shapes")
    first = _FIRST_ID + 10_000 * n_sheet
    shapes = "".join(
        _SHAPE.format(id=first + i, row=row - 1, column=column) for i, (row, column) in enumerate(sorted(notes))
    )
    kind = "" if 'id="_x0000_t202"' in text else _SHAPETYPE
    return text.replace("</xml>", kind + shapes + "</xml>")
