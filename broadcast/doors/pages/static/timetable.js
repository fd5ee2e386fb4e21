// Lịch phát: without this every item opens as a page with its forms. Here it opens in a dialog, is dragged,
// or is moved by keys: space picks it up, arrows go, Enter drops, Esc cancels.
"use strict";

const desk = document.querySelector("[data-timetable]");
const dialog = document.querySelector("[data-dialog]");
const told = desk.querySelector("[data-told]");
const live = desk.querySelector("[data-live]");
const body = desk.querySelector("[data-rows]");
const may = "may" in desk.dataset;
const day = desk.dataset.timetable;
const language = new URLSearchParams(location.search).get("lang");
const address = (path) => `/timetable/${day}/${path}${language ? `?lang=${language}` : ""}`;
const filling = (words, ...parts) => parts.reduce((said, part) => said.replace("%", part), words);

// What an item's link says: /timetable/DAY/stations/STATION/SLOT/SCRIPT or /timetable/DAY/scripts/SCRIPT.
const thingOf = (link) => {
  const [, , , kind, first, slot, script] = new URL(link.href).pathname.split("/").map(decodeURIComponent);
  return kind === "stations" ? { station: first, slot, script } : { station: null, slot: null, script: first };
};

const say = (words, bad, ...buttons) => {
  told.classList.toggle("bad", bad);
  told.replaceChildren();
  const line = document.createElement("p");
  line.append(...buttons, words);
  told.append(line);
};

const itemLink = (station, slot, script) => {
  const row = document.getElementById(`dai-${station}`);
  const cells = row ? Array.from(row.querySelectorAll("[data-slot]")) : [];
  const cell = cells.find((each) => each.dataset.slot === slot);
  return cell && Array.from(cell.querySelectorAll("li a")).find((link) => thingOf(link).script === script);
};

const renew = (answer) => {
  for (const [station, html] of Object.entries(answer.rows)) {
    const row = document.getElementById(`dai-${station}`);
    if (!row) continue;
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    row.replaceWith(holder.content);
  }
  desk.querySelector("[data-moves]").innerHTML = answer.moves;
};

const button = (words, press) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "find";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
};

// Ask the server: it answers with the rows as they are planned now, or with why not and what it proposes.
const send = async (path, fields) => {
  const sent = new URLSearchParams({ csrf: desk.dataset.csrf, ...fields });
  let response, answer;
  try {
    response = await fetch(address(path), { method: "POST", body: sent, headers: { accept: "application/json" } });
    answer = await response.json();
  } catch {
    say(desk.dataset.failed, true);
    return;
  }
  if (!("rows" in answer)) {
    say(answer.detail || desk.dataset.failed, true);
    return;
  }
  renew(answer);
  if (response.ok) {
    say(answer.said, false);
    const link = fields.slot && itemLink(fields.station, fields.slot, fields.script);
    if (link) link.focus();
  } else if (answer.proposal) {
    const take = { ...fields, slot: answer.proposal.slot, position: "" };
    const press = button(answer.proposal.said, () => send(path, take));
    say(answer.said, true);
    told.append(press);
    press.focus();
  } else {
    say(answer.said, true);
  }
};

const rowOf = (element) => element.closest("tr[data-station]");
const seen = (row) => (row ? row.dataset.seen : "");
const place = (thing, cell, position) => {
  const row = rowOf(cell);
  return send("moves", {
    station: row.dataset.station,
    script: thing.script,
    slot: cell.dataset.slot,
    position: String(position),
    moved_from: thing.slot || "",
    seen: seen(row),
  });
};

// ---- the mark that shows where it would stand
const mark = document.createElement("li");
mark.className = "mark";
mark.setAttribute("aria-hidden", "true");
let carried = null; // { thing, link }

const others = (cell) => Array.from(cell.querySelectorAll("li:not(.mark):not(.grabbed)"));
const show = (cell, position) => {
  for (const each of desk.querySelectorAll(".over")) each.classList.remove("over");
  cell.classList.add("over");
  const list = cell.querySelector("ol");
  list.insertBefore(mark, others(cell)[position] || null);
};
const lay = () => {
  mark.remove();
  for (const each of desk.querySelectorAll(".over")) each.classList.remove("over");
  for (const each of desk.querySelectorAll(".grabbed")) each.classList.remove("grabbed");
  carried = null;
};
const lift = (link) => {
  carried = { thing: thingOf(link), link };
  const item = link.closest(".cell li");
  if (item) item.classList.add("grabbed");
};
const takes = (cell) =>
  cell && carried && !("locked" in cell.dataset)
  && (!carried.thing.station || rowOf(cell).dataset.station === carried.thing.station);

