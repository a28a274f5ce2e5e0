// The way through the pages: always labelled, one click to any page; a strip with a menu on a phone.
export default function (component) {
  const { data, setStateValue } = component;
  document.documentElement.lang = data.language;
  document.title = data.title;
  const close = () => root.querySelector(".rail").classList.remove("open");
  const page = (p) =>
    h("li", {}, link(p.href, {
      class: p.current ? "page current" : "page", "aria-current": p.current ? "page" : null, "data-focus": p.href, before: close,
    }, icon(p.icon), h("span", { text: p.label })));
  const section = (s) => [
    s.label ? h("h2", { text: s.label }) : null,
    h("ul", { "aria-label": s.label || data.words.pages }, s.pages.map(page)),
  ];
  const root = draw(component,
    h("div", { class: "rail" },
      h("header", {},
        link(data.home, { class: "brand", title: data.words.programme },
          h("span", { class: "mark", "aria-hidden": "true" }), h("span", { text: data.words.brand })),
        h("button", {
          class: "menu", "aria-label": data.words.menu, "data-focus": "menu",
          onclick: (e) => e.currentTarget.closest(".rail").classList.toggle("open"),
        }, icon("menu"))),
      h("nav", { "aria-label": data.words.pages }, data.sections.map(section)),
      h("footer", {}, data.switches.map((s) => link(s.href, { class: "switch", title: s.title, lang: s.lang, "data-focus": s.title },
        h("span", { text: s.label }))),
        link(data.viewer.href, { class: "credit", title: data.viewer.title, "data-focus": "viewer", before: close }, icon("person"), h("span", { text: data.viewer.label })),
        link(data.about.href, { class: "credit", "data-focus": "about", before: close }, h("span", { text: data.about.label })))));
  // a projector's screen is told to the server once; charts draw their letters there
  const wide = innerWidth >= 1600;
  if (wide !== (root.dataset.wide === "true")) {
    root.dataset.wide = String(wide);
    setStateValue("wide", wide);
  }
  return () => {};
}
