// Where to go next, as links.
export default function (component) {
  const { data } = component;
  draw(component, h("nav", { "aria-label": data.label }, data.links.map((l) =>
    link(l.href, { "data-focus": l.href }, icon(l.icon), " ", words(l.text)))));
  return () => {};
}
