// Where an article is written: kept by itself, shown as it will be, and held against a second pair of hands. Everything
// works without, by the form.
import { parsed } from "./renew.js";

const KEEP = 4000;
const SHOW = 500;
// Shorter than the server waits before somebody else may write.
const HOLD = 40_000;

const form = document.querySelector("form[data-desk]");
const focus = document.querySelector("[data-focus]");
if (form) desk(form);
if (focus) point(focus);

function desk(form) {
  const at = form.dataset.desk;
  const body = form.elements.body;
  const says = document.querySelector(".kept-when");
  const preview = document.querySelector(".preview");
  const tab = sessionStorage.getItem("caulbart.tab") ?? crypto.randomUUID().replaceAll("-", "");
  sessionStorage.setItem("caulbart.tab", tab);
  let changed = false;
  let keeping = null;
  let leaving = false;

  const fields = () => {
    const sent = new URLSearchParams(new FormData(form));
    sent.set("tab", tab);
    return sent;
  };
  const say = (words, bad) => {
    says.textContent = words;
    says.toggleAttribute("data-bad", bad);
  };
  const hold = async () => {
    const answer = await fetch(`${at}/auto`, { method: "POST", body: new URLSearchParams({ tab, base: form.elements.base.value }) }).catch(() => null);
    if (answer?.status === 409) say((await answer.json()).says, true);
  };
  const keep = async () => {
    if (!changed || keeping) return;
    changed = false;
    keeping = fetch(`${at}/auto`, { method: "POST", body: fields(), keepalive: form.elements.body.value.length < 20_000 });
    try {
      const answer = await keeping;
      const kept = await answer.json();
      if (answer.ok) {
        form.elements.base.value = kept.base;
        say(`${says.dataset.at} ${kept.at}`, false);
      } else {
        say(kept.says ?? says.dataset.failed, true);
        // What was kept beside is not written over: from here on the page has to be loaded again.
        if (!kept.beside) changed = true;
      }
    } catch {
      changed = true;
      say(says.dataset.failed, true);
    }
    keeping = null;
  };
  let asked = null;
  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${at}/shown`, { method: "POST", body: fields(), signal: asked.signal });
      if (answer.ok) preview.replaceChildren(...parsed(await answer.text()).body.childNodes);
    } catch { /* overtaken by the next letter, or no line */ }
  };
  const later = (work, wait) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, wait);
    };
  };
  const [keepSoon, showSoon] = [later(keep, KEEP), later(show, SHOW)];
  form.addEventListener("input", () => {
    changed = true;
    keepSoon();
    showSoon();
  });
  form.addEventListener("submit", () => { leaving = true; });
  addEventListener("pagehide", () => {
    if (!leaving) keep();
    navigator.sendBeacon(`${at}/free`, new URLSearchParams({ tab }));
  });
  addEventListener("beforeunload", (event) => {
    if (changed && !leaving) event.preventDefault();
  });
  setInterval(() => { if (!document.hidden) hold(); }, HOLD);
  if (!document.querySelector(".locked")) hold();

  const put = (before, after = "", otherwise = "") => {
    const { selectionStart: start, selectionEnd: end, value } = body;
    const inside = value.slice(start, end) || otherwise;
    body.focus();
    body.setRangeText(before + inside + after, start, end, "end");
    body.setSelectionRange(start + before.length, start + before.length + inside.length);
    body.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // At the beginning of each chosen line.
  const lines = (sign) => {
    const { value } = body;
    const start = value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const end = Math.max(body.selectionEnd, start);
    body.focus();
    body.setRangeText(value.slice(start, end).split("\n").map((line) => sign + line).join("\n"), start, end, "end");
    body.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const file = form.querySelector(".tools input[type=file]");
  const tools = {
    bold: () => put("**", "**"),
    italic: () => put("*", "*"),
    link: () => put("[", "](https://)"),
    heading: () => lines("## "),
    list: () => lines("- "),
    quote: () => lines("> "),
    pull: () => put("\n\n::: pull\n", "\n:::\n\n"),
    picture: () => file.click(),
  };
  form.querySelector(".tools").hidden = false;
  form.querySelector(".tools").addEventListener("click", (event) => tools[event.target.closest("[data-tool]")?.dataset.tool]?.());
  body.addEventListener("keydown", (event) => {
    const tool = { b: "bold", i: "italic", k: "link" }[event.key];
    if (!tool || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    tools[tool]();
  });

  const upload = async (picture) => {
    const sent = new FormData();
    sent.set("file", picture);
    const answer = await fetch("/newsroom/pictures", { method: "POST", body: sent, headers: { Accept: "application/json" } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!answer?.ok) return say(told?.says ?? says.dataset.failed, true);
    put(`\n\n![](media:${told.id})\n\n`);
  };
  file.addEventListener("change", async () => {
    for (const picture of file.files) await upload(picture);
    file.value = "";
  });
  body.addEventListener("dragover", (event) => { if (event.dataTransfer.types.includes("Files")) event.preventDefault(); });
  body.addEventListener("drop", async (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    for (const picture of event.dataTransfer.files) await upload(picture);
  });
  body.addEventListener("paste", async (event) => {
    const pictures = [...event.clipboardData.files].filter((each) => each.type.startsWith("image/"));
    const html = event.clipboardData.getData("text/html");
    // A word processor brings a picture of the text along with the text itself.
    if (html) {
      event.preventDefault();
      const plain = event.clipboardData.getData("text/plain");
      const answer = await fetch("/newsroom/pasted", { method: "POST", body: html, headers: { "Content-Type": "text/html" } }).catch(() => null);
      return put("", "", answer?.ok ? await answer.text() : plain);
    }
    if (!pictures.length) return;
    event.preventDefault();
    for (const picture of pictures) await upload(picture);
  });
}

/** A click says what may never be cut off; a stroke, what is kept when it is cut. */
function point(place) {
  const field = (name) => document.querySelector(`[name=${name}]`);
  const [x, y, left, top, width, height] = ["focus_x", "focus_y", "left", "top", "width", "height"].map(field);
  const picture = place.querySelector("img");
  const part = place.appendChild(document.createElement("div"));
  part.className = "cut-part";
  const draw = () => {
    for (const [name, { value }] of Object.entries({ x, y, left, top, width, height })) place.style.setProperty(`--${name}`, value / 1000);
    part.hidden = width.value === "1000" && height.value === "1000";
  };
  const at = (event) => {
    const seen = picture.getBoundingClientRect();
    const thousandth = (from, size) => Math.round(1000 * Math.min(1, Math.max(0, from / size)));
    return [thousandth(event.clientX - seen.x, seen.width), thousandth(event.clientY - seen.y, seen.height)];
  };
  let from = null;
  place.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    from = at(event);
    place.setPointerCapture(event.pointerId);
  });
  place.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    if (Math.abs(to[0] - from[0]) < 30 || Math.abs(to[1] - from[1]) < 30) return;
    [left.value, top.value] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
    [width.value, height.value] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
    draw();
  });
  place.addEventListener("pointerup", (event) => {
    const to = at(event);
    if (from && Math.abs(to[0] - from[0]) < 30 && Math.abs(to[1] - from[1]) < 30) [x.value, y.value] = to;
    from = null;
    draw();
  });
  for (const each of [x, y, left, top, width, height]) each.addEventListener("input", draw);
  draw();
}
