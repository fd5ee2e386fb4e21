// A comfort only: without it the file is chosen with the button.
"use strict";

const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const sheet = document.querySelector("[data-sheet]");
  for (const name of ["dragover", "dragleave", "drop"]) {
    sheet.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
  }
}