// ---- by mouse
if (may) {
  desk.addEventListener("dragstart", (event) => {
    const link = event.target.closest && event.target.closest(".cell li a, a[data-script]");
    if (!link) return;
    if (link.closest(".cell[data-locked]")) {
      event.preventDefault();
      say(desk.dataset.locked, true);
      return;
    }
    event.dataTransfer.setData("text/plain", link.textContent);
    event.dataTransfer.effectAllowed = "move";
    lift(link);
  });
  desk.addEventListener("dragover", (event) => {
    const cell = event.target.closest(".cell");
    if (!takes(cell)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const items = others(cell);
    const before = items.findIndex((each) => {
      const box = each.getBoundingClientRect();
      return event.clientY < box.top + box.height / 2;
    });
    show(cell, before < 0 ? items.length : before);
  });
  desk.addEventListener("drop", (event) => {
    const cell = event.target.closest(".cell");
    if (!takes(cell)) return;
    event.preventDefault();
    const position = mark.isConnected ? Array.from(mark.parentNode.querySelectorAll("li:not(.grabbed)")).indexOf(mark) : 0;
    const { thing } = carried;
    lay();
    place(thing, cell, position);
  });
  desk.addEventListener("dragend", (event) => {
    if (carried && event.dataTransfer.dropEffect === "none") {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const cell = under && under.closest(".cell");
      if (cell && carried.thing.station && rowOf(cell).dataset.station !== carried.thing.station) say(desk.dataset.nowhere, true);
      else if (cell && "locked" in cell.dataset) say(desk.dataset.locked, true);
    }
    lay();
  });
}

// ---- by keyboard
let at = null; // { cells, number, position }: where the carried item would be dropped
const announce = () => {
  const cell = at.cells[at.number];
  show(cell, at.position);
  cell.scrollIntoView({ block: "nearest" });
  live.textContent = filling(desk.dataset.at, cell.dataset.name, at.position + 1, others(cell).length + 1);
};
const grab = (link) => {
  const cell = link.closest(".cell");
  if ("locked" in cell.dataset) {
    say(desk.dataset.locked, true);
    live.textContent = desk.dataset.locked;
    return;
  }
  const position = Array.from(cell.querySelectorAll("li a")).indexOf(link);
  lift(link);
  const cells = Array.from(rowOf(cell).querySelectorAll(".cell:not([data-locked])"));
  at = { cells, number: cells.indexOf(cell), position };
  link.focus();
  show(cell, position);
  live.textContent = filling(desk.dataset.grabbed, link.textContent);
};
const step = (sideways, down) => {
  at.number = Math.min(Math.max(at.number + sideways, 0), at.cells.length - 1);
  at.position = Math.min(Math.max(at.position + down, 0), others(at.cells[at.number]).length);
  announce();
};
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const leave = () => {
  at = null;
  lay();
};

if (may) {
  desk.addEventListener("keydown", (event) => {
    const link = event.target.closest(".cell li a");
    if (!link) return;
    if (!at) {
      if (event.key !== " ") return;
      event.preventDefault();
      grab(link);
      return;
    }
    if (event.key in STEPS) step(...STEPS[event.key]);
    else if (event.key === "Enter" || event.key === " ") {
      const { thing } = carried, cell = at.cells[at.number], { position } = at;
      leave();
      place(thing, cell, position);
    } else if (event.key === "Escape" || event.key === "Tab") {
      leave();
      live.textContent = desk.dataset.cancelled;
      if (event.key === "Tab") return;
    } else return;
    event.preventDefault();
  });
  desk.addEventListener("focusout", () => {
    if (at) leave();
  });
}

// ---- the dialog: why, and forms
let opener = null;
const open = async (link) => {
  let box;
  try {
    const page = await (await fetch(link.href)).text();
    box = new DOMParser().parseFromString(page, "text/html").querySelector("[data-box]");
  } catch {
    box = null;
  }
  if (!box) {
    location.href = link.href;
    return;
  }
  const close = button(desk.dataset.close, () => dialog.close());
  close.className = "plain close";
  dialog.replaceChildren(close, box);
  opener = link;
  const arrows = box.querySelector("[data-grab]");
  if (arrows) {
    arrows.hidden = false;
    arrows.addEventListener("click", () => {
      dialog.close();
      grab(link);
    });
  }
  dialog.showModal();
};
dialog.addEventListener("close", () => {
  if (opener && opener.isConnected && !at) opener.focus();
});
desk.addEventListener("click", (event) => {
  const link = event.target.closest(".cell li a, a[data-script]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || at) return;
  event.preventDefault();
  open(link);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  const path = form.matches("[data-move]") ? "moves" : form.matches("[data-undo]") ? "undo" : null;
  const fields = Object.fromEntries(new FormData(form));
  if (!path || (fields.station || "").startsWith("place:")) return; // many rows: the page comes anew
  event.preventDefault();
  if (dialog.open) dialog.close();
  send(path, fields);
});
