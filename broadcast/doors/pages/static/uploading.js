// A file dropped or chosen goes to the server at once, with its progress; its words or its sound come back.
"use strict";

const drop = sheet.querySelector("[data-drop]");
const fileInput = drop.querySelector("input[type=file]");
const fileName = drop.querySelector("[data-file-name]");
const fileTold = drop.querySelector("[data-told]");
const fileFault = drop.querySelector("[data-file-fault]");
const bar = drop.querySelector("[data-progress-bar]");
const retry = drop.querySelector("[data-retry]");
const takenSound = sheet.querySelector("[data-taken-sound]");
let taking = null, lastFile = null;

const isText = (file) => /\.(docx|docm|doc|pdf|txt|md|rtf|odt)$/i.test(file.name);

const send = (file) => new Promise((done, failed) => {
  const data = new FormData();
  for (const name of ["csrf", "start", "end"]) data.set(name, sheet.elements[name].value);
  data.set("file", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", address("/writing/file"));
  request.setRequestHeader("accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    const percent = Math.floor((100 * event.loaded) / (event.total || 1));
    bar.value = percent;
    fileTold.textContent = `${told.uploading} ${percent} %`;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    fileTold.textContent = `${isText(file) ? told.reading : told.examining}...`;
  });
  request.addEventListener("load", () => {
    const answer = request.response || {};
    if (request.status === 200) done(answer);
    else failed(Object.assign(new Error(answer.detail || told.failed), { code: answer.code, refused: Boolean(answer.detail) }));
  });
  request.addEventListener("error", () => failed(new Error(told.failed)));
  request.send(data);
});

const useText = (answer) => {
  box.value = answer.text;
  if (!sheet.elements.title.value.trim()) sheet.elements.title.value = answer.title;
  fileTold.textContent = `${told.taken} ${lastFile.name}.`;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  checkQuietly();
};

const useSound = (answer) => {
  sheet.elements.sound.value = answer.sound;
  takenSound.innerHTML = answer.html; // made by our own server, escaped there
  fileTold.textContent = "";
  setSpoken(false);
  sheet.dispatchEvent(new Event("change"));
};

// Fields that matter only where a machine reads.
const setSpoken = (spoken) => {
  for (const part of document.querySelectorAll("[data-try], [data-doubts], [data-for-spoken], [data-duration], [data-proof-part]")) part.toggleAttribute("data-off", !spoken);
  const label = sheet.querySelector("[data-text-label]");
  label.dataset.whenSpoken = label.dataset.whenSpoken || label.textContent;
  label.textContent = spoken ? label.dataset.whenSpoken : label.dataset.whenSound;
  draw();
};
takenSound.addEventListener("click", (event) => {
  if (!event.target.closest("[data-untake]")) return;
  sheet.elements.sound.value = "";
  takenSound.replaceChildren();
  lastFile = null;
  fileName.textContent = "";
  setSpoken(true);
  sheet.dispatchEvent(new Event("change"));
  fileInput.focus();
});

const take = async (file) => {
  lastFile = file;
  fileName.textContent = file.name;
  fileFault.hidden = true;
  retry.hidden = true;
  if (isText(file) && box.value.trim() && !window.confirm(told.replace)) {
    fileName.textContent = "";
    fileInput.value = "";
    return;
  }
  bar.value = 0;
  bar.hidden = false;
  fileTold.textContent = `${told.uploading} 0 %`;
  taking = send(file);
  try {
    const answer = await taking;
    fileInput.value = ""; // it is there; the form need not send it again
    if (answer.sound) useSound(answer);
    else useText(answer);
  } catch (error) {
    fileTold.textContent = "";
    fileFault.textContent = error.code === "not-logged-in" ? told.loggedOut : error.message;
    fileFault.hidden = false;
    retry.hidden = error.refused && error.code !== "not-logged-in";
    if (error.refused) fileInput.value = "";
  } finally {
    bar.hidden = true;
    taking = null;
  }
};

fileInput.addEventListener("change", () => { if (fileInput.files.length) take(fileInput.files[0]); });
retry.addEventListener("click", () => take(lastFile));
for (const name of ["start", "end"]) { // another part of the same sound
  sheet.elements[name].addEventListener("change", () => { if (lastFile && !isText(lastFile)) take(lastFile); });
}
for (const name of ["dragover", "dragleave", "drop"]) {
  sheet.addEventListener(name, (event) => {
    if (!event.dataTransfer.types.includes("Files")) return; // words that are dragged are the text box's
    event.preventDefault();
    drop.toggleAttribute("data-over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) take(event.dataTransfer.files[0]);
  });
}

// Saved while a file is on its way: it waits for the file.
sheet.addEventListener("submit", (event) => {
  if (!taking) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const submitter = event.submitter;
  taking.then(() => setTimeout(() => sheet.requestSubmit(submitter), 0), () => {});
}, true);

if (fileInput.files.length) take(fileInput.files[0]); // chosen before this script came
if (ready() && !("sounds" in told)) setSpoken(false); // a sound that was handed in before, and is not saved yet
