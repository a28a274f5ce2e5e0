// The slides of a meeting: a sheet of thumbnails to put them in order, and the show, which fills the screen and is driven by
// keys. The show is drawn here alone, without the server; the address keeps up with it, so that a reload, "back" and a
// link that was sent come to the same slide.
const SHOWS = new WeakMap();
const SECONDS = [10, 20, 30, 60];
const SWIPE = 50;
const WAS_FULL = "sammachip-show-full";

export default function (component) {
  const root = component.parentElement.querySelector(".root");
  const known = SHOWS.get(root);
  const show = known || new Show(root);
  SHOWS.set(root, show);
  show.take(component);
  if (!known) return () => show.rest();
}

class Show {
  constructor(root) {
    this.n = 0; this.typed = ""; this.seconds = 20; this.left = 0; this.running = false; this.open = false; this.seen = null; this.told = "";
    this.deck = h("div", { class: "deck" });
    this.live = h("p", { class: "hidden", "aria-live": "polite", role: "status" });
    this.note = h("p", { class: "note", role: "status" });
    this.black = h("div", { class: "blackout", hidden: true, onclick: () => this.lift() });
    this.panel = h("div", { class: "panel", hidden: true });
    this.bar = h("div", { class: "tools", role: "toolbar" });
    this.stage = h("div", { class: "stage", role: "dialog", "aria-modal": "true", tabindex: "-1" },
      this.deck, this.bar, this.note, this.black, this.panel, this.live);
    this.over = h("div", { class: "over", popover: "manual" }, this.stage);
    this.sheet = h("div", { class: "sorter" });
    root.replaceChildren(this.sheet, this.over);
    this.keys = (event) => this.key(event);
    this.full = () => { if (!document.fullscreenElement && this.open && !this.leaving) this.end(); this.leaving = false; };
    this.woken = () => this.wake();
    this.stage.addEventListener("pointermove", this.woken);
    this.stage.addEventListener("touchstart", (e) => { this.touch = e.touches.length === 1 ? e.touches[0] : null; this.wake(); }, { passive: true });
    this.stage.addEventListener("touchend", (e) => this.swiped(e.changedTouches[0]));
  }

  /** New data from the server; the slide that is shown stays. */
  take(component) {
    const { data } = component;
    const id = this.slides?.[this.n]?.id;
    this.component = component;
    this.data = data;
    this.slides = data.slides;
    this.stage.setAttribute("aria-label", data.words.show);
    this.bar.setAttribute("aria-label", data.words.controls);
    this.sort();
    if (this.seen === null) { this.dark = data.dark; this.seconds = data.pace; }
    const asked = data.show !== this.seen ? data.show : null;
    this.seen = data.show;
    if (asked) { this.n = this.index(asked); if (!this.open) this.begin(false); else this.draw(); }
    else if (this.open && asked === "") this.close();
    else if (this.open) { this.n = id ? this.index(id) : 0; this.draw(); }
    if (data.answer && data.answer.n !== this.answered) this.answer(data.answer);
    if (this.open) this.listen();
  }

  index(id) {
    const exact = this.slides.findIndex((s) => s.id === id);
    const first = this.slides.findIndex((s) => s.slide_id === String(id).split("~")[0]);
    return Math.max(exact >= 0 ? exact : first, 0);
  }

  // -- the sheet of thumbnails

  sort() {
    const { items, left, words } = this.data;
    const act = (href, name, label, focus) => href
      ? link(href, { class: "act", title: label, "aria-label": label, "data-focus": focus }, icon(name))
      : h("span", { class: "act off", "aria-hidden": "true" }, icon(name));
    const item = (it) => h("li", { class: "item" },
      h("button", { class: "thumb", "aria-label": `${words.begin_at} ${it.place} ${it.title}`, "data-focus": `at-${it.id}`, onclick: () => { this.n = it.first; this.begin(true); } },
        h("div", { class: `deck ${this.dark ? "dark" : ""}`, "aria-hidden": "true" }, drawSlide(this.slides[it.first], it.place))),
      h("div", { class: "acts" },
        h("span", { class: "name" }, h("b", { class: "number", text: it.place }), ` ${it.title}`),
        act(it.earlier, "arrow_back", `${words.earlier} ${it.title}`, `earlier-${it.id}`),
        act(it.later, "arrow_forward", `${words.later} ${it.title}`, `later-${it.id}`),
        act(it.without, "close", `${words.without} ${it.title}`, `without-${it.id}`)));
    const focused = this.sheet.getRootNode().activeElement?.getAttribute?.("data-focus");
    this.sheet.replaceChildren(...[
      h("div", { class: "top" },
        h("button", { class: "start", "data-focus": "start", disabled: !this.slides.length, onclick: () => { this.n = 0; this.begin(true); } }, icon("play_arrow"), h("span", { text: words.start })),
        h("span", { class: "count", text: words.count }),
        left.length ? h("details", { class: "more" }, h("summary", { "data-focus": "left", text: words.left }),
          h("ul", {}, left.map((l) => h("li", {}, link(l.href, { "data-focus": `back-${l.id}` }, icon("add"), h("span", { text: l.title })))))) : null,
        data_reset(this.data)),
      h("ol", { class: "items" }, items.map(item)),
    ]);
    if (focused) (this.sheet.querySelector(`[data-focus="${CSS.escape(focused)}"]`) || this.sheet.querySelector(".start"))?.focus({ preventScroll: true });
  }

