"""คุณภาพข้อมูล: four dimensions by area, what is missing, warnings, refused rows, who is silent, what to doubt."""

from collections.abc import Callable

import streamlit as st

from dashboard.ui import frame
from dashboard.ui.quality.denominators import draw_flag_areas, draw_flags
from dashboard.ui.quality.dimensions import draw_dimension_cards, draw_dimension_heat
from dashboard.ui.quality.failing import draw_below, draw_dimension
from dashboard.ui.quality.findings import draw_findings
from dashboard.ui.quality.parts import draw_parts
from dashboard.ui.quality.refused import draw_refused, draw_refused_counts
from dashboard.ui.quality.refused_past import draw_refused_past
from dashboard.ui.quality.silence import draw_late, draw_silence
from dashboard.ui.quality.style import STYLE
from dashboard.ui.quality.succeeded import draw_succeeded
from dashboard.ui.quality.warnings import draw_mended, draw_warning_areas, draw_warnings
from dashboard.ui.states import show_no_villages
from dashboard.ui.view import View

# what each part of the page shows on its left, on its right and below, and how wide the columns are
Blocks = tuple[Callable[[View], None], ...]
PARTS: dict[str, tuple[tuple[int, ...], Blocks, Blocks, Blocks]] = {
    "areas": ((6, 5), (draw_dimension_heat,), (draw_dimension,), (draw_below,)),
    "warnings": ((5, 7), (draw_warnings, draw_warning_areas), (draw_findings,), (draw_succeeded, draw_mended)),
    "refused": ((3, 7), (draw_refused_counts, draw_refused_past), (draw_refused,), ()),
    "nothing_refused": ((1,), (draw_refused, draw_refused_past), (), ()),
    "silent": ((1,), (draw_silence,), (), (draw_late,)),
    "denominators": ((7, 4), (draw_flags,), (draw_flag_areas,), ()),
}

view = frame.view()
if not frame.has_villages(view):
    show_no_villages(view)
    st.stop()

st.html(STYLE)
draw_dimension_cards(view)
widths, left, right, below = PARTS[draw_parts(view)]
for column, blocks in zip(st.columns(widths, gap="medium"), (left, right), strict=False):
    with column:
        for draw in blocks:
            draw(view)
for draw in below:
    draw(view)
