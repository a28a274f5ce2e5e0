// One area's card, from the finished words of `card.py`. A name that is too long becomes smaller, nothing is cut.
const card = h("article", { class: "card deck" },
  DATA.sample ? h("div", { class: "sample", text: DATA.sample }) : null,
  h("header", {}, h("h1", {}, h("span", { text: DATA.title })), h("div", { class: "above", text: DATA.above })),
  DATA.rank ? h("div", { class: "rank" }, h("span", { text: DATA.rank }), h("small", { text: DATA.by })) : null,
  h("main", {}, DATA.tiles.map((tile) => h("section", { class: `tile ${tile.status}` },
    h("div", { class: "label", text: tile.label }),
    h("div", { class: "line" },
      h("span", { class: tile.number === null ? "value few" : "value", text: tile.value }),
      tile.change ? h("span", { class: `change ${tile.tone}` }, arrow(tile.change), tile.change) : null),
    h("div", { class: "line" }, tile.status_word
      ? standing(tile.status, [tile.status_word, tile.target].filter(Boolean).join(" "))
      : h("span", { class: "target", text: tile.target }))))),
  h("footer", { text: DATA.foot.join(" · ") }));
document.body.append(card);

/** Make letters smaller until what holds them is wide enough. */
function fit(element, least) {
  for (let size = parseFloat(getComputedStyle(element).fontSize); element.scrollWidth > element.clientWidth && size > least; size -= 1) {
    element.style.fontSize = `${size - 1}px`;
  }
}
document.fonts.ready.then(() => {
  fit(card.querySelector("h1"), 16);
  card.querySelectorAll(".line").forEach((line) => { for (const part of line.children) { fit(line, 11); if (line.scrollWidth > line.clientWidth) part.style.fontSize = "12px"; } });
});
