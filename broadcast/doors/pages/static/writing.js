// The sheet of a script: what is typed is kept every few seconds, on the server and on this machine.
// Without this script the form is sent as any form; checking.js, trying.js, uploading.js, recording.js build on it.
"use strict";

const sheet = document.querySelector("[data-sheet]");
const box = sheet.querySelector("#text");
const told = sheet.dataset;
const KEEP_AFTER = 1500, KEEP_AT_LEAST = 4000, TRY_AGAIN = 4000; // milliseconds

const chosenLanguage = new URLSearchParams(location.search).get("lang");
const address = (path) => (chosenLanguage ? `${path}?lang=${encodeURIComponent(chosenLanguage)}` : path);

// What is typed and chosen, without files.
const typed = () => {
  const data = new FormData(sheet);
  data.delete("file");
  return data;
};
const fields = () => Array.from(typed()).filter(([name]) => name !== "csrf" && name !== "version");

// Ask the server; a refusal becomes an Error with its sentence and its code.
const ask = async (path, data, more = {}) => {
  const answer = await fetch(address(path), { method: "POST", body: data, headers: { accept: "application/json" }, ...more });
  if (answer.ok) return answer;
  let problem = { detail: answer.statusText, code: "" };
  try { problem = await answer.json(); } catch (error) { /* a proxy's own page */ }
  throw Object.assign(new Error(problem.detail), { code: problem.code, refused: true });
};

const trouble = sheet.querySelector("[data-trouble]");
const tell = (words) => {
  if (trouble.textContent !== words) trouble.textContent = words;
  trouble.hidden = !words;
};

// ---- kept on this machine until the server has it
const LOCAL = `draft:${told.person}:${told.script}`;
const keepHere = () => {
  try { localStorage.setItem(LOCAL, JSON.stringify({ at: Date.now(), fields: fields() })); } catch (error) { /* full or forbidden */ }
};
const forgetHere = () => { try { localStorage.removeItem(LOCAL); } catch (error) { /* forbidden */ } };
const keptHere = () => { try { return JSON.parse(localStorage.getItem(LOCAL)); } catch (error) { return null; } };

const fill = (kept) => {
  for (const one of sheet.querySelectorAll("input[type=checkbox]")) one.checked = false;
  for (const [name, value] of kept) {
    for (const one of sheet.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (one.type === "checkbox") one.checked = one.checked || one.value === value;
      else if (one.type !== "file" && name !== "script") one.value = value;
    }
  }
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

// ---- kept on the server
const savedAt = sheet.querySelector("[data-saved-at]");
let leaving = false, waiting = 0, unsavedSince = 0, sending = null, again = false;

const show = (name, words) => {
  const place = document.querySelector(`[data-${name}]`);
  place.textContent = words || "";
  place.hidden = !words;
};

const keep = async () => {
  clearTimeout(waiting);
  if (leaving || sheet.inert) return;
  if (sending) { again = true; return; }
  sending = new AbortController();
  unsavedSince = 0;
  try {
    const answer = await (await ask("/writing/copy", typed(), { signal: sending.signal })).json();
    savedAt.textContent = `${told.saved} ${answer.saved}`;
    show("others", answer.others);
    show("newer", answer.newer);
    tell("");
    if (!again) forgetHere();
  } catch (error) {
    if (error.name === "AbortError") return;
    savedAt.textContent = "";
    tell(error.code === "not-logged-in" ? told.loggedOut : error.refused ? error.message : told.unsaved);
    again = false;
    waiting = setTimeout(keep, error.refused ? 4 * TRY_AGAIN : TRY_AGAIN);
  } finally {
    sending = null;
  }
  if (again) { again = false; waiting = setTimeout(keep, KEEP_AFTER); }
};

const changed = () => {
  if (leaving || sheet.inert) return;
  keepHere();
  const now = Date.now();
  unsavedSince = unsavedSince || now;
  clearTimeout(waiting);
  waiting = setTimeout(keep, now - unsavedSince > KEEP_AT_LEAST ? 0 : KEEP_AFTER);
};
sheet.addEventListener("input", changed);
sheet.addEventListener("change", changed);
window.addEventListener("online", () => { if (keptHere()) keep(); });
document.addEventListener("visibilitychange", () => { if (document.hidden && unsavedSince) keep(); });

// Sent for good. This machine keeps it until a page comes that says so in a cookie: the line may be down, the session over.
sheet.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  keepHere();
  leaving = true;
  clearTimeout(waiting);
  if (sending) sending.abort();
});
window.addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });
const SAVED = document.cookie.match(/(?:^|; )saved=([a-z0-9-]+)/);
if (SAVED) {
  try { localStorage.removeItem(`draft:${told.person}:${SAVED[1] === "new" ? "" : SAVED[1]}`); } catch (error) { /* forbidden */ }
  document.cookie = "saved=; path=/; max-age=0; samesite=strict";
}
if ("refused" in told) forgetHere(); // the page shows what was sent
// Links to the dictionary come back to what was typed.
document.addEventListener("click", async (event) => {
  const link = event.target.closest('a[href^="/words"]');
  if (!link || !unsavedSince || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await keep();
  location.assign(link.href);
});

// ---- what was left unsaved: first choose, then type, so that neither overwrites the other
const offer = document.querySelector("[data-offer]");
if (offer) sheet.inert = true;
const left = keptHere();
if (left && JSON.stringify(left.fields) === JSON.stringify(fields())) forgetHere();
else if (left && left.at / 1000 > Number(told.copied || 0)) {
  const part = document.createElement("section");
  part.className = "note offer";
  const sentence = document.createElement("p");
  sentence.textContent = `${told.here} (${new Date(left.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" })})`;
  const choices = document.createElement("p");
  choices.className = "actions";
  for (const [words, kind, choose] of [[told.goOn, "big", () => fill(left.fields)], [told.drop, "plain", forgetHere]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind;
    button.textContent = words;
    button.addEventListener("click", () => {
      part.remove();
      if (offer) offer.remove();
      sheet.inert = false;
      choose();
      box.focus();
    });
    choices.append(button);
  }
  part.append(sentence, choices);
  sheet.before(part);
  sheet.inert = true;
}
