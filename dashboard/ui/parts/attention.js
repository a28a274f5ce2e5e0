// What needs attention: a computed line, the areas that carry most of it, and the rows behind it.
export default function (component) {
  const { data, setTriggerValue } = component;
  const told = (l) => [h("b", { class: "number", text: l.count }), " ", h("span", { text: l.text })];
  const line = (l) => h("li", { class: l.tone },
    icon(l.icon),
    h("div", {},
      l.href ? link(l.href, { class: "headline", "data-focus": l.id }, told(l))
        : h("button", { class: "headline", "data-focus": l.id, onclick: () => setTriggerValue("open", l.id) }, told(l)),
      h("div", { class: "areas" }, l.areas.map((a, i) => [i ? h("span", { class: "dot", "aria-hidden": "true", text: " · " }) : null,
        link(a.href, { "data-focus": `${l.id}-${i}` }, h("span", { text: a.name }), " ", h("span", { class: "number", text: a.count }))]),
        l.rest ? h("span", { text: ` · ${l.rest}` }) : null)));
  const meeting = data.meeting ? link(data.meeting.href, { class: "meeting", "data-focus": "meeting" }, icon("co_present"), h("span", { text: data.meeting.text })) : null;
  draw(component, h("ul", { class: data.fill ? "fills" : "", "data-scroll": "attention", "aria-label": data.label },
    data.lines.length ? data.lines.map(line) : h("li", { class: "calm" }, icon("check_circle"), h("div", { text: data.nothing }))), meeting);
  return () => {};
}
