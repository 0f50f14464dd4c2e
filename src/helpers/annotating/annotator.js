// The annotator's face. The kernel owns the truth: every decision is sent to it, is written to the coder's file and
// flushed there, and only its answer turns "saving…" into "saved". Texts are only ever text nodes, never markup.

const HELP = [
  ["1–9 0 …", "set or take away a type"], ["← → ↑ ↓", "previous, next"], ["Enter", "confirm and go on"],
  ["n", "next one without a label"], ["u", "undo"], ["c", "comment"], ["m", "mark a claim"], ["x", "list of claims"],
  ["s", "suggestions on or off"], ["Page ↑ ↓", "scroll the text"], ["?", "help and codebook"],
  ["Esc", "close; leave the annotator"],
];
const MARK_HELP = [
  ["← →", "word"], ["Shift ← →", "longer, shorter"], ["j k", "end by a letter"], ["J K", "start by a letter"],
  ["Enter", "describe it"], ["Esc", "leave"],
];
const TAKE_KEYS = "abdefghi"; // "as this coder": letters that mean nothing else
const PATIENCE = 4000; // milliseconds without an answer before we say so

// Python counts characters, JavaScript counts UTF-16 units: two for each character beyond the Basic Multilingual Plane.
export function offsets(text) {
  const wide = [...text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)].map((found) => found.index);
  const before = (limit) => {
    let low = 0, high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (limit(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    toPython: (at) => at - before((k) => wide[k] < at),
    toJs: (at) => at + before((k) => wide[k] - k < at),
  };
}

// An element with properties, attributes (names with a dash, role) and children; strings become text nodes.
function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const keycap = (key) => h("kbd", {}, key);
const words = (name) => name.replaceAll("_", " ");
const keyList = (keys) => keys.map(([key, what]) => h("span", { className: "key" }, keycap(key), what));

function wordsOf(text) {
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
  return [...segments].filter((s) => s.segment.trim()).map((s) => ({ start: s.index, end: s.index + s.segment.length }));
}

class View {
  constructor(model, el) {
    this.model = model;
    this.id = Math.random().toString(36).slice(2);
    this.sent = 0;
    this.waiting = new Map(); // number of a message → the unit that it decides, until the kernel answers
    this.texts = new Map(); // report_id → what the kernel told of it
    this.units = null;
    this.panel = null; // "help", "comment", "claim" or "claims" when open
    this.mark = null; // { start, end } in the shown text, while a claim is being marked
    this.build(el);
    this.onMessage = (message) => this.receive(message);
    model.on("msg:custom", this.onMessage);
    model.send({ do: "hello" });
  }

  build(el) {
    this.status = h("span", { className: "status", role: "status" }, "waiting for the kernel…");
    this.bar = h("progress", { max: 1, value: 0, "aria-label": "labelled so far" });
    this.count = h("span", { className: "count" });
    this.who = h("span", { className: "who" });
    this.head = h("div", { className: "about" });
    this.text = h("div", { className: "text", dir: "auto", "aria-label": "report" });
    this.side = h("div", { className: "side" });
    this.foot = h("div", { className: "keys foot" });
    this.below = h("div", { className: "below" });
    this.live = h("div", { className: "spoken", "aria-live": "polite" });
    this.root = h("div", {
      className: "casebook lm-mod-ignore", tabIndex: 0, role: "application", "aria-label": "annotator",
      "aria-roledescription": "annotator", "data-lm-suppress-shortcuts": "true",
    }, h("div", { className: "top" }, this.who, this.bar, this.count, this.status),
    h("div", { className: "main" }, h("div", { className: "report" }, this.head, this.text), this.side),
    this.foot, this.below, this.live);
    // JupyterLab listens for keys higher up: while the annotator has the focus, none may get there.
    for (const kind of ["keyup", "keypress"]) this.root.addEventListener(kind, (event) => event.stopPropagation());
    this.root.addEventListener("keydown", (event) => { event.stopPropagation(); this.key(event); });
    this.text.addEventListener("mouseup", () => this.markSelection());
    el.append(this.root);
  }

  close() {
    this.model.off("msg:custom", this.onMessage);
    clearTimeout(this.timer);
  }

  // ── to and from the kernel ────────────────────────────────────────────────────────────────────────────────────

  decide(content, unit = this.at) {
    const n = `${this.id}:${++this.sent}`;
    this.waiting.set(n, unit);
    this.say("saving", "saving…");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.say("failed", "NOT saved: the kernel does not answer. If it was restarted, run the cell again."), PATIENCE);
    this.model.send({ ...content, n });
  }

  receive(message) {
    if (message.reply === "state") this.takeState(message);
    if (message.reply === "text") this.takeText(message);
    if (message.reply === "saved" || message.reply === "failed") this.takeAnswer(message);
  }

  takeState(state) {
    Object.assign(this, state);
    this.who.textContent = state.coder;
    if (!this.units.length) return this.say("saved", "nothing in the queue");
    this.say("saved", state.messages.length ? state.messages.join(" ") : "all saved");
    this.show(this.at);
  }

  takeText(report) {
    const offset = offsets(report.text);
    const toJs = (claim) => ({ ...claim, from: offset.toJs(claim.start), to: offset.toJs(claim.end) });
    this.texts.set(report.report_id, {
      ...report, offset, claims: report.claims.map(toJs), suggested: report.suggested.map(toJs),
    });
    if (this.unit && this.unit.report_id === report.report_id) this.draw(true);
  }

  takeAnswer(answer) {
    const own = this.waiting.delete(answer.n);
    for (const unit of answer.units) {
      const superseded = [...this.waiting.values()].includes(unit.index);
      if (!superseded) Object.assign(this.units[unit.index], unit);
    }
    if (answer.report) this.takeText(answer.report);
    if (answer.reply === "failed" && own) this.fail(answer.why);
    else if (!this.waiting.size) this.saved();
    if (own && answer.close && this.panel === "claim") {
      this.mark = null;
      this.open(null);
    }
    if (own && answer.goto !== undefined) this.show(answer.goto);
    else this.draw();
  }

  saved() {
    clearTimeout(this.timer);
    this.say("saved", "saved");
  }

  fail(why) {
    clearTimeout(this.timer);
    this.say("failed", `NOT saved: ${why}`);
  }

  say(state, what) {
    this.root.dataset.state = state;
    this.status.textContent = what;
  }

  // ── what a person does ────────────────────────────────────────────────────────────────────────────────────────

  get unit() { return this.units && this.units[this.at]; }
  get report() { return this.unit && this.texts.get(this.unit.report_id); }
  get isLoaded() { return Boolean(this.report); }

  show(index) {
    this.at = Math.min(Math.max(index, 0), this.units.length - 1);
    this.since = performance.now();
    this.mark = null;
    for (const step of [0, 1, -1, 2, 3]) this.fetch(this.units[this.at + step]);
    this.model.send({ do: "at", unit: this.at });
    this.open(null);
    this.speak();
  }

  fetch(unit) {
    if (!unit || this.texts.has(unit.report_id)) return;
    this.texts.set(unit.report_id, null);
    this.model.send({ do: "text", report_id: unit.report_id });
  }

  suggestion() {
    const unit = this.unit;
    return this.suggest && unit.suggested && unit.suggested.length && !unit.types.length ? unit.suggested : null;
  }

  setTypes(types) {
    if (!this.isLoaded) return this.say("saving", "the text is on its way…"); // nobody labels what she has not seen
    const shown = this.suggest && Boolean(this.unit.suggested);
    this.unit.types = types;
    this.decide({ do: "types", unit: this.at, types, shown, seconds: (performance.now() - this.since) / 1000 });
    this.draw();
    this.live.textContent = types.length ? types.map(words).join(", ") : "no type";
  }

  toggle(name) {
    const had = this.unit.types;
    if (had.includes(name)) return this.setTypes(had.filter((other) => other !== name));
    const alone = name === this.exclusive;
    this.setTypes(alone ? [name] : [...had.filter((other) => other !== this.exclusive), name]);
  }

  confirm() {
    if (!this.isLoaded) return;
    const suggestion = this.suggestion();
    if (suggestion) this.setTypes(suggestion);
    if (this.marks_claims && !this.unit.done) this.decide({ do: "done", unit: this.at });
    this.step(1);
  }

  step(by) {
    if (this.units[this.at + by]) this.show(this.at + by);
    else this.say(this.root.dataset.state, by > 0 ? "this is the last one" : "this is the first one");
  }

  nextOpen() {
    const order = [...this.units.keys()].map((k) => (this.at + 1 + k) % this.units.length);
    const found = order.find((k) => !isDone(this.units[k]));
    if (found === undefined) this.say(this.root.dataset.state, "all are labelled");
    else this.show(found);
  }

  key(event) {
    if (!this.unit) return;
    if (event.ctrlKey || event.metaKey || event.altKey) {
      // labels are saved already, and the browser's "save page" would only puzzle
      if (event.key === "s") event.preventDefault();
      return;
    }
    if (this.panel === "comment" || this.panel === "claim") return this.keyInForm(event);
    const done = this.mark ? this.keyInMark(event) : this.keyInUnit(event);
    if (done) event.preventDefault();
  }

  keyInForm(event) {
    if (event.key === "Escape") { event.preventDefault(); this.open(null); }
    if (event.key === "Enter" && !event.isComposing && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      this.below.querySelector("form").requestSubmit();
    }
  }

  keyInUnit(event) {
    const onButton = event.target.tagName === "BUTTON";
    if (onButton && (event.key === "Enter" || event.key === " ")) return false; // the button's own click
    const type = this.types.find((t) => t.key === event.key);
    const taken = (this.unit.others || [])[TAKE_KEYS.indexOf(event.key)];
    const page = this.text.clientHeight * 0.9;
    const actions = {
      ArrowRight: () => this.step(1), ArrowDown: () => this.step(1), ArrowLeft: () => this.step(-1),
      ArrowUp: () => this.step(-1), Home: () => this.show(0), End: () => this.show(this.units.length - 1),
      Enter: () => this.confirm(), n: () => this.nextOpen(), u: () => this.decide({ do: "undo" }),
      c: () => this.open("comment"), m: () => this.startMark(), x: () => this.open(this.panel === "claims" ? null : "claims"),
      s: () => this.switchSuggestions(), "?": () => this.open(this.panel === "help" ? null : "help"),
      PageDown: () => this.text.scrollBy(0, page), PageUp: () => this.text.scrollBy(0, -page),
      Escape: () => (this.panel ? this.open(null) : this.leave()),
    };
    if (type) this.toggle(type.name);
    else if (taken) this.setTypes(taken.types);
    else if (Object.hasOwn(actions, event.key)) actions[event.key]();
    else return false;
    return true;
  }

  switchSuggestions() {
    this.suggest = !this.suggest;
    this.model.send({ do: "suggest", on: this.suggest });
    this.draw();
  }

  // ── marking a claim ───────────────────────────────────────────────────────────────────────────────────────────

  span(unit = this.unit) {
    const { text, offset } = this.report;
    return unit.start === null ? { start: 0, end: text.length } : { start: offset.toJs(unit.start), end: offset.toJs(unit.end) };
  }

  startMark() {
    if (!this.marks_claims || !this.isLoaded) return;
    const { start, end } = this.span();
    this.words = wordsOf(this.report.text.slice(start, end)).map((w) => ({ start: w.start + start, end: w.end + start }));
    if (this.words.length) this.setMark(this.words[0].start, this.words[0].end);
  }

  setMark(start, end) {
    this.mark = start < end ? { start, end } : this.mark;
    this.draw(true);
    this.live.textContent = this.report.text.slice(this.mark.start, this.mark.end);
  }

  keyInMark(event) {
    const { start, end } = this.mark;
    const text = this.report.text;
    const first = this.words.findLastIndex((w) => w.start <= start), last = this.words.findLastIndex((w) => w.start < end);
    const word = (k) => this.words[Math.min(Math.max(k, 0), this.words.length - 1)];
    const after = (at) => at + (text.codePointAt(at) > 0xffff ? 2 : 1);
    const before = (at) => at - (at > 1 && text.codePointAt(at - 2) > 0xffff ? 2 : 1);
    const move = (k) => this.setMark(word(k).start, word(k).end);
    const actions = {
      ArrowRight: () => (event.shiftKey ? this.setMark(start, word(last + 1).end) : move(last + 1)),
      ArrowLeft: () => (event.shiftKey ? this.setMark(start, word(last - 1).end) : move(first - 1)),
      ArrowDown: () => move(last + 10), ArrowUp: () => move(first - 10), Home: () => move(0), End: () => move(Infinity),
      j: () => this.setMark(start, before(end)), k: () => this.setMark(start, Math.min(after(end), text.length)),
      J: () => this.setMark(Math.max(before(start), 0), end), K: () => this.setMark(after(start), end),
      Enter: () => this.open("claim"), Escape: () => { this.mark = null; this.draw(true); },
    };
    if (!Object.hasOwn(actions, event.key)) return false;
    actions[event.key]();
    return true;
  }

  markSelection() {
    const selection = document.getSelection();
    if (!this.marks_claims || !this.isLoaded || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!this.text.contains(range.startContainer) || !this.text.contains(range.endContainer)) return;
    const upTo = document.createRange();
    upTo.setStart(this.text, 0);
    upTo.setEnd(range.startContainer, range.startOffset);
    const chosen = range.toString(), start = upTo.toString().length;
    const lead = chosen.length - chosen.trimStart().length;
    this.startMark();
    if (chosen.trim()) this.setMark(start + lead, start + lead + chosen.trim().length);
    selection.removeAllRanges();
    this.root.focus({ preventScroll: true });
  }

  saveClaim(form) {
    const { text, offset } = this.report;
    const fields = Object.fromEntries(this.fields.map((f) => [f.name, form.elements[f.name].value.trim()]));
    const { start, end } = this.mark;
    const quote = text.slice(start, end);
    const span = { start: offset.toPython(start), end: offset.toPython(end), quote };
    this.decide({ do: "claim", unit: this.at, claim_id: this.editing?.claim_id || null, ...span, fields });
  }

  edit(claim, isSuggestion) {
    this.startMark();
    this.mark = { start: claim.from, end: claim.to };
    this.open("claim", { ...claim, claim_id: isSuggestion ? null : claim.claim_id });
  }

  // ── drawing ───────────────────────────────────────────────────────────────────────────────────────────────────

  open(panel, editing = null) {
    this.panel = panel;
    this.editing = editing;
    this.below.replaceChildren(...this.panelContent());
    const first = this.below.querySelector("[data-first]");
    if (first) first.focus({ preventScroll: true });
    this.draw(true);
    if (!first) this.keepFocus(panel === null);
  }

  keepFocus(wanted = true) {
    // a control that was redrawn loses the focus, and the next key would go to JupyterLab
    if (wanted && this.hadFocus() && !this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
  }

  hadFocus() {
    const active = document.activeElement;
    return this.focused && (active === document.body || active === null || this.root.contains(active));
  }

  panelContent() {
    if (this.panel === "help") return this.helpPanel();
    if (this.panel === "comment") return [this.commentForm()];
    if (this.panel === "claim") return [this.claimForm()];
    if (this.panel === "claims") return [this.claimList()];
    return [];
  }

  helpPanel() {
    const types = this.types.map((t) => h("p", {}, keycap(t.key), h("b", {}, words(t.name)), ". ", t.definition));
    return [h("div", { className: "keys" }, keyList(HELP)), h("div", { className: "codebook" }, types)];
  }

  commentForm() {
    const field = h("input", { name: "comment", value: this.unit.comment || "", maxLength: 2000, "data-first": "", "aria-label": "comment" });
    const save = (event) => {
      event.preventDefault();
      this.unit.comment = field.value.trim();
      this.decide({ do: "comment", unit: this.at, comment: this.unit.comment });
      this.open(null);
    };
    return h("form", { onsubmit: save, autocomplete: "off" }, h("label", {}, "Comment ", field), keyList([["Enter", "save"], ["Esc", "cancel"]]));
  }

  claimForm() {
    const values = this.editing || {};
    const fields = this.fields.map((field, k) => h("label", { className: field.options ? "" : "free" }, words(field.name), control(field, values[field.name], k)));
    const submit = (event) => { event.preventDefault(); this.saveClaim(event.target); };
    return h("form", { className: "claim-form", onsubmit: submit, autocomplete: "off", noValidate: true },
      h("p", { className: "quote" }, h("bdi", {}, this.report.text.slice(this.mark.start, this.mark.end))),
      h("div", { className: "fields" }, fields), h("button", { type: "submit" }, "Save the claim"),
      keyList([["Tab", "next field"], ["Enter", "save"], ["Esc", "cancel"]]));
  }

  claimList() {
    const own = this.report.claims.map((claim, k) => this.claimRow(claim, false, k));
    const suggested = this.suggest ? this.report.suggested.map((claim, k) => this.claimRow(claim, true, own.length + k)) : [];
    if (!own.length && !suggested.length) return h("p", { className: "quiet" }, "No claim is marked in this report. ", keycap("m"), " marks one.");
    return h("ul", { className: "claims" }, own, suggested);
  }

  claimRow(claim, isSuggestion, k) {
    const edit = () => this.edit(claim, isSuggestion);
    const remove = () => this.decide({ do: "unclaim", claim_id: claim.claim_id });
    const what = `${claim.measure} · ${words(claim.group)} · ${claim.low ?? "?"}–${claim.high ?? "?"} · ${words(claim.scope)}`;
    return h("li", { className: isSuggestion ? "suggested" : "" },
      h("button", { onclick: edit, "data-first": k ? undefined : "" }, h("bdi", {}, claim.quote), h("small", {}, ` ${what}`)),
      isSuggestion ? h("small", {}, "suggested: open to confirm") : h("button", { className: "remove", onclick: remove, "aria-label": `take away ${claim.quote}` }, "take away"));
  }

  draw(withText = false) {
    if (!this.unit) return;
    const done = this.units.filter(isDone).length;
    this.bar.max = this.units.length;
    this.bar.value = done;
    this.count.textContent = `${this.at + 1} of ${this.units.length} · ${done} labelled`;
    this.drawSide();
    if (withText) this.drawReport();
    if (this.panel === "claims") this.below.replaceChildren(...this.panelContent());
    this.keepFocus();
  }

  drawSide() {
    const suggestion = this.suggestion() || [];
    const buttons = this.types.map((t) => h("button", {
      className: suggestion.includes(t.name) ? "type suggested" : "type", title: t.short,
      "aria-pressed": this.unit.types.includes(t.name), "aria-keyshortcuts": t.key, tabIndex: -1,
      onmousedown: (event) => event.preventDefault(), onclick: () => { this.focus(); this.toggle(t.name); },
    }, keycap(t.key), words(t.name)));
    this.side.replaceChildren(...[
      ...buttons,
      suggestion.length ? h("p", { className: "quiet" }, "Suggested; ", keycap("Enter"), " confirms.") : null,
      ...this.othersPanel(),
      this.unit.comment ? h("p", { className: "comment" }, "“", h("bdi", {}, this.unit.comment), "”") : null,
    ].filter(Boolean));
    this.foot.replaceChildren(...keyList(this.mark ? MARK_HELP : HELP.filter(([key]) => this.isUseful(key))));
  }

  isUseful(key) {
    if (key.startsWith("Page")) return false;
    if (key === "s") return this.units.some((unit) => unit.suggested);
    return this.marks_claims || !["m", "x"].includes(key);
  }

  othersPanel() {
    return (this.unit.others || []).map((other, k) => h("div", { className: "other" },
      h("button", { tabIndex: -1, onmousedown: (event) => event.preventDefault(), onclick: () => { this.focus(); this.setTypes(other.types); } },
        keycap(TAKE_KEYS[k] || "·"), h("b", {}, other.coder), `: ${other.types.map(words).join(", ")}`),
      other.comment ? h("p", { className: "comment" }, "“", h("bdi", {}, other.comment), "”") : null));
  }

  drawReport() {
    const report = this.report;
    if (!report) {
      this.head.replaceChildren();
      return this.text.replaceChildren("The text is on its way…");
    }
    this.head.replaceChildren(report.title ? h("h4", { dir: "auto" }, report.title) : "", h("p", { className: "quiet" }, report.line));
    this.text.replaceChildren(...pieces(report.text, this.highlights()));
    const shown = this.text.querySelector(".mark") || this.text.querySelector(".unit");
    if (shown) this.text.scrollTop += shown.getBoundingClientRect().top - this.text.getBoundingClientRect().top - this.text.clientHeight / 3;
  }

  highlights() {
    const { start, end } = this.span();
    const spans = this.unit.start === null ? [] : [{ start, end, name: "unit" }];
    for (const claim of this.report.claims) spans.push({ start: claim.from, end: claim.to, name: "claim" });
    if (this.suggest) for (const claim of this.report.suggested) spans.push({ start: claim.from, end: claim.to, name: "claim-suggested" });
    if (this.mark) spans.push({ ...this.mark, name: "mark" });
    return spans;
  }

  focus() { this.root.focus({ preventScroll: true }); }

  leave() {
    // back to the cell, so that JupyterLab hears the next key; where there is none, to nobody
    this.focused = false;
    const outside = this.root.parentElement.closest("[tabindex]");
    if (outside) outside.focus({ preventScroll: true });
    else this.root.blur();
  }

  speak() {
    if (!this.isLoaded) return;
    const { start, end } = this.span();
    const types = this.unit.types.length ? this.unit.types.map(words).join(", ") : "no type";
    this.live.textContent = `${this.at + 1} of ${this.units.length}. ${this.report.text.slice(start, end).slice(0, 1000)}. ${types}`;
  }
}

const isDone = (unit) => unit.types.length > 0 || unit.done;

function control(field, value, k) {
  const props = { name: field.name, "data-first": k ? undefined : "" };
  if (!field.options) return h("input", { ...props, value: value ?? field.preset ?? "", placeholder: field.hint || "", inputMode: field.kind === "number" ? "numeric" : "text" });
  const options = ["", ...field.options].map((name) => h("option", { value: name, selected: name === (value ?? field.preset ?? "") }, words(name) || "–"));
  return h("select", props, options);
}

// Cut the text where a highlight starts or ends; each piece is one text node with the classes of what covers it.
function pieces(text, spans) {
  const cuts = [...new Set([0, text.length, ...spans.flatMap((s) => [s.start, s.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, k) => {
    const names = new Set(spans.filter((s) => s.start <= from && cuts[k + 1] <= s.end).map((s) => s.name));
    const part = document.createTextNode(text.slice(from, cuts[k + 1]));
    return names.size ? h("span", { className: [...names].join(" ") }, part) : part;
  });
}

function render({ model, el }) {
  const view = new View(model, el);
  const notice = (event) => { view.focused = view.root.contains(event.target); };
  for (const kind of ["focusin", "pointerdown"]) document.addEventListener(kind, notice, true);
  return () => {
    for (const kind of ["focusin", "pointerdown"]) document.removeEventListener(kind, notice, true);
    view.close();
  };
}

export default { render };
