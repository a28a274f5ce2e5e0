// A slide of a meeting as elements, from its blocks (`meeting/blocks.py`): the same on the screen, as a thumbnail and in
// a document that is printed. It needs `shared.js` and `slides.css` and nothing of Streamlit: pictures are drawn here.

const SIGNS = {
  met: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1.2 10.2L3.6 8l1.3-1.3 1.9 1.9 4.3-4.3 1.3 1.3Z",
  near: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2v10A5 5 0 0 1 8 3Z",
  behind: "M8 .8.4 14.6h15.2ZM7.1 5.6h1.8v4.6H7.1Zm0 5.6h1.8V13H7.1Z",
  none: "M3 7h10v2H3Z",
  open: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
  dropped: "m3.4 2 4.6 4.6L12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4Z",
  up: "M8 3 14 12H2Z",
  down: "M8 13 2 4h12Z",
};
SIGNS.overdue = SIGNS.behind;
SIGNS.done = SIGNS.met;
const TONES = { open: "near", overdue: "behind", done: "met", dropped: "none" };

/** A small picture that goes with a word. */
function sign(kind) {
  return h("svg", { class: "sign", viewBox: "0 0 16 16", "aria-hidden": "true" }, h("path", { d: SIGNS[kind] || SIGNS.none }));
}

/** A status of a measure or a decision: picture, word and colour. */
function standing(kind, word) {
  return word ? h("span", { class: `standing ${TONES[kind] || kind}` }, sign(kind), h("span", { text: word })) : null;
}

/** A name that leads to its page where slides lead somewhere. */
function named(text, href, to) {
  return to && href ? h("a", { href, class: "lead", onclick: (event) => to(event, href) }, text) : text;
}

const BLOCKS = {
  tile: (tile) => h("div", { class: `tile ${tile.status}` },
    h("div", { class: "label", text: tile.label }),
    h("div", { class: tile.number === null ? "value few" : "value", text: tile.value }),
    h("div", {}, tile.status_word ? standing(tile.status, [tile.status_word, tile.target].filter(Boolean).join(" ")) : h("span", { class: "quiet", text: tile.target })),
    h("div", { class: `change ${tile.tone}` }, arrow(tile.change), h("b", { text: tile.change }), tile.since ? [" ", h("span", { class: "whole", text: tile.since })] : null),
    h("div", { class: "quiet", text: tile.n })),
  bars: (bars, to) => h("div", { class: `bars ${bars.rows.some((row) => row.status_word) ? "judged" : ""}` }, heading(bars.heading),
    h("ul", { class: "lanes" }, bars.rows.map((row) => lane(row, bars, to)))),
  table: (table, to) => h("div", { class: "table" }, heading(table.heading),
    h("table", {},
      h("colgroup", {}, table.columns.map((c) => h("col", { style: `width:${c.share * 100}%` }))),
      h("thead", {}, h("tr", {}, table.columns.map((c) => h("th", { scope: "col", class: c.align, text: c.label })))),
      h("tbody", {}, table.rows.map((row) => h("tr", {}, row.map((cell, n) =>
        h("td", { class: `${table.columns[n].align} ${cell.tone}` },
          cell.status ? standing(cell.status, cell.text) : named(cell.text, cell.href, to)))))))),
  points: (points, to) => h("div", { class: "points" }, heading(points.heading),
    h("ul", {}, points.items.map((item) => h("li", { class: item.status },
      item.status !== "none" ? sign(item.status) : h("span", { class: "dot", "aria-hidden": "true" }),
      h("div", {}, h("div", { class: "point", text: item.text }),
        item.details.length ? h("div", { class: "details" }, item.details.map((detail, n) =>
          [n ? " · " : null, h("span", { class: "whole" }, named(detail.text, detail.href, to))])) : null))))),
  text: (text) => h("p", { class: `text ${text.tone}`, text: text.text }),
};

function arrow(change) {
  return change.startsWith("+") ? sign("up") : change.startsWith("−") ? sign("down") : null;
}

function heading(text) {
  return text ? h("h3", { "aria-hidden": text.trim() ? null : "true", text: text.trim() || "\u00a0" }) : null;
}

/** A bar from zero, its value of the last meeting as a mark, its interval as a line, the target across. */
function lane(row, bars, to) {
  const span = bars.most - bars.least || 1;
  const at = (value) => `${((value - bars.least) / span) * 100}%`;
  const wide = (from, until) => ({ "--from": at(Math.min(from, until)), "--wide": `${(Math.abs(until - from) / span) * 100}%` });
  const track = h("span", { class: "track", "aria-hidden": "true" },
    row.number === null ? null : h("i", { class: `bar ${row.status}`, vars: wide(0, row.number) }),
    row.low === null ? null : h("i", { class: "interval", vars: wide(row.low, row.high) }),
    row.then === null ? null : h("i", { class: "then", vars: { "--from": at(row.then) } }),
    bars.target === null ? null : h("i", { class: "target", vars: { "--from": at(bars.target) } }),
    bars.least < 0 ? h("i", { class: "zero", vars: { "--from": at(0) } }) : null);
  return h("li", { class: "lane" },
    h("span", { class: "label" }, named(row.label, row.href, to)), track,
    h("span", { class: "shown" }, h("b", { class: row.number === null ? "few" : "", text: row.shown }),
      row.status_word ? standing(row.status, row.status_word) : null),
    row.then_shown || row.note ? h("span", { class: "hidden", text: [row.then_shown, row.note].filter(Boolean).join(" ") }) : null);
}

/** One slide. `place` says where it is in the deck ("3 / 31"); `to(event, href)` follows a link, without it there are none. */
function drawSlide(slide, place = "", to = null) {
  return h("section", { class: `slide kind-${slide.kind} ${slide.is_scenario ? "scenario" : ""}`, "aria-label": slide.title, "data-slide": slide.id },
    h("header", {}, h("h2", { text: slide.title }), slide.lead ? h("p", { class: "lead-line", text: slide.lead }) : null),
    h("div", { class: "body", vars: { "--scale": String(slide.scale) } }, slide.rows.map((row) =>
      h("div", { class: `row ${row.every((b) => b.kind === "tile") ? "tiles" : row.map((b) => b.kind).join() === "bars,points" ? "uneven" : ""}`, vars: { "--n": String(row.length) } },
        row.map((block) => BLOCKS[block.kind](block, to))))),
    h("footer", {},
      h("p", { class: "foot" }, slide.foot.map((part, n) => [n ? " · " : null,
        slide.is_example && n === 0 ? h("span", { class: "sample whole", text: part }) : part])),
      place ? h("p", { class: "place", text: place }) : null));
}

/** Every slide on a sheet of its own, for a document that is printed. */
function drawDeck(root, slides, { dark = false } = {}) {
  root.replaceChildren(...slides.map((slide, n) =>
    h("div", { class: `sheet deck ${dark ? "dark" : ""}` }, drawSlide(slide, `${n + 1} / ${slides.length}`))));
}
