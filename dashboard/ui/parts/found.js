// The records that were found: title, who and where, the stretch where the words stand, marked.
export default function (component) {
  const { data } = component;
  const marked = (pieces) => pieces.map((p) => (p.hit ? h("mark", { text: p.text }) : p.text));
  const top = () => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  const fact = (f) => h("li", {}, icon(f.icon), f.href ? link(f.href, { "data-focus": f.focus }, f.text) : h("span", { text: f.text }));
  const item = (r) => h("li", { class: "record", onclick: (e) => { if (!e.target.closest("a") && !getSelection().toString()) { top(); visit(r.href); } } },
    h("h3", {}, link(r.href, { before: top, "data-focus": `record-${r.id}` }, marked(r.title))),
    h("ul", { class: "facts" }, r.facts.map(fact), r.state ? h("li", {}, status(r.state.tone, r.state.text)) : null),
    r.snippet ? h("p", {}, h("b", { text: r.snippet.label }), " ", r.snippet.before ? "… " : "", marked(r.snippet.pieces), r.snippet.after ? " …" : "") : null,
    r.note ? h("p", { class: "note", text: r.note }) : null);
  draw(component, data.records.length
    ? h("ol", { "aria-label": data.label, start: String(data.first) }, data.records.map(item))
    : h("div", { class: "nothing", role: "status" },
        h("p", { text: data.nothing.text }),
        data.nothing.links.length ? h("p", {}, h("span", { text: data.nothing.lead })) : null,
        h("ul", { class: "ways" }, data.nothing.links.map((l, i) => h("li", {}, link(l.href, { "data-focus": `way-${i}` }, l.text), l.note ? h("small", { text: ` ${l.note}` }) : null)))));
  return () => {};
}
