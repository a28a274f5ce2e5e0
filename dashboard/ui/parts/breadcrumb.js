// Where we are: up by a click, to the neighbours by one, anywhere by typing part of a name.
export default function (component) {
  const { data, setStateValue } = component;
  const root = component.parentElement.querySelector(".root");
  // the answer to what was typed must not take the text box away from the person typing
  if (root.dataset.drawn === JSON.stringify(data.trail.map((s) => s.href)) + data.language && root.querySelector("input")) {
    root.querySelector(".finder").answer(data.found, setStateValue);
    return;
  }
  root.dataset.drawn = JSON.stringify(data.trail.map((s) => s.href)) + data.language;
  const step = (s, i) => h("li", {},
    i ? h("span", { class: "sep", "aria-hidden": "true", text: "›" }) : null,
    s.current ? h("b", { "aria-current": "location", text: s.label })
      : link(s.href, { "data-focus": s.href }, h("span", { text: s.label })));
  const neighbour = (s, name, key) => s
    ? link(s.href, { class: "step", title: s.label, "aria-label": s.label, "data-focus": key, "aria-keyshortcuts": key }, icon(name))
    : h("span", { class: "step off", "aria-hidden": "true" }, icon(name));

  let marked = -1, timer = 0, found = [], send = setStateValue;
  const list = h("ul", { id: "found", role: "listbox", hidden: true, "aria-label": data.words.find });
  const input = h("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "found", "aria-autocomplete": "list",
    "aria-label": data.words.find, placeholder: data.words.find_short, autocomplete: "off", spellcheck: "false", maxlength: 60,
    oninput: () => { clearTimeout(timer); timer = setTimeout(() => send("typed", input.value.trim()), 180); if (!input.value.trim()) show([]); },
    onblur: () => setTimeout(() => show([]), 150),
    onkeydown: (e) => {
      if (e.key === "Escape") { input.value = ""; show([]); }
      else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        mark((marked + (e.key === "ArrowDown" ? 1 : -1) + found.length) % (found.length || 1));
      } else if (e.key === "Enter" && found.length) { e.preventDefault(); choose(found[Math.max(marked, 0)]); }
    },
  });
  const choose = (place) => { input.value = ""; show([]); send("typed", ""); visit(place.href); };
  const mark = (to) => {
    marked = to;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === marked)));
    if (list.children[marked]) { input.setAttribute("aria-activedescendant", list.children[marked].id); list.children[marked].scrollIntoView({ block: "nearest" }); }
  };
  const show = (places) => {
    found = places || []; marked = -1;
    list.replaceChildren(...found.map((p, i) => h("li", { id: `place-${i}`, role: "option", "aria-selected": "false",
      onmousedown: (e) => { e.preventDefault(); choose(p); } }, h("span", { text: p.label }), h("small", { text: p.within }))));
    const none = !found.length && input.value.trim() && root.getRootNode().activeElement === input && places?.asked;
    if (none) list.replaceChildren(h("li", { class: "none", role: "option", text: data.words.none }));
    list.hidden = !found.length && !none;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const finder = h("div", { class: "finder" }, icon("search"), input, list);
  finder.answer = (places, sender) => {
    send = sender;
    if (input.value.trim()) { const answer = [...(places || [])]; answer.asked = true; show(answer); }
  };
  draw(component, h("div", { class: "bar" },
    h("nav", { "aria-label": data.words.where }, h("ol", {}, data.trail.map(step))),
    data.previous || data.next ? h("span", { class: "steps" }, neighbour(data.previous, "chevron_left", "ArrowLeft"), neighbour(data.next, "chevron_right", "ArrowRight")) : null,
    finder));
  // the arrow keys go to the neighbours, except where they already mean something: in boxes, lists, tabs, dialogs
  const keys = (e) => {
    if (e.altKey || e.ctrlKey || e.metaKey || e.shiftKey || e.defaultPrevented) return;
    const to = e.key === "ArrowLeft" ? data.previous : e.key === "ArrowRight" ? data.next : null;
    const at = e.composedPath()[0];
    if (!to || document.querySelector("[role=dialog]")) return;
    if (at?.closest?.("input, textarea, select, [contenteditable=true], [role=listbox], [role=option], [role=tab], [role=radiogroup], [role=slider], [role=menu], [role=grid], [data-scroll], .js-plotly-plot, canvas")) return;
    e.preventDefault();
    visit(to.href);
  };
  document.addEventListener("keydown", keys);
  return () => { clearTimeout(timer); document.removeEventListener("keydown", keys); };
}
