// What the page is limited to, each with a way to take it away.
export default function (component) {
  const { data } = component;
  draw(component, h("ul", { "aria-label": data.label }, data.chips.map((c) =>
    h("li", { class: c.idle ? "chip idle" : "chip" },
      c.kind ? h("small", { text: c.kind }) : null,
      h("span", { text: c.text }),
      c.idle ? h("small", { class: "why", text: c.idle }) : null,
      link(c.href, { class: "off", "aria-label": c.remove, title: c.remove, "data-focus": `off-${c.key}` }, icon("close")))),
    data.all ? h("li", {}, link(data.all.href, { class: "all", "data-focus": "off-all" }, h("span", { text: data.all.label }))) : null));
  return () => {};
}
