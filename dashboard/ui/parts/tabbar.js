// Which part of a page is shown: real links, each with what waits behind it.
export default function (component) {
  const { data } = component;
  const tab = (t) => h("li", {}, link(t.href, { "aria-current": t.current ? "page" : null, "data-focus": `tab-${t.id}` },
    h("span", { class: "label" }, words(t.label)),
    t.count ? h("span", { class: `count ${t.tone || ""}` },
      t.icon ? icon(t.icon) : null, t.icon ? " " : null,
      h("b", { class: "number", text: t.count }), t.unit ? " " : null, t.unit ? words(t.unit) : null) : null));
  // the arrows go from one to the next as in any row of tabs; Enter opens it, Tab leaves the row
  const step = (event) => {
    const links = [...event.currentTarget.querySelectorAll("a")];
    const at = links.indexOf(event.target.closest("a"));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    links[(to + links.length) % links.length].focus();
  };
  draw(component, h("nav", { "aria-label": data.label, onkeydown: step },
    h("ul", { class: data.pills ? "pills" : "", vars: { "--n": String(data.tabs.length) } }, data.tabs.map(tab))));
  return () => {};
}
