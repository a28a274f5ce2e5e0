// One knowledge record to read and to print: what it is, whose, from where, and every section of the form.
export default function (component) {
  const { data } = component;
  const marked = (pieces) => pieces.map((p) => (p.hit ? h("mark", { text: p.text }) : p.text));
  const fact = (f) => h("div", { class: f.wide ? "wide" : "" }, h("dt", { text: f.label }), h("dd", {},
    f.links?.length ? f.links.map((l, i) => [i ? h("span", { class: "sep", "aria-hidden": "true", text: "›" }) : null, link(l.href, { "data-focus": `fact-${f.key}-${i}` }, l.text)]) : h("span", { text: f.text }),
    f.note ? h("small", {}, f.note.href ? link(f.note.href, { "data-focus": `note-${f.key}` }, f.note.text) : f.note.text) : null));
  const section = (s) => h("section", { class: s.lines.length ? "" : "missing" },
    h("h3", {}, s.label),
    s.lines.length ? s.lines.map((line) => h("p", { class: line.is_step ? "step" : "" }, marked(line.pieces))) : h("p", { class: "quiet", text: s.nothing }));
  const top = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const neighbour = (n, key, name) => n ? link(n.href, { class: `beside ${key}`, before: top, "data-focus": key, title: n.title, "aria-label": `${n.label} ${n.title}` }, key === "previous" ? icon(name) : null, h("span", { text: n.label }), key === "next" ? icon(name) : null) : null;
  draw(component,
    h("nav", { class: "bar", "aria-label": data.words.bar },
      link(data.back.href, { class: "back", before: top, "data-focus": "back" }, icon("arrow_back"), h("span", { text: data.back.label })),
      data.place ? h("span", { class: "place number", text: data.place }) : null,
      neighbour(data.previous, "previous", "chevron_left"),
      neighbour(data.next, "next", "chevron_right"),
      h("button", { class: "print", "data-focus": "print", onclick: () => window.print() }, icon("print"), h("span", { text: data.words.print }))),
    h("article", {},
      data.sample ? h("p", { class: "sample" }, icon("science"), h("span", { text: data.sample })) : null,
      h("h2", {}, marked(data.title)),
      data.state ? h("p", { class: "state" }, status(data.state.tone, data.state.text), data.state.note ? h("span", { text: ` ${data.state.note}` }) : null) : null,
      h("dl", {}, data.facts.map(fact)),
      data.sections.map(section),
      h("p", { class: "foot", text: data.foot })));
  return () => {};
}
