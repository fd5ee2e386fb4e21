// The picture of a sound: press it to listen from there, or move along it with the arrow keys.
"use strict";

const STEPS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity };

for (const wave of document.querySelectorAll("[data-wave]")) {
  const audio = wave.closest("section").querySelector("audio");
  const svg = wave.querySelector("svg");
  const head = svg.querySelector("[data-head]");
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : Number(wave.dataset.length));
  const clock = (second) => `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, "0")}`;

  const show = () => {
    const x = (audio.currentTime / length()) * svg.viewBox.baseVal.width;
    for (const end of ["x1", "x2"]) head.setAttribute(end, x);
    head.setAttribute("visibility", "visible");
    wave.setAttribute("aria-valuenow", Math.round(audio.currentTime));
    wave.setAttribute("aria-valuetext", `${clock(audio.currentTime)} ${wave.dataset.of} ${clock(length())}`);
  };
  for (const part of svg.querySelectorAll("a")) {  // a slider holds nothing else that can be pressed
    part.removeAttribute("href");
    part.removeAttribute("tabindex");
  }
  wave.tabIndex = 0;
  wave.setAttribute("role", "slider");
  wave.setAttribute("aria-label", wave.dataset.label);
  wave.setAttribute("aria-valuemin", 0);
  wave.setAttribute("aria-valuemax", Math.round(length()));
  show();
  for (const name of ["timeupdate", "seeked", "loadedmetadata"]) audio.addEventListener(name, show);

  wave.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    playFrom(audio, Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * length());
  });
  wave.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in STEPS) {
      event.preventDefault();
      audio.currentTime = Math.min(Math.max(audio.currentTime + STEPS[event.key], 0), length());
      show();
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (audio.paused) audio.play();
      else audio.pause();
    }
  });
}
