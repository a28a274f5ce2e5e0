// Which part of a page is shown: real links, each with what waits behind it.
export default function (component) {
  const { data } = component;
  const tab = (t) => h("li", {}, link(t.href, { "aria-current": t.current ? "page" : null, "data-focus": `tab-${t.id}` },
    h("span", { class: "label" }, words(t.label)),
    t.count ? h("span", { class: `count ${t.tone || ""}` },
      t.icon ? icon(t.icon) : null, t.icon ? " " : null,
      h("b", { class: "number", text: t.count }), t.unit ? " " : null, t.unit ? words(t.unit) : null) : null));
  draw(component, h("nav", { "aria-label": data.label },
    h("ul", { class: data.pills ? "pills" : "", vars: { "--n": String(data.tabs.length) } }, data.tabs.map(tab))));
  return () => {};
}
