// A calendar of days with something in them: each month a link, each week a link, what a day holds as colour and mark.
export default function (component) {
  const { data } = component;
  const day = (d) => d === null ? h("span", { class: "day" })
    : h("span", { class: `day ${d.kind || ""} ${d.late ? "some-late" : ""} ${d.today ? "today" : ""}`, title: d.title || null, vars: { "--level": String(d.level || 0) } },
        h("span", { class: "box", text: d.n }), d.bare ? h("span", { class: "bare-mark", vars: { width: `${Math.max(d.bare, 12)}%` } }) : null);
  const week = (w) => w.href
    ? link(w.href, { class: `week ${w.here ? "here" : ""}`, "aria-label": w.label, "aria-current": w.here ? "true" : null, "data-focus": `week-${w.id}` }, w.days.map(day))
    : h("span", { class: "week", "aria-hidden": "true" }, w.days.map(day));
  const month = (m) => h("li", { class: `month ${m.here ? "here" : ""}` },
    link(m.href, { class: "name", "aria-current": m.here ? "true" : null, "aria-label": m.spoken, "data-focus": `month-${m.id}` },
      h("span", { text: m.name }), h("small", { class: "number", text: m.count })),
    h("div", { class: "names", "aria-hidden": "true" }, data.weekdays.map((n) => h("span", { text: n }))),
    m.weeks.map(week));
  const key = (k) => h("li", {},
    h("span", { class: `day ${k.kind || ""}`, "aria-hidden": "true", vars: { "--level": "2" } },
      h("span", { class: "box" }), k.mark ? h("span", { class: `${k.mark}-mark` }) : null),
    words(k.text));
  draw(component, data.months.length
    ? [h("ul", { class: "months", "data-picture": true, "aria-label": data.label }, data.months.map(month)),
       h("ul", { class: "key" }, data.legend.map(key)),
       data.rest ? h("p", { class: "rest" }, words(data.rest)) : null]
    : h("p", { class: "nothing", text: data.nothing }));
  return () => {};
}
