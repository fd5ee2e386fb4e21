// Everything here is a comfort: without it every page still works and every link still plays.
"use strict";

// Play from a second on, also when the browser knows nothing of the file yet. Other scripts of ours call it too.
const playFrom = (audio, second) => {
  const go = () => { audio.currentTime = second; };
  if (audio.readyState >= 1) go();
  else audio.addEventListener("loadedmetadata", go, { once: true });
  audio.play();
};

// A programme's own player: the big button, rows that play from their second, the row that sounds now.
for (const player of document.querySelectorAll("[data-player]")) {
  const audio = player.querySelector("audio");
  const button = player.querySelector("[data-toggle]");
  const words = button.querySelector("[data-toggle-words]");
  const section = player.closest("section");
  const rows = Array.from(section.querySelectorAll("[data-row]"));

  button.hidden = false;
  button.addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));

  const show = () => {
    button.toggleAttribute("data-on", !audio.paused);
    words.textContent = audio.paused ? words.dataset.play : words.dataset.pause;
  };
  audio.addEventListener("play", show);
  audio.addEventListener("pause", show);
  const light = () => {
    const now = audio.currentTime + 0.01; // a browser may land a hair before the second that it was told
    for (const row of rows) {
      const sounds = !audio.ended && now >= Number(row.dataset.row) && now < Number(row.dataset.until);
      row.toggleAttribute("data-now", sounds);
      if (sounds) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  };
  audio.addEventListener("timeupdate", light);
  audio.addEventListener("seeked", light);

  for (const seek of section.querySelectorAll("[data-seek]")) {
    seek.disabled = false;
    seek.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault(); // where there is no script, a link opens the file at its second
      playFrom(audio, Number(seek.dataset.seek));
    });
  }
}

// One thing sounds at a time.
document.addEventListener("play", (event) => {
  for (const audio of document.querySelectorAll("audio")) if (audio !== event.target) audio.pause();
}, true);

// The board: a press plays at the foot of the page instead of leaving it.
const dock = document.querySelector("[data-dock]");
if (dock) {
  const audio = dock.querySelector("[data-dock-audio]");
  let chosen = null;
  const choose = (link) => {
    if (chosen) chosen.removeAttribute("data-playing");
    chosen = link;
    if (link) link.setAttribute("data-playing", "");
  };
  document.addEventListener("click", (event) => { // a row may be renewed, so no button holds this itself
    const link = event.target.closest("[data-listen]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(link);
    dock.hidden = false;
    dock.querySelector("[data-dock-title]").textContent = link.dataset.title;
    dock.querySelector("[data-dock-page]").href = link.dataset.page;
    audio.src = link.href;
    audio.play();
  });
  dock.querySelector("[data-dock-close]").addEventListener("click", () => {
    audio.pause();
    dock.hidden = true;
    choose(null);
  });
}

// While the day is made: count, and show what is new unless somebody listens.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const made = progress.querySelector("[data-made]");
  const ask = async () => {
    try {
      const state = await (await fetch("/readyz", { cache: "no-store" })).json();
      const listening = Array.from(document.querySelectorAll("audio")).some((audio) => !audio.paused);
      if (String(state.made) !== made.textContent && !listening) return location.reload();
      progress.querySelector("progress").value = state.made;
    } catch (error) {
      // the service is restarting: ask again
    }
    setTimeout(ask, 3000);
  };
  setTimeout(ask, 3000);
}

// Today's board asks for itself again and takes over only what changed, never where somebody reads or listens.
const board = document.querySelector("[data-renew]");
if (board && !progress) {
  const listening = () => Array.from(document.querySelectorAll("audio")).some((audio) => !audio.paused);
  const inUse = (part) => {
    const marked = document.getSelection();
    return part.contains(document.activeElement) || part.querySelector("[data-playing]")
      || (marked && !marked.isCollapsed && marked.containsNode(part, true));
  };
  const take = (fresh) => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const now = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
      if (now && now.innerHTML !== part.innerHTML && !inUse(part)) part.replaceChildren(...now.childNodes);
    }
  };
  const renew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const day = fresh.querySelector("[data-renew]");
      if ((!day || day.dataset.day !== board.dataset.day) && !listening()) return location.reload();
      if (day && day.dataset.day === board.dataset.day) take(fresh);
      board.querySelector("[data-unheard]").hidden = true;
    } catch (error) {
      board.querySelector("[data-unheard]").hidden = false;
    }
  };
  setInterval(() => { if (!document.hidden) renew(); }, 20000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });
}

// A page that said "not yet" tries again.
if (document.querySelector("[data-again]")) setTimeout(() => location.reload(), 4000);
