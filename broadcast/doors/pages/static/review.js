// Listening before approving: which stretches were played is told to the server, and the sentence that sounds is lit.
"use strict";

const card = document.querySelector("[data-listening]");
if (card) {
  const audio = card.querySelector("audio");
  const button = card.querySelector("[data-approve]");
  const heard = card.querySelector("[data-heard]");
  const { listening, version, audio: sha256, csrf } = card.dataset;
  const EVERY_MS = 4000;
  let missing = Number(card.dataset.missing);
  let told = "";
  let timer = null;

  const show = () => button.setAttribute("aria-disabled", missing > 0 ? "true" : "false");
  const played = () => Array.from({ length: Math.min(audio.played.length, 500) }, (_, at) => [audio.played.start(at), audio.played.end(at)]);
  const tell = async (leaving = false) => {
    const body = JSON.stringify({ version: Number(version), audio: sha256, stretches: played() });
    if (body === told) return;
    told = body;
    try {
      const answer = await fetch(listening, { method: "POST", keepalive: leaving, body, headers: { "content-type": "application/json", "x-csrf-token": csrf } });
      const said = await answer.json();
      if (!answer.ok) {
        heard.textContent = said.detail || said.title;
        return;
      }
      missing = said.missing_s;
      heard.textContent = `${said.said[0].toUpperCase()}${said.said.slice(1)}.`;
      heard.classList.toggle("enough", missing === 0);
      show();
    } catch (error) {
      told = ""; // the line is down: all of it is told again with the next report
    }
  };

  show();
  audio.addEventListener("play", () => {
    tell();
    if (timer === null) timer = setInterval(tell, EVERY_MS);
  });
  for (const name of ["pause", "ended"]) {
    audio.addEventListener(name, () => {
      clearInterval(timer);
      timer = null;
      tell();
    });
  }
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(true); });

  button.addEventListener("click", async (event) => {
    if (!missing) return;
    event.preventDefault();
    await tell();
    if (!missing) return button.form.requestSubmit(button);
    card.querySelector("[data-toggle]").focus();
  });
}

const follow = document.querySelector("[data-times]");
if (follow) {
  const audio = document.querySelector(".listen-card audio");
  const times = JSON.parse(follow.dataset.times);
  const sentences = Array.from(follow.querySelectorAll("[data-sentence]"));
  let now = null;

  const light = () => {
    const at = audio.currentTime + 0.01;
    const time = audio.ended ? null : times.find(([, from, until]) => at >= from && at < until);
    if (!time && !audio.ended && audio.currentTime > 0) return; // between two sentences the last one stays lit
    const number = time && (audio.currentTime > 0 || !audio.paused) ? String(time[0]) : null;
    if (number === now) return;
    now = number;
    for (const each of sentences) {
      const sounds = each.dataset.sentence === now;
      each.toggleAttribute("data-now", sounds);
      if (!each.hasAttribute("data-press")) continue;
      if (sounds) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
  };
  if (audio && times.length) {
    document.querySelector("[data-press-hint]").hidden = false;
    for (const name of ["timeupdate", "seeked", "ended", "play"]) audio.addEventListener(name, light);
    for (const each of sentences) {
      const start = times.find(([number]) => String(number) === each.dataset.sentence);
      if (!start) continue;
      const go = () => playFrom(audio, start[1]);
      if (!each.hasAttribute("data-press")) {
        each.addEventListener("click", go);
        continue;
      }
      each.setAttribute("role", "button");
      each.tabIndex = 0;
      each.addEventListener("click", go);
      each.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        go();
      });
    }
  }
}

// How far a recall has come: looked at again until every station knows.
const spread = document.querySelector("[data-spread]");
if (spread && spread.dataset.done === "false") {
  const again = async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href, { cache: "no-store" })).text(), "text/html");
      const fresh = page.querySelector("[data-spread]");
      if (fresh && fresh.innerHTML !== spread.innerHTML && !spread.contains(document.activeElement)) spread.replaceChildren(...fresh.childNodes);
      if (fresh && fresh.dataset.done === "true") return;
    } catch (error) {
      // the service is restarting: ask again
    }
    setTimeout(again, 3000);
  };
  setTimeout(again, 3000);
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
