"""What can be seen of a page: its texts, what axe finds, whether it is wider than its screen."""

from __future__ import annotations

import json
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from dashboard.messages import catalogue
from dashboard.ui.sections import existing

PAGES = existing()
AREA = "area=4016&fy=2560&as_of=2017-05-31"
THAI = re.compile("[\u0e01-\u0e5b]+")
LATIN = re.compile("[A-Za-z]{3,}")
KEY = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)+\b")
TOO_EXACT = re.compile(r"\d\.\d{2,}\s?%")
# every text a person can see, those inside the parts' shadow roots and the names of what has no text included
SEEN = """() => {
  const texts = [];
  const walk = (node) => {
    if (node.nodeType === 3) { if (node.data.trim()) texts.push(node.data.trim()); return; }
    if (node.nodeType === 1) {
      if (["SCRIPT", "STYLE", "NOSCRIPT", "CODE", "PRE"].includes(node.tagName)) return;
      if (node.classList.contains("icon") || node.dataset.testid === "stIconMaterial") return;
      if (getComputedStyle(node).fontFamily.includes("Material Symbols")) return;
      if (getComputedStyle(node).display === "none") return;
      for (const name of ["aria-label", "placeholder", "title", "alt"]) {
        const text = node.getAttribute(name);
        if (text && text.trim()) texts.push(text.trim());
      }
      if (node.shadowRoot) node.shadowRoot.childNodes.forEach(walk);
    }
    node.childNodes.forEach(walk);
  };
  walk(document.querySelector("[data-testid=stAppViewContainer]"));
  return texts;
}"""


FROM_REGISTERS = {
    "บ้านทดสอบ", "พัฒนากร", "ปราชญ์", "หัวหน้า", "กลุ่มทดสอบ", "กล้าไม้", "เกษตร", "ทะเบียน", "ภาษาไทย",
}  # fmt: skip
LATIN_IN_THAI = {
    "OTOP",
    "Kaplan",
    "Meier",
    "English",
    "CSV",
    "XLSX",
    "ZIP",
    "PNG",
    "PDF",
    "PowerPoint",
    "LINE",
    "SQL",
    "Excel",
    "docx",
    "xlsx",
    "csv",
    "GeoJSON",
    "GEOJSON",
    "DOCX",
    "XLSM",
    "XLS",
    "PARQUET",
    "JSON",
    "parquet",
    "geojson",
}


def texts_of(page: Page) -> list[str]:
    found: list[str] = page.evaluate(SEEN)
    assert len(found) > 10
    return found


def serious_findings(page: Page, only: str | None = None) -> list[tuple[str, str, list[str]]]:
    """What axe finds, by all its rules or by one."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    options |= {"runOnly": [only]} if only else {"rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options)
    return [
        (v["id"], v["impact"], [json.dumps(n["target"], ensure_ascii=False) for n in v["nodes"][:4]])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> bool:
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    inside: bool = page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth > e.clientWidth + 1")
    return wide or inside


def keys_and_exact(texts: list[str]) -> list[str]:
    """Keys of messages that were shown in place of words, and shares with more decimals than anybody needs."""
    known = catalogue("th").keys()
    return [t for t in texts if TOO_EXACT.search(t) or any(word in known for word in KEY.findall(t))]
