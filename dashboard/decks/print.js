// Draws the slides of a printed deck, each in its own shape on a sheet of its own.
document.querySelector("#slides").replaceChildren(...DATA.slides.map((slide, n) =>
  h("div", { class: "sheet" }, h("div", { class: "deck" }, drawSlide(slide, `${n + 1} / ${DATA.slides.length}`)))));
