// A block's charts as one PNG that says by itself what it shows: the title, whose data, the charts and the words
// around them as they stand on the page, day and source. Made here, in the browser: nothing is installed or asked for.
// A picture is light, also when the page is dark: it goes on paper and into a message.
const FACE = "Sarabun", ICONS = "Material Symbols Rounded";
const WIDEST = 1100, NARROWEST = 540, PART = 720, EDGE = 24, PIXELS = 1920, BLEED = 10, HIGHEST = 7000, MOST_ROWS = 40;

/** A typeface's rules as data, because a picture inside a picture may load nothing. */
async function faces(name) {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try { return [...sheet.cssRules]; } catch { return []; }
  }).filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes(name));
  const found = await Promise.all(rules.map(async (rule) => {
    const address = /url\(["']?([^"')]+)["']?\)/.exec(rule.style.getPropertyValue("src"))?.[1];
    if (!address) return "";
    const from = rule.parentStyleSheet?.href || document.baseURI;
    const file = await (await fetch(new URL(address, from))).blob();
    const data = await new Promise((done, fail) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.onerror = () => fail(reader.error);
      reader.readAsDataURL(file);
    });
    const range = rule.style.getPropertyValue("unicode-range");
    const weight = rule.style.getPropertyValue("font-weight") || "400";
    return `@font-face{font-family:"${name}";font-weight:${weight};src:url("${data}");${range ? `unicode-range:${range}` : ""}}`;
  }));
  return found.join("");
}

/** A Plotly chart as a picture of its own size, sharp at `scale`. */
async function drawn(chart, style, scale, lit) {
  const layers = [...chart.querySelectorAll("svg.main-svg")];
  const box = layers[0].getBoundingClientRect();
  const [wide, high] = [box.width, box.height];
  const svg = h("svg", {
    xmlns: "http://www.w3.org/2000/svg", width: (wide + 2 * BLEED) * scale, height: high * scale,
    viewBox: `${-BLEED} 0 ${wide + 2 * BLEED} ${high}`, // as on the page, a letter may stand out a little
  });
  const sheet = document.createElementNS("http://www.w3.org/2000/svg", "style");
  sheet.textContent = `${style} text{font-family:${FACE},sans-serif;white-space:pre}`;
  svg.append(sheet);
  for (const layer of layers) {
    const copy = layer.cloneNode(true);
    copy.querySelectorAll(".hoverlayer > *").forEach((e) => e.remove());
    copy.style.background = "none";
    copy.setAttribute("overflow", "visible");
    svg.append(copy);
  }
  const text = lit(new XMLSerializer().serializeToString(svg))
    .replace(/url\((?:&quot;|["'])?[^)#]*#([^)"'&]+)(?:&quot;|["'])?\)/g, "url(#$1)");
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  await new Promise((done) => setTimeout(done, 60)); // the letters inside it are read after the picture itself
  return { image, wide, high, free: () => URL.revokeObjectURL(address) };
}

/** What turns the colours of a dark chart into those of the light one: a colour of the one palette into the same of the
 *  other, a mixture with the paper into the same mixture; letters on filled areas are black or white. */
