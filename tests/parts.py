"""What the dashboard's own parts were given to show: AppTest sees their data, not what they draw."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def given(proto: Any) -> Any:
    """The data that a part was given."""
    return json.loads(proto.bytes)


def part_data(app: AppTest, name: str, nth: int = 0) -> Any:
    """The data of the nth part of this name (`cards`, `area_table`, `breadcrumb`, …)."""
    found = [e.proto for e in app.get("bidi_component") if e.proto.component_name == f"sammachip_{name}"]
    return given(found[nth])


def part_names(app: AppTest) -> list[str]:
    """The parts on the page, in order."""
    return [e.proto.component_name.removeprefix("sammachip_") for e in app.get("bidi_component")]
