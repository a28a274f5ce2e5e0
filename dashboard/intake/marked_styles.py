"""The styles of a workbook, with those of bad cells added: every style as it is, on a ground of its own colour.

What was below a mark is kept in the mark itself (the back colour of a solid fill shows nowhere), so that it can be
taken away again when the workbook comes back, even after another program numbered its styles anew.
"""

from __future__ import annotations

import re

_GROUND = "FFFBE3DC"
_INK = "FFB3361C"
_NOTHING = 'indexed="64"'


class Styles:
    """The text of the part with styles; ValueError when it is not as it usually is."""

    def __init__(self, text: str) -> None:
        root = re.search(r"<(\w+:)?styleSheet\b", text)
        if root is None:
            raise ValueError("no styles")
        self._text, self._p = text, root[1] or ""
        self._fills = self._items("fills", "fill")
        self._fonts = self._items("fonts", "font")
        self._xfs = self._items("cellXfs", "xf")
        self._n = (len(self._fills), len(self._fonts), len(self._xfs))
        if not all(self._n):
            raise ValueError("no styles of cells")
        self._marked: dict[int, int] = {}
        self._unmarked: dict[int, int] = {}
        self._reason: int | None = None

    def marked(self, style: int) -> int:
        """The number of the style that is this one on the ground of a bad cell."""
        if style not in self._marked:
            below = self._colour_of(self._fill_of(style))
            self._marked[style] = self._with_fill(style, self._fill(f'rgb="{_GROUND}"', below))
        return self._marked[style]

    def unmarked(self, style: int) -> int:
        """The number of the style below a mark; the same where there is no mark."""
        if style not in self._unmarked:
            fill = self._fill_of(style)
            below = style
            if fill < len(self._fills) and self._is_ours(self._fills[fill]):
                colour = re.search(r"bgColor\b([^>]*?)/?>", self._fills[fill])
                said = colour[1].strip() if colour else _NOTHING
                below = self._with_fill(style, 0 if said == _NOTHING else self._fill(said, _NOTHING))
            self._unmarked[style] = below
        return self._unmarked[style]

    def ours(self) -> bool:
        """Whether the workbook has marks of ours already."""
        return any(self._is_ours(fill) for fill in self._fills[: self._n[0]])

    def reason(self) -> int:
        """The number of the style of a reason."""
        if self._reason is None:
            p = self._p
            font = re.sub(rf"<{p}color\b[^>]*/>", "", self._fonts[0])
            if font.endswith("/>"):
                font = f"<{p}font></{p}font>"
            self._fonts.append(font.replace(f"</{p}font>", f'<{p}color rgb="{_INK}"/></{p}font>'))
            number = len(self._fonts) - 1
            self._xfs.append(f'<{p}xf numFmtId="0" fontId="{number}" fillId="0" borderId="0" xfId="0" applyFont="1"/>')
            self._reason = len(self._xfs) - 1
        return self._reason

    def text(self) -> str:
        """The part with everything that was added."""
        text = self._text
        for tag, items in (("fills", self._fills), ("fonts", self._fonts), ("cellXfs", self._xfs)):
            text = self._replaced(text, tag, items)
        return text

    def _items(self, tag: str, item: str) -> list[str]:
        found = re.search(rf"<{self._p}{tag}\b[^>]*>(.*?)</{self._p}{tag}>", self._text, re.S)
        pattern = rf"<{self._p}{item}\b(?:[^>]*?/>|[^>]*?>.*?</{self._p}{item}>)"
        return [m[0] for m in re.finditer(pattern, found[1], re.S)] if found else []

    def _replaced(self, text: str, tag: str, items: list[str]) -> str:
        def change(match: re.Match[str]) -> str:
            head = re.sub(r'\bcount="\d+"', f'count="{len(items)}"', match[1])
            return f"{head}{''.join(items)}{match[2]}"

        return re.sub(rf"(<{self._p}{tag}\b[^>]*>).*?(</{self._p}{tag}>)", change, text, count=1, flags=re.S)

    def _fill_of(self, style: int) -> int:
        found = re.search(r'\bfillId="(\d+)"', self._xfs[style]) if style < len(self._xfs) else None
        return int(found[1]) if found else 0

    def _colour_of(self, fill: int) -> str:
        text = self._fills[fill] if fill < len(self._fills) else ""
        colour = re.search(r"fgColor\b([^>]*?)/?>", text)
        return colour[1].strip() if colour and 'patternType="solid"' in text else _NOTHING

    def _is_ours(self, fill: str) -> bool:
        return re.search(rf'fgColor\b[^>]*rgb="{_GROUND}"', fill) is not None

    def _fill(self, front: str, back: str) -> int:
        p = self._p
        text = (
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor {front}/><{p}bgColor {back}/>'
            f"</{p}patternFill></{p}fill>"
        )
        if text not in self._fills:
            self._fills.append(text)
        return self._fills.index(text)

    def _with_fill(self, style: int, fill: int) -> int:
        xf = self._xfs[style] if style < len(self._xfs) else self._xfs[0]
        end = xf.index(">")
        head = re.sub(r'\s+(?:fillId|applyFill)="[^"]*"', "", xf[:end])
        bare = head.removesuffix("/")
        new = f'{bare} fillId="{fill}" applyFill="1"{head[len(bare) :]}{xf[end:]}'
        if new not in self._xfs:
            self._xfs.append(new)
        return self._xfs.index(new)
