// Measure cards: the number loud; target, status, change, trend and n beside it. A click asks for the explanation.
function spark(points, target, label) {
  const known = points.map((v, i) => [i, v]).filter(([, v]) => v !== null && v !== undefined);
  if (known.length < 2) return null;
  const values = known.map(([, v]) => v);
  const low = Math.min(0, ...values), high = Math.max(...values, low + 1e-9, target ?? -Infinity);
  const x = (i) => 2 + (i / (points.length - 1)) * 60, y = (v) => 20 - ((v - low) / (high - low)) * 18;
  const [lastX, lastY] = known.at(-1);
  const line = known.map(([i, v], n) => `${n ? "L" : "M"}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join("");
  return h("svg", { class: "spark", viewBox: "0 0 64 22", role: "img", "aria-label": label },
    target === null || target === undefined ? null
      : h("line", { class: "goal", x1: 2, x2: 62, y1: y(target).toFixed(1), y2: y(target).toFixed(1) }),
    h("path", { class: "area", d: `${line}L${x(lastX).toFixed(1)} 21L${x(known[0][0]).toFixed(1)} 21Z` }),
    h("path", { class: "trend", d: line }),
    h("circle", { cx: x(lastX).toFixed(1), cy: y(lastY).toFixed(1), r: 2.2 }));
}

export default function (component) {
  const { data, setTriggerValue } = component;
  const card = (c) =>
    h("li", {}, h("button", {
      class: `card ${c.status}`, "data-focus": c.id, "aria-label": c.spoken, title: c.hint,
      onclick: () => setTriggerValue("explain", c.id),
    },
      h("span", { class: "label", text: c.label }),
      h("span", { class: "loud" },
        h("span", { class: "value number", text: c.value }), spark(c.trend || [], c.goal, c.trend_label)),
      h("span", { class: "change" },
        c.change ? h("span", { class: `number ${c.change_tone}` }, c.change_icon ? icon(c.change_icon) : null, h("b", { text: c.change })) : null,
        c.since ? h("span", { class: "quiet", text: c.since }) : null),
      h("span", { class: "aim" }, c.status_word ? status(c.status, c.status_word) : null, h("span", { class: "number", text: c.target })),
      h("span", { class: "n number" }, words(c.n), c.more ? words(c.more) : null)));
  draw(component, h("ul", { class: "cards", "aria-label": data.label, vars: { "--columns": data.cards.map((c) => (c.more ? "minmax(0, 1.3fr)" : "minmax(0, 1fr)")).join(" ") } }, data.cards.map(card)));
  return () => {};
}
