// Drop a file on the sheet, and see its name; without this the file is chosen by pressing.
"use strict";

const drop = document.querySelector("[data-drop]");
if (drop) {
  const input = drop.querySelector("input[type=file]");
  const sheet = document.querySelector("[data-sheet]");
  const show = () => { drop.querySelector("[data-file-name]").textContent = input.files.length ? input.files[0].name : ""; };
  input.addEventListener("change", show);
  show(); // chosen before this script came, or kept by the browser
  for (const name of ["dragover", "dragleave", "drop"]) {
    sheet.addEventListener(name, (event) => {
      event.preventDefault();
      drop.toggleAttribute("data-over", name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        show();
      }
    });
  }
}