  // -- the show

  begin(byHand) {
    if (!this.slides.length) return;
    this.from = this.over.getRootNode().activeElement;
    this.open = true;
    if (!this.over.matches(":popover-open")) this.over.showPopover();
    if (byHand) {
      const url = this.address();
      if (url.href !== location.href) history.pushState(history.state, "", url);
      this.fill();
    } else if (sessionStorage.getItem(WAS_FULL) && navigator.userActivation?.isActive) this.fill();
    sessionStorage.removeItem(WAS_FULL);
    this.listen();
    this.draw();
    this.stage.focus({ preventScroll: true });
    this.wake();
  }

  /** Full screen where the browser allows it; the window is filled anyway. */
  fill() {
    if (document.fullscreenElement) { this.leaving = true; document.exitFullscreen?.(); return; }
    this.stage.requestFullscreen?.().catch(() => {});
  }

  listen() {
    this.rest();
    window.addEventListener("keydown", this.keys, true);
    document.addEventListener("fullscreenchange", this.full);
    this.clock = setInterval(() => this.tick(), 1000);
  }

  rest() {
    window.removeEventListener("keydown", this.keys, true);
    document.removeEventListener("fullscreenchange", this.full);
    clearInterval(this.clock);
  }

  /** The end of the show: back to the sheet, on the slide that was last. */
  end() {
    const out = this.close();
    const url = this.address();
    url.searchParams.delete("show");
    this.seen = "";
    visit(url.href);
    this.land();
    out.then(() => setTimeout(() => { if (document.activeElement === document.body) this.land(); }, 100)); // leaving the full screen takes the focus
  }

  /** The focus goes to the slide that was last shown. */
  land() {
    const id = this.slides[this.n]?.slide_id;
    const at = this.sheet.querySelector(`[data-focus="at-${CSS.escape(id || "")}"]`);
    (at || this.sheet.querySelector(".start"))?.focus();
    at?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.open = false;
    this.running = false;
    this.rest();
    const out = document.fullscreenElement ? document.exitFullscreen().catch(() => {}) : Promise.resolve();
    if (this.over.matches(":popover-open")) this.over.hidePopover();
    this.lift();
    this.shut();
    return out;
  }

  /** The address of the slide that is shown. */
  address() {
    const url = new URL(location.href);
    url.searchParams.set("show", this.slides[this.n].id);
    if (this.dark) url.searchParams.set("dark", "1"); else url.searchParams.delete("dark");
    if (this.seconds !== this.data.usual_pace) url.searchParams.set("pace", String(this.seconds)); else url.searchParams.delete("pace");
    return url;
  }

  draw() {
    const slide = this.slides[this.n], { words } = this.data;
    const place = `${this.data.numbers[this.n]} / ${this.data.numbers[this.slides.length - 1]}`;
    this.deck.className = this.dark ? "deck dark" : "deck";
    this.stage.classList.toggle("night", this.dark);
    this.deck.replaceChildren(drawSlide(slide, place, (event, href) => this.follow(event, href)));
    this.deck.scrollTop = 0;
    const title = this.deck.querySelector("h2");
    title.replaceChildren(h("a", { href: this.behind(slide.href), class: "lead", title: words.behind, onclick: (e) => this.follow(e, slide.href) }, slide.title));
    for (const a of this.deck.querySelectorAll(".body a")) a.href = this.behind(a.getAttribute("href"));
    this.told = `${slide.title} ${place}`;
    this.live.textContent = this.told;
    this.tools();
    const url = this.address();
    if (this.open && url.href !== location.href) history.replaceState(history.state, "", url);
    this.left = this.seconds;
  }

