// Ghi âm: the browser's microphone; what was recorded goes the way of any other file.
"use strict";

const recorder = sheet.querySelector("[data-recorder]");
{
  const LONGEST = 890; // seconds: the server takes 15 minutes
  const part = (name) => recorder.querySelector(`[data-${name}]`);
  const line = part("recorder-told");
  const [record, halt, use, player, timer] = ["record", "stop", "use", "recorded", "recording-time"].map(part);
  let machine = null, ticking = 0, file = null;

  recorder.hidden = false;
  const say = (name) => { line.textContent = name ? line.dataset[name] : ""; };
  const reason = (error) => (error && ["NotAllowedError", "SecurityError"].includes(error.name) ? "denied" : "absent");

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const show = (recording) => {
    record.hidden = recording;
    halt.hidden = timer.hidden = !recording;
    player.hidden = use.hidden = recording || !file;
  };

  const kept = (chunks, kind) => {
    const ending = kind.includes("mp4") ? "m4a" : kind.includes("ogg") ? "ogg" : "webm";
    file = new File(chunks, `${line.dataset.name}.${ending}`, { type: kind });
    player.src = URL.createObjectURL(file);
    show(false);
    say("listen");
    use.focus();
  };

  record.addEventListener("click", async () => {
    if (!navigator.mediaDevices || !window.MediaRecorder) return say(window.isSecureContext ? "absent" : "insecure");
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    } catch (error) {
      return say(reason(error));
    }
    const chunks = [];
    machine = new MediaRecorder(stream);
    machine.addEventListener("dataavailable", (event) => { if (event.data.size) chunks.push(event.data); });
    machine.addEventListener("stop", () => {
      clearInterval(ticking);
      for (const track of stream.getTracks()) track.stop();
      kept(chunks, machine.mimeType);
    });
    machine.start(1000);
    const began = Date.now();
    timer.textContent = clock(0);
    ticking = setInterval(() => {
      const seconds = Math.floor((Date.now() - began) / 1000);
      timer.textContent = clock(seconds);
      if (seconds >= LONGEST) machine.stop();
    }, 500);
    show(true);
    say("recording");
    halt.focus();
  });
  halt.addEventListener("click", () => { if (machine && machine.state !== "inactive") machine.stop(); });
  use.addEventListener("click", () => { if (file) take(file); });
}
