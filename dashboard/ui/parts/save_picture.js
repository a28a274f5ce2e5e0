// A block's charts as one PNG that says by itself what it shows: the title, whose data, the charts and the words
// around them as they stand on the page, day and source. Made here, in the browser: nothing is installed or asked for.
const FACE = "Sarabun";
const WIDEST = 1100, NARROWEST = 540, EDGE = 24, PIXELS = 1920, BLEED = 10;

/** The typeface's rules as data, because a picture inside a picture may load nothing. */
async function faces() {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try { return [...sheet.cssRules]; } catch { return []; }
  }).filter((rule) => rule instanceof CSSFontFaceRule && rule.style.getPropertyValue("font-family").includes(FACE));
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
    return `@font-face{font-family:"${FACE}";font-weight:${weight};src:url("${data}");${range ? `unicode-range:${range}` : ""}}`;
  }));
  return found.join("");
}

/** A Plotly chart as a picture of its own size, sharp at `scale`. */
async function drawn(chart, style, scale) {
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
  const text = new XMLSerializer().serializeToString(svg)
    .replace(/url\((?:&quot;|["'])?[^)#]*#([^)"'&]+)(?:&quot;|["'])?\)/g, "url(#$1)");
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  await new Promise((done) => setTimeout(done, 60)); // the letters inside it are read after the picture itself
  return { image, wide, high, free: () => URL.revokeObjectURL(address) };
}

/** The words of a paragraph without its icons, a line for each that it has on the page. */
function said(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[data-testid=stIconMaterial], [role=img]").forEach((e) => e.remove());
  copy.querySelectorAll("br").forEach((e) => e.replaceWith("\n"));
  const parts = [...copy.querySelectorAll("p, li, h3, h4")];
  return (parts.length ? parts : [copy]).map((e) => e.textContent.trim()).filter(Boolean).join("\n");
}

/** The block on the page; while a page changes, an earlier one may still stand beside it. */
const blockOf = (data) => [...document.querySelectorAll(`.st-key-block_${CSS.escape(data.block)}`)]
  .filter((e) => e.getClientRects().length).at(-1);

/** What stands in the block below its heading, in reading order: charts, and the words around them. */
function pieces(block) {
  const kinds = "[data-testid=stPlotlyChart] .js-plotly-plot, [data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]";
  return [...block.querySelectorAll(kinds)]
    .filter((e) => !e.closest("[class*=st-key-block_head_]") && !e.closest("button") && e.getClientRects().length)
    .map((e) => e.matches(".js-plotly-plot")
      ? { chart: e }
      : { text: said(e), quiet: Boolean(e.closest("[data-testid=stCaptionContainer]")) })
    .filter((piece) => piece.chart || piece.text);
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
  const sizes = all.filter((p) => p.chart).map((p) => p.chart.getBoundingClientRect().width);
  const wide = Math.min(Math.max(...sizes, NARROWEST), WIDEST);
  const full = wide + 2 * EDGE, scale = Math.max(PIXELS / full, 1.5);
  await Promise.all(["400", "600", "700"].map((weight) => document.fonts.load(`${weight} 16px ${FACE}`, "กa")));
  const style = await faces();
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
    if (!piece.chart) { write(piece.text, piece.quiet ? 14 : 16, piece.quiet ? 400 : 600, piece.quiet ? colours.quiet : colours.ink, 6); continue; }
    const shown = piece.chart.getBoundingClientRect();
    const larger = Math.min(wide / shown.width, 1.8);
    const chart = await drawn(piece.chart, style, scale * larger);
    kept.push(chart);
    const top = y;
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

export default function (component) {
  const { data } = component;
  const answer = h("span", { role: "status", class: "said" });
  const button = h("button", { type: "button", class: "save", "data-focus": "save", onclick: async () => {
    const block = blockOf(data);
    if (!block || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    answer.textContent = "";
    try {
      const look = getComputedStyle(root);
      const colours = Object.fromEntries(["paper", "ink", "quiet", "near"].map((name) => [name, solid(look, name)]));
      await save(await picture(block, data, colours), data.name);
    } catch {
      answer.textContent = data.words.failed;
    } finally {
      button.removeAttribute("aria-busy");
    }
  } }, icon("image"), h("span", { text: data.words.save }));
  const has = pieces(blockOf(data) || document.createElement("div")).some((piece) => piece.chart);
  const root = draw(component, has ? [button, answer] : []); // a block that shows its table has no picture now
  return () => {};
}

/** A colour of the theme as a canvas takes it. */
function solid(look, name) {
  return look.getPropertyValue(`--${name}`).trim() || "#1c2b33";
}
