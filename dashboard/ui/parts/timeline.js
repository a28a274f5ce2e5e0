// One village: who looks after it, and its way through the stages, each with its day.
export default function (component) {
  const { data } = component;
  const step = (s) => h("li", { class: `${s.state} ${s.run ? "run" : ""}`, "aria-current": s.state === "next" ? "step" : null },
    h("span", { class: "dot", "aria-hidden": "true" }, s.icon ? icon(s.icon) : s.number),
    h("span", { class: "name" }, h("span", { class: "hidden", text: `${s.number} ` }), s.name),
    h("span", { class: "on", text: s.on }));
  const neighbour = (n, name, first) => n ? link(n.href, { "data-focus": name }, first ? icon(name) : null, h("span", { text: n.label }), first ? null : icon(name)) : null;
  draw(component,
    h("div", { class: "who" },
      h("h2", { text: data.name }),
      h("dl", { class: "facts" }, data.facts.map((f) => h("div", {}, h("dt", { text: f.label }), h("dd", { class: "number", text: f.text })))),
      h("span", { class: "beside" }, neighbour(data.previous, "chevron_left", true), neighbour(data.next, "chevron_right", false))),
    h("ol", { "data-picture": true, "aria-label": data.label }, data.steps.map(step)));
  return () => {};
}
