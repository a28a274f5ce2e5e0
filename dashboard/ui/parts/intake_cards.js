// A card for every sheet of the dropped files.
export default function (component) {
  const { data } = component;
  const counts = (list) => list.length ? h("ul", { class: "counts" }, list.map((c) => h("li", { class: `${c.kind} ${c.none ? "none" : ""}` },
    h("b", { class: "number", text: c.n }), " ", words(c.name)))) : null;
  const card = (c) => h("li", { class: "card" },
    h("h3", {}, words(c.title)),
    h("p", { class: "where" }, icon("table"), " ", h("span", { text: c.where })),
    h("dl", {}, c.lines.map((l) => h("div", {}, h("dt", { text: l.name }), h("dd", {}, words(l.text),
      l.warning ? h("strong", { class: "warning" }, icon("help"), " ", words(l.warning)) : null)))),
    counts(c.counts),
    c.notes.map((n) => h("p", { class: "note" }, icon("warning"), " ", words(n))));
  draw(component, h("ul", { class: "cards", "aria-label": data.label }, data.cards.map(card)));
  return () => {};
}