function lighten(palette) {
  if (!palette.length) return (text) => text;
  const [paper, white] = palette[0].map(rgb), pairs = palette.map((pair) => pair.map(rgb));
  const known = new Map();
  const turn = (c) => {
    const key = c.join();
    if (!known.has(key)) known.set(key, turned(c));
    return known.get(key);
  };
  const turned = (c) => {
    if (c.every((v) => v === 255)) return [0, 0, 0];
    if (c.every((v) => v === 0)) return [255, 255, 255];
    let best = [7, c];
    for (const [dark, light] of pairs) {
      const way = dark.map((v, i) => v - paper[i]), far = way.reduce((n, v) => n + v * v, 0);
      const share = far ? Math.max(0, Math.min(1, way.reduce((n, v, i) => n + v * (c[i] - paper[i]), 0) / far)) : 0;
      const off = Math.hypot(...c.map((v, i) => v - paper[i] - share * way[i]));
      if (off < best[0]) best = [off, light.map((v, i) => Math.round(white[i] + (v - white[i]) * share))];
    }
    return best[1];
  };
  return (text) => text
    .replace(/rgba?\((\d+),\s*(\d+),\s*(\d+)/g, (all, ...c) => `${all.split("(")[0]}(${turn(c.slice(0, 3).map(Number)).join(", ")}`)
    .replace(/#[0-9a-f]{6}\b/gi, (c) => `rgb(${turn(rgb(c)).join(", ")})`);
}

const rgb = (colour) => [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));

/** A part of our own (a table of bars, a calendar …) as a picture: its style sheets and elements at a laptop's width, in
 *  the light look. What it leaves out (rows beyond the first) is said in words. */
async function drawnPart(part, style, wide, scale, data) {
  const css = [...part.styleSheets, ...part.adoptedStyleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => !(rule instanceof CSSMediaRule)) // they would ask how wide the picture is, which is no screen
    .map((rule) => rule.cssText).join("\n").replaceAll(":host", ".host");
  const copy = part.querySelector(".root").cloneNode(true);
  const rows = [...copy.querySelectorAll("tbody > tr")];
  rows.slice(MOST_ROWS).forEach((row) => row.remove());
  copy.querySelectorAll("[data-scroll]").forEach((e) => { e.style.maxHeight = "none"; e.style.overflow = "visible"; });
  copy.querySelectorAll(".here").forEach((e) => e.classList.remove("here"));
  const host = h("div", { class: "host", vars: { ...data.light, "--room": "none", "color-scheme": "light", width: `${wide}px`, "font-family": `${FACE}, sans-serif` } }, copy);
  // its height, in the page's own typefaces, where nobody sees it
  const place = h("div", { "aria-hidden": "true", inert: true, vars: { position: "fixed", left: "-9999px", top: "0", width: `${wide}px` } });
  const shade = place.attachShadow({ mode: "open" });
  shade.append(h("style", { text: css }), host);
  document.body.append(place);
  // a table that cannot be so narrow is drawn at its own width, and smaller
  const own = Math.max(wide, ...[...copy.querySelectorAll("table")].map((e) => Math.ceil(e.getBoundingClientRect().width) + 2));
  host.style.width = place.style.width = `${own}px`;
  const high = Math.ceil(host.getBoundingClientRect().height) + 2;
  place.remove();
  const icons = copy.querySelector(".icon") ? await faces(ICONS) : "";
  const inside = h("div", {}, h("style", { text: `${style}${icons}${css}\nbody,div.page{margin:0}` }), host);
  inside.className = "page";
  inside.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const box = document.createElementNS("http://www.w3.org/2000/svg", "foreignObject");
  box.setAttribute("width", own);
  box.setAttribute("height", high);
  box.append(inside);
  const svg = h("svg", {
    xmlns: "http://www.w3.org/2000/svg", width: wide * scale, height: (high * wide / own) * scale, viewBox: `0 0 ${own} ${high}`,
    style: "font-size:16px",
  });
  svg.append(box);
  const image = new Image();
  // as data: from any other address the canvas would not let the picture go
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  await new Promise((done) => setTimeout(done, 120)); // its typefaces are read after the picture itself
  const more = rows.length > MOST_ROWS ? data.words.more.replace("{n}", MOST_ROWS).replace("{of}", rows.length) : "";
  return { image, wide, high: high * wide / own, more, free: () => {} };
}

/** The words of a paragraph without its icons, a line for each that it has on the page. */
function said(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[data-testid=stIconMaterial], [role=img], [translate=no]").forEach((e) => e.remove());
  copy.querySelectorAll("br").forEach((e) => e.replaceWith("\n"));
  const parts = [...copy.querySelectorAll("p, li, h3, h4")];
  return (parts.length ? parts : [copy]).map((e) => e.textContent.trim()).filter(Boolean).join("\n");
}

/** The block on the page; while a page changes, an earlier one may still stand beside it. */
const blockOf = (data) => [...document.querySelectorAll(`.st-key-block_${CSS.escape(data.block)}`)]
  .filter((e) => e.getClientRects().length).at(-1);

/** What stands in the block below its heading, in reading order: charts, parts that are one, and the words around them. */
function pieces(block) {
  const kinds = "[data-testid=stPlotlyChart] .js-plotly-plot, [data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]";
  return [...block.querySelectorAll("*")]
    .filter((e) => e.shadowRoot ? e.shadowRoot.querySelector(".root [data-picture]") : e.matches(kinds))
    .filter((e) => !e.closest("[class*=st-key-block_head_]") && !e.closest("button") && e.getClientRects().length)
    .map((e) => e.shadowRoot
      ? { part: e.shadowRoot, at: e }
      : e.matches(".js-plotly-plot")
        ? { chart: e, at: e }
        : { text: said(e), quiet: Boolean(e.closest("[data-testid=stCaptionContainer]")) })
    .filter((piece) => piece.at || piece.text);
}

/** Lines that fit, broken between words; Thai has no spaces there, so the browser is asked where words end. */
function lines(pen, text, wide) {
  const cut = new Intl.Segmenter(document.documentElement.lang || "th", { granularity: "word" });
  const found = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const { segment } of cut.segment(paragraph)) {
      if (line && pen.measureText((line + segment).trimEnd()).width > wide) { found.push(line.trimEnd()); line = segment.trimStart(); }
      else line += segment;
    }
    if (line.trim()) found.push(line.trimEnd());
  }
  return found;
}

