// Doubts marked in the text while it is typed, with their repairs below it; how long it will take.
"use strict";

const mirror = sheet.querySelector("[data-mirror]");
const doubtsPart = sheet.querySelector("[data-doubts]");
const duration = sheet.querySelector("[data-duration]");
const CHECK_AFTER = 450; // milliseconds without a key
const sounding = { part: null }; // the stretch that sounds now, in places of the checked text

let checked = null; // { text, answer }: what the server said, and of which text
let checkTimer = 0, checkSending = null;

const ready = () => Boolean(sheet.elements.sound.value); // ready audio: there is nothing to read

// Places come as code points; JavaScript counts in halves of what lies beyond the usual ones.
const inUnits = (text) => {
  if (!/[\ud800-\udfff]/.test(text)) return (at) => at;
  const units = [0];
  for (const letter of text) units.push(units[units.length - 1] + letter.length);
  return (at) => units[Math.min(at, units.length - 1)];
};

// Where a place of the checked text stands in the text as it is now: before or behind what was typed since.
const mover = () => {
  const old = checked.text, now = box.value, units = inUnits(old);
  if (old === now) return units;
  const most = Math.min(old.length, now.length);
  let same = 0, tail = 0;
  while (same < most && old[same] === now[same]) same += 1;
  while (tail < most - same && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return (at) => (units(at) <= same ? units(at) : Math.max(same, units(at) + now.length - old.length));
};

const draw = () => {
  const text = box.value, parts = [];
  const marks = [];
  if (checked && !ready()) {
    const move = mover();
    for (const each of checked.answer.doubts) marks.push([move(each.start), move(each.end), each.weighs ? "bad" : "doubt"]);
    if (sounding.part) marks.push([move(sounding.part[0]), move(sounding.part[1]), "sounds"]);
  }
  const cuts = new Set([0, text.length]);
  for (const [start, end] of marks) cuts.add(start).add(end);
  const places = Array.from(cuts).filter((at) => at <= text.length).sort((a, b) => a - b);
  for (let at = 0; at + 1 < places.length; at += 1) {
    const [start, end] = [places[at], places[at + 1]];
    const kinds = marks.filter((mark) => mark[0] <= start && end <= mark[1]).map((mark) => mark[2]);
    if (!kinds.length) { parts.push(document.createTextNode(text.slice(start, end))); continue; }
    const mark = document.createElement("span");
    mark.className = kinds.map((kind) => `in-${kind}`).join(" ");
    mark.textContent = text.slice(start, end);
    parts.push(mark);
  }
  parts.push(document.createTextNode("\n\u200b")); // a last empty line counts as high as in the box
  mirror.replaceChildren(...parts);
  mirror.scrollTop = box.scrollTop;
};
box.addEventListener("scroll", () => { mirror.scrollTop = box.scrollTop; });

const place = () => {
  const answer = checked.answer;
  const inside = doubtsPart && doubtsPart.contains(document.activeElement);
  if (doubtsPart) doubtsPart.innerHTML = answer.doubts_html; // made by our own server, escaped there
  document.querySelector("[data-proof]").innerHTML = answer.proof_html;
  duration.textContent = [
    answer.lasts && `${told.about} ${answer.lasts}.`,
    answer.over && `${told.over} ${answer.over}.`,
  ].filter(Boolean).join(" ");
  const left = answer.doubts.length;
  sheet.querySelector("[data-doubts-told]").textContent = box.value.trim() ? (left ? `${told.left} ${left}` : told.clean) : "";
  if (inside) (doubtsPart.querySelector("button, h2") || document.querySelector("[data-try-toggle]")).focus();
  draw();
};

const check = async () => {
  clearTimeout(checkTimer);
  if (checkSending) checkSending.abort();
  if (ready()) { draw(); return null; }
  const text = box.value;
  if (checked && checked.text === text && checked.form === JSON.stringify(fields())) return checked.answer;
  if (!text.trim()) {
    checked = { text, form: "", answer: { doubts: [], lines: [], doubts_html: "", proof_html: "", lasts: "", spoken: "", over: 0 } };
    place();
    return checked.answer;
  }
  checkSending = new AbortController();
  const form = JSON.stringify(fields());
  const answer = await (await ask("/writing/check", typed(), { signal: checkSending.signal })).json();
  if (box.value !== text) return answer;
  checked = { text, form, answer };
  place();
  return answer;
};
const checkQuietly = () => check().catch((error) => { if (error.name !== "AbortError") checkTimer = setTimeout(checkQuietly, 5000); });

box.addEventListener("input", () => {
  draw();
  clearTimeout(checkTimer);
  checkTimer = setTimeout(checkQuietly, CHECK_AFTER);
});
sheet.addEventListener("change", (event) => { if (event.target !== box) checkQuietly(); });

if (doubtsPart) doubtsPart.addEventListener("click", (event) => {
  const button = event.target.closest("[data-repair], [data-goto]");
  if (!button || !checked) return;
  const move = mover(), start = move(Number(button.dataset.start)), end = move(Number(button.dataset.end));
  if (button.dataset.repair === undefined) {
    box.focus();
    box.setSelectionRange(start, end);
    return;
  }
  box.setRangeText(button.dataset.repair, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  checkQuietly();
});

if (box.value.trim()) checkQuietly();
else draw();
