// How many villages reached each stage: bars from zero, each a link, with a mark where it stood on the day compared with.
export default function (component) {
  const { data } = component;
  const mark = (s) => s.before === null ? null : h("span", { class: "before", vars: { "inset-inline-start": `${s.before}%` } });
  const stage = (s) => h("li", { class: s.here ? "here" : "" },
    link(s.href, { title: s.hover, "data-focus": s.id },
      h("span", { class: "name" }, words(s.name)),
      h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "fill", vars: { "inline-size": `${s.share}%` } }), mark(s)),
      h("b", { class: "number", text: s.count }),
      h("span", { class: "number", text: s.percent })));
  draw(component, h("ol", { "aria-label": data.label, "data-picture": true }, data.stages.map(stage)));
  return () => {};
}
