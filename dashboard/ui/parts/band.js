// The page's name and whose data it shows; example data cannot be missed.
export default function (component) {
  const { data } = component;
  draw(component,
    h("div", { class: data.example ? "band example" : "band" },
      data.back ? link(data.back.href, { class: "back", "data-focus": "back" }, icon("co_present"), h("span", { text: data.back.label })) : null,
      h("h1", { text: data.title }),
      data.example ? h("strong", { class: "kind" }, icon("science"), h("span", { text: data.example })) : null,
      data.example_note ? h("span", { class: "note", text: data.example_note }) : null,
      h("ul", {}, data.facts.map((f) => h("li", { class: f.tone || "", title: f.title }, f.icon ? icon(f.icon) : null, h("span", { text: f.text })))),
      data.on_paper ? h("p", { class: "on_paper", text: data.on_paper }) : null));
  return () => {};
}
