// A sheet as it stands in its file, a page of rows at a time: bad cells are buttons, the chosen one is explained above
// the rows with what could stand there. Every act goes to the server, which answers with the next cell chosen.
export default function (component) {
  const { data, setTriggerValue } = component;
  const w = data.words;
  let count = 0;
  const act = (what) => setTriggerValue("act", { ...what, nonce: `${Date.now()}-${count++}` });
  const choose = (row, heading) => act({ do: "choose", row, heading });

  const kind = (k, i) => h("li", {},
    h("span", { class: "what" }, h("b", { text: k.heading }), " ", words(k.words), " ",
      h("span", { class: "change" }, h("s", { text: k.before }), icon("arrow_forward"), h("ins", { text: k.after }))),
    h("button", { class: "plain", "data-focus": `kind-${i}`, onclick: () => act({ do: "kind", heading: k.heading, why: k.why }) },
      icon("done_all"), " ", words(k.label)));

  const offer = (o, i) => h("div", { class: "offer" },
    h("button", { class: i ? "plain" : "first", "data-focus": `offer-${i}`, onclick: () => act({ do: "accept", n: i }) },
      icon("check"), " ", words(o.label)),
    h("small", {}, words(o.why)));

  const typed = (c) => h("form", {
    class: "typed",
    onsubmit: (event) => {
      event.preventDefault();
      act({ do: "type", value: event.target.elements.value.value });
    },
  },
    h("label", {}, h("span", { text: c.offers.length ? w.typed : w.typed_only }), h("input", { name: "value", value: c.value, autocomplete: "off", maxlength: "500", "data-focus": "typed" })),
    h("button", { class: "plain", type: "submit", "data-focus": "typed-ok", text: w.typed_ok }));

  const panel = (c) => h("section", { class: "panel", "aria-label": w.panel, "aria-live": "polite" },
    h("div", { class: "said" },
      h("p", { class: "where" }, icon("error", "behind"), " ", h("b", { text: c.where }), c.value ? h("q", { text: c.value }) : h("i", { text: w.blank })),
      c.why.map((text) => h("p", { class: "why" }, words(text))),
      c.refused ? h("p", { class: "why refused" }, words(c.refused)) : null),
    h("div", { class: "offers" }, c.offers.map(offer), c.can_type ? typed(c) : null));

  const cell = (row, c, column) => {
    if (!c.state) return h("td", { class: c.n ? "number" : "", title: c.t.endsWith("…") ? c.t : null, text: c.t });
    const say = c.state === "fixed" ? `${w.fixed} ${c.was || w.blank}` : c.why;
    return h("td", { class: `${c.state} ${c.here ? "here" : ""}` },
      h("button", {
        class: "cell", title: say, "aria-label": `${w.row} ${row.n} ${c.h}: ${c.t || w.blank}. ${say}`, "aria-pressed": c.here ? "true" : "false",
        "data-focus": `cell-${row.n}-${column}`, onclick: () => choose(row.n, c.h),
      }, icon(c.state === "fixed" ? "check_circle" : c.offer ? "lightbulb" : "error"), h("span", { text: c.t || "–" }),
        c.state === "fixed" && c.was ? h("s", { text: c.was }) : null));
  };

  const line = (row) => [
    row.gap > 0 ? h("tr", { class: "gap" }, h("td", { colspan: data.columns.length + 1 }, h("span", { text: w.gap.replace("#", row.gap) }))) : null,
    h("tr", { class: row.here ? "here" : "" },
      h("th", { scope: "row", class: row.why ? "bad" : "" }, row.why
        ? h("button", { class: "cell", title: row.why, "aria-label": `${w.row} ${row.n}. ${row.why}`, "data-focus": `row-${row.n}`, onclick: () => choose(row.n, "") }, icon("error"), h("span", { text: row.n }))
        : String(row.n)),
      row.cells.map((c, i) => cell(row, c, i)))];

  // the arrows go from one bad cell to the next one on the page
  const walk = (event) => {
    const to = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!to || !event.target.classList?.contains("cell") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [...event.currentTarget.querySelectorAll("button.cell")];
    const next = all[all.indexOf(event.target) + to];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  const button = (name, label, what, key, off = false, extra = "") => h("button", {
    class: `plain ${extra}`, "data-focus": key, disabled: off, onclick: () => act(what),
  }, icon(name), " ", words(label));

  const bar = h("div", { class: "bar", role: "toolbar", "aria-label": w.toolbar },
    data.can_limit ? h("button", { class: "plain", "aria-pressed": data.only_bad ? "true" : "false", "data-focus": "only", onclick: () => act({ do: "only" }) },
      icon(data.only_bad ? "check_box" : "check_box_outline_blank"), " ", words(w.only)) : null,
    h("span", { class: "left number", "aria-live": "polite" }, words(data.left)),
    data.n_bad ? button("arrow_upward", w.previous, { do: "step", by: -1 }, "previous") : null,
    data.n_bad ? button("arrow_downward", w.next, { do: "step", by: 1 }, "next") : null,
    data.undo ? button("undo", data.undo, { do: "back" }, "undo") : null);

  const pager = data.n_rows > data.page ? h("nav", { class: "pages", "aria-label": w.pages },
    button("chevron_left", w.before, { do: "page", by: -1 }, "before", data.first === 0),
    h("span", { class: "number", text: data.range }),
    button("chevron_right", w.after, { do: "page", by: 1 }, "after", data.first + data.page >= data.n_rows)) : null;

  const root = draw(component,
    data.kinds.length ? h("ul", { class: "kinds", "aria-label": w.kinds }, data.kinds.map(kind)) : null,
    bar,
    data.chosen ? panel(data.chosen) : null,
    h("div", { class: "frame", tabindex: "0", role: "region", "aria-label": data.caption, "data-scroll": "sheet", onkeydown: walk },
      h("table", {},
        h("caption", { class: "hidden", text: data.caption }),
        h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner", text: w.row }), data.columns.map((c) => h("th", { scope: "col", class: c.meaning ? "" : "unknown" },
          h("span", { text: c.label }), h("small", { text: c.meaning && c.meaning !== c.label ? c.meaning : c.meaning ? "" : w.unused }))))),
        h("tbody", {}, data.rows.flatMap(line)))),
    pager);
  const here = root.querySelector("td.here, tr.here");
  const frame = root.querySelector(".frame");
  if (here && frame) {
    const [a, b] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (a.top < b.top + 48 || a.bottom > b.bottom) frame.scrollTop += a.top - b.top - b.height / 2;
    if (a.left < b.left + 64 || a.right > b.right) frame.scrollLeft += a.left - b.left - b.width / 2;
  }
  const first = !here && frame && !frame.scrollLeft ? root.querySelector("td button.cell")?.closest("td") : null;
  if (first) {
    const [a, b] = [first.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (a.right > b.right) frame.scrollLeft += a.left - b.left - b.width / 2; // the first bad cell is in sight
  }
  return () => {};
}
