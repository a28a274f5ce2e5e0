// The way of the households: how many reached each step, the share of the step before, and who was lost on it.
export default function (component) {
  const { data } = component;
  const lost = (l) => h("li", {}, l.href
    ? link(l.href, { class: `lost ${l.tone}`, "aria-current": l.current ? "true" : null, "data-focus": `lost-${l.label}` },
      icon({ behind: "error", near: "contrast" }[l.tone] || "help"), h("span", { text: l.label }), " ", h("b", { class: "number", text: l.n }))
    : h("span", { class: "lost none" }, h("span", { text: l.label }), " ", h("b", { class: "number", text: l.n })));
  const step = (s) => h("li", { class: "step" },
    link(s.href, { class: "main", "aria-current": s.current ? "true" : null, "data-focus": `step-${s.id}` },
      h("span", { class: "label", text: s.label }),
      h("b", { class: "n number", text: s.n }),
      h("span", { class: "share number", text: s.share }),
      h("span", { class: "track", "aria-hidden": "true" },
        h("span", { class: "fill", vars: { width: `${Math.max(0, Math.min(100, s.fill))}%` } }))),
    s.lost.length ? h("ul", {}, s.lost.map(lost)) : null);
  draw(component, h("ol", { "data-picture": true, "aria-label": data.label }, data.steps.map(step)));
  return () => {};
}
