// Sums beside each other, and one bar from zero that they are parts of; what each colour is stands below, with its sum.
export default function (component) {
  const { data } = component;
  const figure = (f) => h("div", { title: f.title },
    h("dt", {}, f.href ? link(f.href, { "data-focus": `sum-${f.id}` }, h("span", { text: f.label })) : h("span", { text: f.label })),
    h("dd", { class: `value number ${f.tone}` }, f.value, h("small", { text: f.unit })),
    h("dd", { class: `note ${f.note_tone}` }, f.note_tone ? icon(STATUS_ICONS[f.note_tone]) : null, f.note_tone ? " " : null, words(f.note)));
  const parts = data.parts || [];
  draw(component, h("div", { class: "money", "data-picture": true },
    h("dl", { "aria-label": data.label, vars: { "--n": data.figures.length } }, data.figures.map(figure)),
    parts.length ? h("div", { class: "bar", role: "img", "aria-label": data.spoken },
      parts.map((p) => h("span", { class: p.look, title: `${p.label} ${p.text}`, vars: { width: `${p.share}%` } }))) : null,
    parts.length ? h("ul", { class: "keys" }, parts.map((p) => h("li", {},
      h("i", { class: p.look, "aria-hidden": "true" }), h("span", { text: p.label }), h("b", { text: p.text }),
      p.note ? h("small", { text: p.note }) : null))) : null));
  return () => {};
}
