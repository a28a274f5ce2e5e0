// What stands in the page for every part: it fetches the part's script and style sheet (SCRIPT, STYLE; browsers keep both),
// and lets the part draw when its data is not the same as before. A part that begins something returns what ends it; one
// that returns nothing goes on with what it began before.
const read = new TextDecoder();
const mounted = new WeakMap();
let sheet = null;

async function styled() {
  const answer = await fetch(new URL(STYLE, document.baseURI));
  if (!answer.ok) throw new Error(`${STYLE}: ${answer.status}`);
  return new CSSStyleSheet().replace(await answer.text());
}

async function draw(now, text) {
  sheet ||= styled().catch((error) => { sheet = null; throw error; });
  const [part, style] = await Promise.all([import(new URL(SCRIPT, document.baseURI)), sheet]);
  if (now.text !== text) return; // something newer came meanwhile
  now.component.parentElement.adoptedStyleSheets = [style];
  const end = part.default({
    ...now.component,
    data: JSON.parse(text),
    setStateValue: (...told) => now.component.setStateValue(...told),
    setTriggerValue: (...told) => now.component.setTriggerValue(...told),
  });
  if (!end) return;
  now.end?.();
  now.end = end;
}

export default async function (component) {
  const root = component.parentElement, text = read.decode(component.data);
  if (!mounted.has(root)) mounted.set(root, {});
  const now = Object.assign(mounted.get(root), { component }); // what it tells the server goes through the newest
  if (text !== now.text) await draw(now, now.text = text).catch((error) => { now.text = null; throw error; });
  // Streamlit ends what was drawn when the part leaves the page, and also what was begun for data that is older
  return () => { if (now.component === component) { now.end?.(); mounted.delete(root); } };
}
