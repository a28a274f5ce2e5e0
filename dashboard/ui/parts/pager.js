// One page of a long list at a time.
export default function (component) {
  const { data } = component;
  const step = (href, name, label, key) => href
    ? link(href, { class: "step", "aria-label": label, title: label, "data-focus": key }, icon(name))
    : h("span", { class: "step off", "aria-hidden": "true" }, icon(name));
  draw(component, h("nav", { "aria-label": data.label },
    step(data.previous, "chevron_left", data.words.previous, "previous"),
    h("span", { class: "number", text: data.text }),
    step(data.next, "chevron_right", data.words.next, "next")));
  return () => {};
}
