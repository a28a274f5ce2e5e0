// A table of areas: real headings and rows, bars and status in the cells, the whole row a link, nothing cut off.
function cell(column, value) {
  if (value === null || value === undefined) return h("span", { class: "quiet", text: "–" });
  const v = typeof value === "object" ? value : { text: String(value) };
  if (column.kind === "bar") {
    return h("span", { class: "bar-cell" },
      h("span", { class: `track ${v.status || ""}`, "aria-hidden": "true" },
        v.share === null || v.share === undefined ? null
          : h("span", { class: "fill", vars: { width: `${Math.max(0, Math.min(100, v.share))}%` } }),
        v.goal === null || v.goal === undefined ? null
          : h("span", { class: "goal", vars: { "inset-inline-start": `${Math.max(0, Math.min(100, v.goal))}%` } })),
      v.word ? icon(STATUS_ICONS[v.status] || "remove", `state ${v.status}`) : null,
      h("span", { class: "number", text: v.text }),
      v.word ? h("span", { class: "hidden", text: v.word }) : null);
  }
  if (column.kind === "interval") {
    const at = (x) => `${Math.max(0, Math.min(100, x))}%`;
    const upright = (name, x) => x === null || x === undefined || x < 0 || x > 100 ? null : h("span", { class: name, vars: { "inset-inline-start": at(x) } });
    const whisker = v.low === null || v.low === undefined ? null : h("span", {
      class: `whisker ${v.low < 0 ? "cut-low" : ""} ${v.high > 100 ? "cut-high" : ""}`,
      vars: { "inset-inline-start": at(v.low), "inset-inline-end": `${100 - Math.max(0, Math.min(100, v.high))}%` } });
    return h("span", { class: "interval-cell" },
      v.share === null || v.share === undefined ? null
        : h("span", { class: `way ${v.status || ""}`, "aria-hidden": "true" }, upright("zero", v.zero), upright("goal", v.goal), whisker, upright("dot", v.share)),
      h("span", { class: "number" }, v.icon ? icon(v.icon, `state ${v.status}`) : null, v.icon ? " " : null, words(v.text)),
      v.word ? h("span", { class: "hidden", text: ` ${v.word}` }) : null,
      v.note ? h("small", { text: v.note }) : null);
  }
  if (column.kind === "status") return status(v.status, v.text);
  if (column.kind === "icon") return icon(v.text);
  if (column.kind === "prose") return h("span", { class: "prose" }, v.text, v.note ? h("small", { text: v.note }) : null);
  if (v.icon && column.kind === "text") {
    return h("span", { class: `marked ${v.tone || ""}` }, icon(v.icon, v.status ? `state ${v.status}` : ""), h("span", {},
      words(v.text), v.word ? h("span", { class: "hidden", text: ` ${v.word}` }) : null, v.note ? h("small", { text: v.note }) : null));
  }
  return h("span", { class: column.kind === "number" || column.kind === "heat" || column.kind === "change" ? `number ${v.tone || ""}` : "" },
    v.icon ? icon(v.icon, v.status ? `state ${v.status}` : "") : null,
    v.icon ? " " : null,
    words(v.text),
    v.word ? h("span", { class: "hidden", text: ` ${v.word}` }) : null,
    v.note ? h("small", { text: v.note }) : null);
}

export default function (component) {
  const { data, setTriggerValue } = component;
  const head = (c) => {
    const sorted = c.sorted ? (c.sorted === "down" ? "descending" : "ascending") : null;
    const label = [h("span", { text: c.label }), sorted ? icon(c.sorted === "down" ? "arrow_downward" : "arrow_upward") : null];
    return h("th", { scope: "col", class: `${c.kind} ${c.key === data.lead ? "lead" : ""}`, "aria-sort": sorted, title: c.help },
      c.sort_href ? link(c.sort_href, { "data-focus": `sort-${c.key}` }, ...label) : label);
  };
  const body = (row, index) => {
    const open = row.href ? () => visit(row.href) : row.id && data.chooses ? () => setTriggerValue("chosen", row.id) : null;
    return h("tr", {
      class: `${open ? "opens" : ""} ${row.tone || ""}`,
      onclick: open ? (e) => { if (!e.target.closest("a, button") && !getSelection().toString()) open(); } : null,
    }, data.columns.map((c) => {
      const v = row.cells[c.key];
      const lead = c.key === data.lead;
      const heat = c.kind === "heat" && v && typeof v === "object" && v.share !== null && v.share !== undefined;
      const own = v && typeof v === "object" && v.href;
      const inner = own ? link(v.href, { class: "name", title: v.title || null, "aria-label": v.title || null, tabindex: heat ? "-1" : null, "data-focus": `cell-${row.id ?? index}-${c.key}` }, cell(c, v))
        : lead && row.href ? link(row.href, { class: "name", "data-focus": `row-${row.id ?? index}` }, cell(c, v))
        : lead && open ? h("button", { class: "name", "data-focus": `row-${row.id ?? index}`, onclick: open }, cell(c, v)) : cell(c, v);
      return h(lead ? "th" : "td", {
        class: `${c.kind} ${lead ? "lead" : ""} ${c.minor ? "minor" : ""} ${c.key === "rank" ? "rank" : ""}`, scope: lead ? "row" : null, "data-label": c.label,
        vars: heat ? { "--heat": `${Math.max(0, Math.min(100, v.share))}` } : null,
        "data-strong": heat && v.share >= 55 ? "" : null,
      }, inner);
    }));
  };
  draw(component, data.rows.length
    ? h("div", { class: `frame ${data.fill ? "fills" : ""} ${data.stacks ? "stacks" : ""}`, "data-scroll": "table", "data-picture": data.charts || null, tabindex: data.fill ? "0" : null, role: "region", "aria-label": data.caption },
        h("table", {},
          h("caption", { class: "hidden", text: data.caption }),
          h("thead", {}, h("tr", {}, data.columns.map(head))),
          h("tbody", {}, data.rows.map(body)),
          data.total ? h("tfoot", {}, body(data.total, "total")) : null))
    : h("p", { class: "nothing", text: data.nothing }));
  return () => {};
}
