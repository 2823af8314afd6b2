// Sends a clip by tus, so that a line that breaks costs nothing, and tells how far the clips on this page have come.
const form = document.querySelector("[data-upload]");

if (form && window.tus?.isSupported) {
  const file = form.elements.file;
  const start = form.querySelector("button:not([type])");
  const box = form.querySelector(".sending");
  const [status, amount, bar] = [box.querySelector("[role=status]"), box.querySelector("[data-sent]"), box.querySelector("progress")];
  const [pause, cancel] = [box.querySelector("[data-pause]"), box.querySelector("[data-cancel]")];
  const words = form.dataset;
  const megabytes = (bytes) => (bytes / 1048576).toFixed(bytes < 10485760 ? 1 : 0);
  let upload = null;

  const shown = (sending) => {
    box.hidden = !sending;
    start.disabled = sending || file.files.length === 0;
    file.disabled = sending;
  };
  file.addEventListener("change", () => shown(false));
  shown(false);

  const failed = (error) => {
    // The server says in one sentence what is wrong; a line that is gone says nothing.
    status.textContent = error.originalResponse?.getBody() || words.broken;
    pause.textContent = words.goOn;
    pause.dataset.paused = "";
    file.disabled = false;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = file.files[0];
    if (!chosen) return;
    shown(true);
    upload = new tus.Upload(chosen, {
      endpoint: words.upload,
      chunkSize: 8 * 1048576,
      retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: chosen.name, channel: form.elements.channel.value },
      onProgress: (sent, all) => {
        bar.value = Math.round((sent / all) * 1000);
        // Read out once, while what is seen counts on.
        if (status.textContent !== words.sending) status.textContent = words.sending;
        amount.textContent = `${megabytes(sent)} / ${megabytes(all)} MB`;
      },
      onShouldRetry: (error) => {
        const code = error.originalResponse?.getStatus() ?? 0;
        // No space is left for her (507): no try changes that.
        const fails = code === 0 || code >= 500 && code !== 507;
        if (fails) status.textContent = words.broken;
        return fails || code === 409 || code === 423;
      },
      onError: failed,
      onSuccess: () => {
        status.textContent = words.sent;
        location.assign(upload.url.replace("/uploads/", "/studio/"));
      },
    });
    const before = await upload.findPreviousUploads();
    if (before.length > 0) upload.resumeFromPreviousUpload(before[0]);
    upload.start();
  });

  pause.addEventListener("click", () => {
    const goesOn = "paused" in pause.dataset;
    if (goesOn) {
      delete pause.dataset.paused;
      upload.start();
    } else {
      pause.dataset.paused = "";
      upload.abort();
    }
    pause.textContent = goesOn ? words.pause : words.goOn;
  });
  cancel.addEventListener("click", async () => {
    await upload?.abort(true).catch(() => {});
    location.reload();
  });
}

// A cover from the frame that is on screen, chosen once she saves.
const cover = document.querySelector("[data-cover]");
const video = document.querySelector("video.clip-player");
const covers = document.querySelector(".lead-pictures");
if (cover && video && covers) {
  cover.hidden = false;
  const said = cover.querySelector("[role=status]");
  cover.querySelector("button").addEventListener("click", async () => {
    said.textContent = "";
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const frame = video.readyState >= 2 && await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    const answer = frame ? await fetch(cover.dataset.cover, { method: "POST", body: frame }).catch(() => null) : null;
    if (!answer?.ok) {
      said.textContent = answer?.status === 422 ? await answer.text() : cover.dataset.failed;
      return;
    }
    const { medium, src } = await answer.json();
    const choice = covers.querySelector("li").cloneNode(true);
    const [input, picture, name] = [choice.querySelector("input"), choice.querySelector("img"), choice.querySelector("span:last-child")];
    input.value = medium;
    picture.removeAttribute("srcset");
    picture.src = src;
    name.textContent = cover.dataset.called;
    covers.prepend(choice);
    input.checked = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    choice.scrollIntoView({ block: "nearest" });
  });
}

const follow = async (row) => {
  const [shown, status, bar] = [row.querySelector(".clip-state"), row.querySelector("[role=status]"), row.querySelector("progress")];
  for (;;) {
    await new Promise((done) => setTimeout(done, document.hidden ? 5000 : 1000));
    const answer = await fetch(row.dataset.follow).catch(() => null);
    // Thrown away, or no longer hers.
    if ([403, 404].includes(answer?.status)) return null;
    if (!answer?.ok) continue;
    const told = await answer.json();
    shown.textContent = told.says;
    if (told.state !== row.dataset.state) {
      status.textContent = told.says;
      row.dataset.state = told.state;
    }
    if (["ready", "failed"].includes(told.state)) return told.state;
    if (bar && told.state === "working") bar.value = told.progress;
  }
};

// What somebody is typing is not lost: the page is loaded anew only where nothing was typed.
let typed = false;
document.addEventListener("input", () => { typed = true; });
for (const row of document.querySelectorAll("[data-follow]")) {
  if (row.dataset.state === "arriving") continue;
  follow(row).then((state) => {
    if (!state) return;
    const bar = row.querySelector("progress");
    if (!typed && !form?.querySelector(".sending:not([hidden])")) return location.reload();
    bar?.remove();
    row.querySelector(".clip-state").toggleAttribute("data-bad", state === "failed");
    for (const button of document.querySelectorAll("button[disabled]")) if (state === "ready") button.disabled = false;
  });
}
