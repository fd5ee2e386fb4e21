// Nghe thử: the text as it stands, sentence by sentence; the first sounds while the next ones are made.
"use strict";

const tryPart = sheet.querySelector("[data-try]");
if (tryPart) {
  const AHEAD = 2;
  const audio = tryPart.querySelector("[data-try-audio]");
  const button = tryPart.querySelector("[data-try-toggle]");
  const buttonWords = tryPart.querySelector("[data-try-words]");
  const fromStart = tryPart.querySelector("[data-try-again]");
  const nowSaid = tryPart.querySelector("[data-now-said]");
  const tryTold = tryPart.querySelector("[data-try-told]");
  const sounds = new Map(); // by what is said and by whom: a promise of its address
  let lines = [], slow = false, at = 0, on = false, round = 0;

  tryPart.hidden = false;

  const sound = (line) => {
    const places = sheet.querySelectorAll("[name=places]:checked");
    const name = JSON.stringify([line.words, line.speaker, slow, Array.from(places, (one) => one.value)]);
    if (!sounds.has(name)) {
      const data = new FormData();
      for (const [key, value] of [["csrf", sheet.elements.csrf.value], ["words", line.words], ["speaker", line.speaker], ["slow", slow ? "1" : ""]]) data.set(key, value);
      for (const one of places) data.append("places", one.value);
      const made = ask("/writing/say", data).then((answer) => answer.blob()).then((blob) => URL.createObjectURL(blob));
      made.catch(() => sounds.delete(name));
      sounds.set(name, made);
    }
    return sounds.get(name);
  };

  const showState = () => {
    button.toggleAttribute("data-on", on);
    buttonWords.textContent = on ? buttonWords.dataset.pause : buttonWords.dataset.play;
    fromStart.hidden = at === 0 && !on;
  };

  const light = (line) => {
    sounding.part = line ? line.part : null;
    nowSaid.textContent = line ? line.words : "";
    nowSaid.hidden = !line;
    draw();
  };

  const stop = (then) => {
    on = false;
    round += 1;
    audio.pause();
    if (then === 0) { at = 0; light(null); }
    showState();
  };

  const wait = (seconds) => new Promise((done) => { setTimeout(done, 1000 * seconds); });
  const ended = () => new Promise((done, failed) => { audio.onended = done; audio.onerror = failed; });

  const play = async () => {
    const mine = round += 1;
    const still = () => on && mine === round;
    on = true;
    showState();
    tryTold.textContent = told.preparing;
    try {
      const answer = await check();
      if (!still()) return;
      lines = answer ? answer.lines : [];
      slow = Boolean(answer && answer.slow);
      tryPart.querySelector("[data-spoken]").textContent = answer && answer.spoken ? `${answer.spoken}.` : "";
      if (!lines.length) { tryTold.textContent = told.noWords; stop(0); return; }
      if (at >= lines.length) at = 0;
      for (; at < lines.length; at += 1) {
        const line = lines[at];
        const made = sound(line);
        const source = await made;
        if (!still()) return;
        for (const next of lines.slice(at + 1, at + 1 + AHEAD)) sound(next);
        light(line);
        const done = ended();
        audio.src = source;
        await audio.play();
        tryTold.textContent = "";
        await done;
        if (!still()) return;
        await wait(line.pause);
        if (!still()) return;
      }
      stop(0);
    } catch (error) {
      if (mine !== round) return;
      tryTold.textContent = error.name === "NotAllowedError" ? "" : `${told.silent} ${error.refused ? error.message : told.unsaved}`;
      stop(at);
    }
  };

  button.addEventListener("click", () => (on ? stop(at) : play()));
  fromStart.addEventListener("click", () => { stop(0); play(); });
  box.addEventListener("input", () => { if (on || at) stop(0); });
}