  go(n) {
    const to = Math.min(Math.max(n, 0), this.slides.length - 1);
    if (to === this.n) { this.left = this.seconds; return; }
    this.n = to;
    this.draw();
  }

  // -- from a slide to the page behind it and back

  /** A page's address with the way back to this slide. */
  behind(href) {
    const url = new URL(href, document.baseURI);
    if (url.searchParams.has("meeting")) return href;
    if (url.pathname.endsWith("/meeting")) { // the meeting's own page: its tab of slides comes back to this one
      for (const [key, value] of this.address().searchParams) if (!url.searchParams.has(key)) url.searchParams.set(key, value);
      return url.href;
    }
    url.searchParams.set("meeting", this.address().searchParams.toString());
    return url.href;
  }

  follow(event, href) {
    if (event && (event.button || event.metaKey || event.ctrlKey || event.shiftKey)) return;
    event?.preventDefault();
    event?.stopPropagation();
    const to = this.behind(href);
    if (document.fullscreenElement) sessionStorage.setItem(WAS_FULL, "1"); // to come back as it was left
    this.leaving = true;
    this.close();
    visit(to);
  }

  // -- keys, fingers, time

  key(event) {
    if (!this.open || event.isComposing) return;
    const inPanel = !this.panel.hidden;
    const typing = inPanel && event.composedPath()[0]?.matches?.("input, textarea, select");
    if (event.key === "Tab") { this.round(event); return; }
    event.stopPropagation(); // the page behind has keys of its own
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (inPanel) {
      if (event.key === "Escape") { event.preventDefault(); this.shut(); return; }
      if (typing || [" ", "Enter"].includes(event.key)) return;
      if (!["?", "n", "N", "c", "C", "l", "L"].includes(event.key)) return;
    }
    if (!this.black.hidden) { event.preventDefault(); this.lift(); return; }
    const onButton = event.composedPath()[0]?.matches?.("button, a") && [" ", "Enter"].includes(event.key);
    if (onButton && !this.typed) return;
    if (/^[0-9]$/.test(event.key)) { event.preventDefault(); this.typed = (this.typed + event.key).slice(-4); this.say(`${this.data.words.jump} ${this.typed}`, 4000); return; }
    if (this.typed) {
      const number = Number(this.typed);
      if (event.key === "Backspace") { event.preventDefault(); this.typed = this.typed.slice(0, -1); this.say(this.typed ? `${this.data.words.jump} ${this.typed}` : ""); return; }
      this.typed = "";
      this.say("");
      if (event.key === "Enter") { event.preventDefault(); if (number) this.go(number - 1); return; }
      if (event.key === "Escape") { event.preventDefault(); return; }
    }
    const act = {
      ArrowRight: () => this.go(this.n + 1), ArrowDown: () => this.scrolled(1) || this.go(this.n + 1), PageDown: () => this.go(this.n + 1), " ": () => this.go(this.n + (event.shiftKey ? -1 : 1)), Enter: () => this.go(this.n + 1),
      ArrowLeft: () => this.go(this.n - 1), ArrowUp: () => this.scrolled(-1) || this.go(this.n - 1), PageUp: () => this.go(this.n - 1), Backspace: () => this.go(this.n - 1),
      Home: () => this.go(0), End: () => this.go(this.slides.length - 1),
      Escape: () => this.end(), b: () => this.darken(), ".": () => this.darken(), p: () => this.play(), s: () => this.pace(),
      f: () => this.fill(), t: () => this.turn(), d: () => this.follow(null, this.slides[this.n].href), n: () => this.decide(), c: () => this.settle(), l: () => this.list(), "?": () => this.help(),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** On a phone a slide may be longer than the screen: the arrows scroll it first. */
  scrolled(way) {
    const room = way > 0 ? this.deck.scrollHeight - this.deck.clientHeight - this.deck.scrollTop : this.deck.scrollTop;
    if (room < 4) return false;
    this.deck.scrollBy({ top: way * this.deck.clientHeight * 0.8 });
    return true;
  }

  /** Tab stays inside the show. */
  round(event) {
    const inside = [...(this.panel.hidden ? this.stage : this.panel).querySelectorAll("a[href], button:not([disabled]), input, select, textarea")].filter((e) => e.getClientRects().length);
    if (!inside.length) return;
    const now = this.stage.getRootNode().activeElement, at = inside.indexOf(now);
    event.preventDefault();
    event.stopPropagation();
    const to = at < 0 ? (event.shiftKey ? inside.length - 1 : 0) : (at + (event.shiftKey ? -1 : 1) + inside.length) % inside.length;
    inside[to].focus();
    this.wake();
  }

  swiped(end) {
    if (!this.touch || !end || !this.panel.hidden) return;
    const x = end.clientX - this.touch.clientX, y = end.clientY - this.touch.clientY;
    this.touch = null;
    if (!this.black.hidden) { this.lift(); return; }
    if (Math.abs(x) > SWIPE && Math.abs(x) > 1.5 * Math.abs(y)) this.go(this.n + (x < 0 ? 1 : -1));
  }

  tick() {
    if (!this.running || !this.panel.hidden || !this.black.hidden) return;
    this.left -= 1;
    if (this.left <= 0) {
      if (this.n >= this.slides.length - 1) { this.running = false; this.say(this.data.words.last, 4000); this.tools(); return; }
      this.go(this.n + 1);
    }
    this.tools();
  }

  play() { this.running = !this.running; this.left = this.seconds; this.say(this.running ? this.data.words.playing : this.data.words.paused, 2500); this.tools(); this.wake(); }
  pace() { this.seconds = SECONDS[(SECONDS.indexOf(this.seconds) + 1) % SECONDS.length]; this.say(`${this.seconds} ${this.data.words.seconds}`, 2500); this.draw(); }
  turn() { this.dark = !this.dark; this.draw(); }
  darken() { this.black.hidden = false; this.live.textContent = this.data.words.black; }
  lift() { this.black.hidden = true; this.live.textContent = this.told; }

  wake() {
    this.stage.classList.add("awake");
    clearTimeout(this.asleep);
    this.asleep = setTimeout(() => this.stage.classList.remove("awake"), 3500);
  }

  say(text, time = 0) {
    this.note.textContent = text;
    clearTimeout(this.quiet);
    if (time) this.quiet = setTimeout(() => { this.note.textContent = ""; this.typed = ""; }, time);
  }

  // -- the buttons, the same that the keys do

  tools() {
    const { words } = this.data;
    const made = [
      ["previous", "chevron_left", () => this.go(this.n - 1)], ["next", "chevron_right", () => this.go(this.n + 1)],
      ["play", this.running ? "pause" : "play_circle", () => this.play()], ["pace", "", () => this.pace()],
      ["list", "list", () => this.list()], ["behind", "open_in_new", () => this.follow(null, this.slides[this.n].href)],
      ["decide", "add_task", () => this.decide()], ["settle", "task_alt", () => this.settle()], ["black", "visibility_off", () => this.darken()], ["turn", "contrast", () => this.turn()],
      ["full", "fullscreen", () => this.fill()], ["help", "help", () => this.help()], ["end", "close", () => this.end()],
    ].filter(([id]) => !["decide", "settle"].includes(id) || this.data.form);
    const state = `${this.running}|${this.running ? this.left : this.seconds}|${this.data.words.next}`;
    if (this.bar.dataset.state === state) return;
    this.bar.dataset.state = state;
    const focused = this.bar.getRootNode().activeElement?.getAttribute?.("data-focus");
    this.bar.replaceChildren(...made.map(([id, name, act]) => h("button", {
      class: id, title: words[id], "aria-label": id === "play" && this.running ? words.pause : words[id], "data-focus": `show-${id}`, "aria-pressed": id === "play" ? String(this.running) : null, onclick: act,
    }, name ? icon(name) : h("span", { class: "number", text: `${this.running ? this.left : this.seconds} ${words.seconds_short}` }))));
    if (focused) this.bar.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  raise(title, ...inside) {
    this.panel.replaceChildren(h("div", { class: "card", role: "dialog", "aria-label": title },
      h("header", {}, h("h2", { text: title }), h("button", { class: "shut", "aria-label": this.data.words.close, title: this.data.words.close, onclick: () => this.shut() }, icon("close"))), inside));
    this.panel.hidden = false;
    (this.panel.querySelector("[autofocus]") || this.panel.querySelector("button, input, textarea"))?.focus();
  }

  shut() {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    if (this.open) this.stage.focus({ preventScroll: true });
  }

  help() {
    if (this.panel.querySelector(".helping")) { this.shut(); return; }
    this.raise(this.data.words.help, h("dl", { class: "helping" }, this.data.keys.map((k) => h("div", {}, h("dt", {}, k.keys.map((key) => h("kbd", { text: key }))), h("dd", { text: k.text })))));
  }

  list() {
    if (this.panel.querySelector(".listing")) { this.shut(); return; }
    this.raise(this.data.words.list, h("ol", { class: "listing" }, this.slides.map((s, n) =>
      h("li", {}, h("button", { class: n === this.n ? "here" : "", "aria-current": n === this.n ? "true" : null, autofocus: n === this.n, onclick: () => { this.shut(); this.go(n); } },
        h("b", { class: "number", text: this.data.numbers[n] }), h("span", { text: s.title }))))));
  }

  // -- a decision, taken without leaving the slide

  decide() {
    const { form } = this.data;
    if (!form) return;
    if (this.panel.querySelector("form")) return;
    const slide = this.slides[this.n], { labels } = form;
    const areas = form.areas.some((a) => a.value === slide.area_code) ? form.areas : [{ value: slide.area_code, text: slide.title }, ...form.areas];
    const field = (name, control, wide) => labelled(labels[name], control, wide);
    const day = h("input", { name: "day", type: "date", min: form.first, value: form.days[0].value, hidden: true, "aria-label": labels.due });
    const due = choose("due", form.days, form.days[Math.min(1, form.days.length - 1)].value, { onchange: (e) => { day.hidden = e.target.value !== ""; } });
    const measure = slide.kind === "league" ? form.league : "";
    this.raise(labels.title, this.form((given) => ({ ...given, due: given.due || given.day }),
      field("what", h("textarea", { name: "what", required: true, maxlength: form.longest.what, rows: "2", autofocus: true }), true),
      field("who", h("input", { name: "who", required: true, maxlength: form.longest.who, list: "who-known" })),
      h("datalist", { id: "who-known" }, form.known.map((who) => h("option", { value: who }))),
      field("person", h("input", { name: "person", maxlength: form.longest.person })),
      field("due", due), day,
      field("area", choose("area_code", areas, slide.area_code)),
      field("measure", choose("measure", form.measures, measure))));
  }

  /** How an open decision stands now: done, dropped, due another day, or with a note. Those of the slide's area first. */
  settle() {
    const { form } = this.data;
    if (!form || this.panel.querySelector("form")) return;
    if (!form.open.length) { this.say(form.labels.none_open, 4000); return; }
    const { labels, open } = form, area = this.slides[this.n].area_code;
    const sorted = [...open.filter((o) => o.area_code === area), ...open.filter((o) => o.area_code !== area)];
    const day = h("input", { name: "day", type: "date", value: sorted[0].due });
    const later = labelled(labels.new_due, day);
    const how = choose("how", form.hows, form.hows[0].value, { onchange: (e) => { later.hidden = e.target.value !== "later"; } });
    later.hidden = true;
    const which = choose("id", sorted, sorted[0].value, { autofocus: true, onchange: (e) => { day.value = sorted.find((o) => o.value === e.target.value).due; } });
    this.raise(labels.settle, this.form((given) => ({ ...given, seen: open.find((o) => o.value === given.id).seen }),
      labelled(labels.which, which, true), labelled(labels.how, how), later,
      labelled(labels.note, h("input", { name: "note", maxlength: form.longest.note }), true)));
  }

  /** A form whose content goes to the server; its answer comes with the next data (`answer`). */
  form(read, ...fields) {
    const { labels } = this.data.form;
    return h("form", { onsubmit: (event) => {
      event.preventDefault();
      const given = Object.fromEntries(new FormData(event.target));
      this.component.setTriggerValue("decided", { ...read(given), nonce: Date.now() });
      event.target.querySelector("[type=submit]").disabled = true;
    } }, fields,
    h("p", { class: "answer", role: "alert" }),
    h("div", { class: "do" }, h("button", { type: "submit", class: "start" }, icon("check"), h("span", { text: labels.save })),
      h("button", { type: "button", onclick: () => this.shut() }, h("span", { text: labels.cancel }))));
  }

  answer(answer) {
    this.answered = answer.n;
    if (answer.old) return;
    const form = this.panel.querySelector("form");
    if (answer.ok) { if (form) this.shut(); this.say(answer.text, 5000); return; }
    if (!form) { this.say(answer.text, 8000); return; }
    form.querySelector(".answer").textContent = answer.text;
    form.querySelector("[type=submit]").disabled = false;
  }
}

function choose(name, options, chosen, more = {}) {
  return h("select", { name, ...more }, options.map((o) => h("option", { value: o.value, selected: o.value === chosen ? "selected" : null, text: o.text })));
}

function labelled(text, control, wide) {
  return h("label", { class: wide ? "wide" : "" }, h("span", { text }), control);
}

function data_reset(data) {
  return data.reset ? link(data.reset, { class: "reset", "data-focus": "reset" }, icon("restart_alt"), h("span", { text: data.words.reset })) : null;
}