/** The whole picture as a canvas. */
async function picture(block, data, colours) {
  const all = pieces(block);
  const sizes = all.filter((p) => p.at).map((p) => Math.max(p.at.getBoundingClientRect().width, p.part ? PART : 0));
  const wide = Math.min(Math.max(...sizes, NARROWEST), WIDEST);
  const full = wide + 2 * EDGE, lit = lighten(data.palette);
  const deep = all.filter((p) => p.at).reduce((sum, p) => sum + p.at.getBoundingClientRect().height, 0);
  const scale = Math.max(Math.min(PIXELS / full, HIGHEST / deep), 1.25);
  await Promise.all(["400", "600", "700"].map((weight) => document.fonts.load(`${weight} 16px ${FACE}`, "กa")));
  const style = await faces(FACE);
  const pen = h("canvas", {}).getContext("2d");
  const steps = [];
  let y = data.example ? 0 : EDGE - 4;
  const write = (text, size, weight, colour, after, band) => {
    pen.font = `${weight} ${size}px ${FACE}, sans-serif`;
    const found = lines(pen, text, wide), high = Math.round(size * 1.5), top = y, font = pen.font;
    const deep = found.length * high + (band ? 16 : 0);
    steps.push((to) => {
      if (band) { to.fillStyle = band; to.fillRect(0, top, full, deep); }
      to.font = font; to.fillStyle = colour; to.textBaseline = "alphabetic";
      found.forEach((line, n) => to.fillText(line, EDGE, top + (band ? 8 : 0) + n * high + size * 1.08));
    });
    y += deep + after;
  };
  if (data.example) write(data.example, 16, 700, colours.paper, 14, colours.near);
  write(data.title, 22, 700, colours.ink, 2);
  const note = block.querySelector("[class*=st-key-block_head_] h2 .stMarkdownColoredText")?.innerText.trim();
  if (data.note && note) write(note, 15, 400, colours.quiet, 2);
  write(data.view, 15, 600, colours.ink, 10);
  const kept = [];
  for (const piece of all) {
    if (!piece.at) { write(piece.text, piece.quiet ? 14 : 16, piece.quiet ? 400 : 600, piece.quiet ? colours.quiet : colours.ink, 6); continue; }
    const top = y;
    if (piece.part) {
      const part = await drawnPart(piece.part, style, wide, scale, data);
      steps.push((to) => to.drawImage(part.image, EDGE, top, part.wide, part.high));
      y += part.high + 10;
      if (part.more) write(part.more, 14, 400, colours.quiet, 6);
      continue;
    }
    const shown = piece.chart.getBoundingClientRect();
    const larger = Math.min(wide / shown.width, 1.8);
    const chart = await drawn(piece.chart, style, scale * larger, lit);
    kept.push(chart);
    steps.push((to) => to.drawImage(
      chart.image, EDGE - BLEED * larger, top, (chart.wide + 2 * BLEED) * larger, chart.high * larger,
    ));
    y += chart.high * larger + 12;
  }
  const line = y + 4;
  steps.push((to) => { to.fillStyle = colours.quiet; to.fillRect(EDGE, line, wide, 1); });
  y += 12;
  write(data.lines.join(" · "), 13, 400, colours.quiet, EDGE - 6);
  const canvas = h("canvas", { width: Math.round(full * scale), height: Math.round(y * scale) });
  const to = canvas.getContext("2d");
  to.scale(scale, scale);
  to.fillStyle = colours.paper;
  to.fillRect(0, 0, full, y);
  steps.forEach((step) => step(to));
  kept.forEach((chart) => chart.free());
  return canvas;
}

function save(canvas, name) {
  return new Promise((done, fail) => canvas.toBlob((file) => {
    if (!file) { fail(new Error("no picture")); return; }
    const address = URL.createObjectURL(file);
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    done();
  }, "image/png"));
}

// pictures that are drawn and wait until it is written down that they leave
const waiting = new Map();
const PATIENCE = 30000;

/** Ask whether a picture may leave; the answer comes with the next drawing of the button. */
function mayLeave(component) {
  return new Promise((done, fail) => {
    const picture = `${Date.now()}-${Math.random()}`;
    const timer = setTimeout(() => { waiting.delete(picture); fail(new Error("no answer")); }, PATIENCE);
    waiting.set(picture, (refused) => { clearTimeout(timer); waiting.delete(picture); done(refused); });
    component.setTriggerValue("leaving", picture);
  });
}

export default function (component) {
  const { data } = component;
  waiting.get(data.answer?.picture)?.(data.answer.refused);
  const answer = h("span", { role: "status", class: "said" });
  // the button may have been drawn anew in the meantime
  const tell = (text) => component.parentElement.querySelectorAll(".said").forEach((e) => { e.textContent = text; });
  const button = h("button", { type: "button", class: "save", "data-focus": "save", onclick: async () => {
    const block = blockOf(data);
    if (!block || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    answer.textContent = "";
    try {
      const drawn = await picture(block, data, data.colours);
      const refused = await mayLeave(component);
      if (refused) tell(refused);
      else await save(drawn, data.name);
    } catch (error) {
      console.warn(error);
      tell(data.words.failed);
    } finally {
      component.parentElement.querySelectorAll(".save").forEach((e) => e.removeAttribute("aria-busy"));
    }
  } }, icon("image"), h("span", { text: data.words.save }));
  const has = pieces(blockOf(data) || document.createElement("div")).some((piece) => piece.at);
  const root = draw(component, has ? [button, answer] : []); // a block that shows its table has no picture now
  return () => {};
}
