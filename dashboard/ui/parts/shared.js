// What every part shares: elements without HTML strings, links that keep the app loaded, one way to draw.

/** An element; `attrs` become attributes (`on…` listeners, `text` its text), children are elements or strings. */
function h(tag, attrs, ...children) {
  const svg = ["svg", "path", "circle", "line", "rect"].includes(tag);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "text") element.textContent = value;
    else if (name === "vars") for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
}

/** A picture from the icon typeface that Streamlit serves itself. */
function icon(name, extra = "") {
  return h("span", { class: `icon ${extra}`, "aria-hidden": "true", text: name });
}

/** Only addresses inside the app are followed: relative ones, with or without a page. */
function inside(href) {
  const url = new URL(href, document.baseURI);
  return url.origin === location.origin ? url : null;
}

/** Go to a view without loading the app anew. Streamlit listens to `popstate`, so back and forward work as well. */
function visit(href) {
  const url = inside(href);
  if (!url) return;
  if (url.pathname !== location.pathname) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  if (url.href === location.href) return;
  history.pushState({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

/** A real link (new tab, copy address, keyboard) that a plain click follows inside the app; a phone number is called. */
function link(href, attrs, ...children) {
  return h("a", {
    href,
    ...attrs,
    onclick: (event) => {
      if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.stopPropagation();
      if (href.startsWith("tel:")) return;
      event.preventDefault();
      attrs?.before?.();
      visit(href);
    },
    before: null,
  }, ...children);
}

const STATUS_ICONS = { met: "check_circle", near: "contrast", behind: "error", none: "remove" };

/** A status: icon, word and colour together, never one alone. */
function status(kind, word) {
  return h("span", { class: `status ${kind}` }, icon(STATUS_ICONS[kind] || "remove"), h("span", { text: word }));
}

/** Words that stay whole: a line breaks between them only, never inside a Thai word. */
function words(text) {
  return h("span", {}, String(text).split(" ").flatMap((w, i) => [i ? " " : null, h("span", { class: "whole", text: w })]));
}

/** Draw into the part's root; what had the focus keeps it when it carries the same `data-focus`. */
function draw(component, ...children) {
  const root = component.parentElement.querySelector(".root");
  const focused = root.getRootNode().activeElement?.getAttribute?.("data-focus");
  const scrolled = [...root.querySelectorAll("[data-scroll]")].map((e) => [e.getAttribute("data-scroll"), e.scrollTop]);
  root.replaceChildren(...children.flat(Infinity).filter(Boolean));
  for (const [name, top] of scrolled) {
    const element = root.querySelector(`[data-scroll="${CSS.escape(name)}"]`);
    if (element) element.scrollTop = top;
  }
  if (focused) root.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  return root;
}
