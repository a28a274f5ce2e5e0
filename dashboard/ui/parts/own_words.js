// What Streamlit itself says (choose, close, drop a file) in the language shown; it has no catalogue of its own.
export default function (component) {
  // pairs: what Streamlit says and what shall stand there, {x} for anything; icons: buttons that show a picture alone
  const { pairs, icons, translated } = component.data;
  const exact = new Map(pairs.filter(([from]) => !from.includes("{x}")));
  const open = pairs.filter(([from]) => from.includes("{x}")).map(([from, to]) => {
    const [before, after] = from.split("{x}");
    return { before, after, to };
  });
  const inWords = (text) => {
    if (exact.has(text)) return exact.get(text);
    for (const { before, after, to } of open) {
      const x = text.slice(before.length, text.length - after.length);
      if (x && text.startsWith(before) && text.endsWith(after)) return to.replace("{x}", () => x.trim());
    }
    return null;
  };
  // what stood there before, by node, so that the switch of the language leads back
  const kept = (window.sammachipOwnWords ??= new WeakMap());
  const keep = (node, name, text, to, write) => {
    kept.set(node, { ...kept.get(node), [name]: { text, to } });
    write(to);
  };
  const put = (node, name, text, write) => {
    const before = kept.get(node)?.[name];
    if (translated) {
      const to = inWords(text);
      if (to !== null && to !== text) keep(node, name, text, to, write);
    } else if (before && before.to === text) write(before.text);
  };
  const ICON = /^[a-z_0-9]+ icon$/;
  // what is said of a picture, also where its word in another language stands now
  const pictured = (node, name, text) => {
    const before = kept.get(node)?.[name];
    const said = before?.to === text ? before.text : text;
    return ICON.test(said) ? said : null;
  };
  const NAMES = ["aria-label", "placeholder", "title"];
  const say = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.length > 200 || node.parentElement?.closest("[data-testid=stMarkdown]")) return;
      const said = pictured(node, "text", node.data), word = said && (icons[said.slice(0, -5)] ?? "");
      if (said && word !== node.data) keep(node, "text", said, word, (to) => { node.data = to; });
      else if (!said) put(node, "text", node.data, (to) => { node.data = to; });
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of NAMES) {
      const text = node.getAttribute(name);
      if (!text) continue;
      const said = pictured(node, name, text), word = said && icons[said.slice(0, -5)];
      if (word) {
        if (word !== text) keep(node, name, said, word, (to) => node.setAttribute(name, to));
      } else if (said) { // a picture beside words
        node.removeAttribute(name);
        node.removeAttribute("role");
        node.setAttribute("aria-hidden", "true");
      } else put(node, name, text, (to) => node.setAttribute(name, to));
    }
    node.childNodes.forEach(say);
  };
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(say);
      else say(change.target);
    }
  });
  say(document.body);
  observer.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES,
  });
  return () => observer.disconnect();
}
