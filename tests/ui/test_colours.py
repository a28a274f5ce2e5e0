"""Colours that a bad projector and every kind of colour vision keep apart, and letters that can be read on them."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from dashboard.charts.theme import DARK, LIGHT, Palette

ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
LOOKS = {"light": LIGHT, "dark": DARK}
# full dichromacy, in linear RGB: Machado, Oliveira and Fernandes 2009, table 1 at severity 1.0
VISION = {
    "normal": np.eye(3),
    "protan": np.array([0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
    "deutan": np.array([0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]),
    "tritan": np.array([1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(VISION[vision].reshape(3, 3) @ linear(colour), 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, vision: str) -> float:
    """How far two colours are for this vision (CIE 1976; about 2.3 is just noticeable)."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))


def test_the_instruments_measure_what_is_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert apart("#ff0000", "#008000", "normal") > 3 * apart("#b35900", "#808000", "protan")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("vision", VISION)
def test_the_first_series_and_the_status_colours_stay_apart(look: str, vision: str) -> None:
    colours = LOOKS[look]
    for one, other in combinations(colours.series[:3], 2):
        assert apart(one, other, vision) > 15, (one, other)
    for one, other in combinations((colours.accent, colours.faint, colours.ink), 2):
        assert apart(one, other, vision) > 15, (one, other)
    assert apart(colours.met, colours.behind, vision) > 10


@pytest.mark.parametrize("look", LOOKS)
def test_letters_reach_4_5_and_marks_3_on_their_ground(look: str) -> None:
    colours: Palette = LOOKS[look]
    theme = THEME[look]
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    assert colours.paper == grounds[0]
    for ground in grounds:
        letters = [theme["textColor"], theme["grayTextColor"], theme["linkColor"], colours.ink, colours.quiet]
        letters += [theme[f"{name}TextColor"] for name in ("green", "orange", "red", "blue")]
        letters += [colours.met, colours.near, colours.behind]
        assert {c: round(contrast(c, ground), 2) for c in letters if contrast(c, ground) < 4.5} == {}
    marks = {colours.accent, *colours.series[:3]}
    assert {c: round(contrast(c, colours.paper), 2) for c in marks if contrast(c, colours.paper) < 3} == {}


def test_one_theme_for_streamlit_and_for_the_charts() -> None:
    for look, colours in LOOKS.items():
        assert (THEME[look]["backgroundColor"], THEME[look]["textColor"]) == (colours.paper, colours.ink)
        for name, status in (("green", "met"), ("orange", "near"), ("red", "behind")):
            assert THEME[look][f"{name}TextColor"] == getattr(colours, status)
