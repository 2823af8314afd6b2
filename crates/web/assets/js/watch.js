// Clips, one after another. What is on the screen plays, silent until asked; only the next one is fetched ahead.
import { attention, withdraw } from "./watch-attention.js";
import { deck } from "./watch-deck.js";
import { fetching } from "./watch-fetching.js";
import { untilTime } from "./watch-time.js";

const SLOT = "caulbart.slot";
// Two taps within this are one.
const DOUBLE = 280;

const list = document.querySelector("[data-watch]");
const alone = document.querySelector("[data-clip] video");
if (list) viewer(list);
if (alone) attention(alone, Number(alone.closest("[data-clip]").dataset.clip), ledFrom(Number(alone.closest("[data-clip]").dataset.clip)));

/** The slot of another page that led to this clip. */
function ledFrom(item) {
  try {
    const [from, position] = JSON.parse(sessionStorage.getItem(SLOT)) ?? [];
    if (Number(from) !== item) return 0;
    sessionStorage.removeItem(SLOT);
    return position;
  } catch { return 0; }
}

function viewer(list) {
  const stops = [...list.querySelectorAll(".clip, .clip-end")];
  const words = list.dataset;
  const place = document.querySelector("[data-watch-place]");
  const steps = document.querySelector(".watch-steps");
  const clips = stops.filter((stop) => stop.matches(".clip"));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const watched = new Map();
  const fetched = new Map();
  const likes = new Map();
  const loud = new Set();
  // What goes on once the page is looked at again.
  let wished = null;
  let at = -1;
  // Nothing plays by itself where motion is not wished for, until she has started one.
  let plays = !calm;
  // That she wished for: once it is time, it comes before the next clip.
  let pause = null;
  if (words.left) untilTime(Number(words.left), (end) => { pause = end; });

  const controls = deck(document.querySelector(".deck"), words, {
    goOn: () => go(1),
    isOver: () => pause !== null,
    isHere: (video) => fetched.get(video.closest(".clip")).here(),
    heard,
  });
  for (const clip of clips) {
    likes.set(clip, agreeing(clip));
    const video = clip.querySelector("video");
    if (!video) continue;
    const item = Number(clip.dataset.item);
    // The deck is there instead.
    video.controls = false;
    video.muted = true;
    watched.set(clip, attention(video, item, Number(clip.dataset.slot) || ledFrom(item)));
    video.addEventListener("play", () => { plays = true; });
    video.addEventListener("playing", ahead);
    fetched.set(clip, fetching(clip, video));
    clip.querySelector(".clip-failed button").addEventListener("click", () => {
      clip.focus({ preventScroll: true });
      controls.play();
    });
    taps(clip, video);
  }

  // Captions stand above the words, however many lines these have.
  const above = new ResizeObserver((entries) => {
    for (const { target } of entries) target.closest(".clip").style.setProperty("--words", `${target.offsetHeight}px`);
  });
  for (const clip of clips) above.observe(clip.querySelector(".clip-words"));

  /** Once for each clip: she wanted to hear it. */
  async function heard(video) {
    const clip = video.closest(".clip");
    if (loud.has(clip)) return;
    loud.add(clip);
    const { report } = await import("./events.js");
    report(Number(clip.dataset.item), "heard", { slot: Number(clip.dataset.slot) || 0 });
  }

  /** One ahead and no more, once the one on the screen plays. */
  function ahead() {
    if (!navigator.connection?.saveData) fetched.get(stops[at + 1])?.near();
  }

  /** What opens above a clip goes with the next touch elsewhere, and with the clip. */
  function shut(touched = null) {
    for (const open of document.querySelectorAll("main details[open]")) if (!open.contains(touched)) open.open = false;
  }
  addEventListener("pointerdown", ({ target }) => shut(target));

  /** What she has not begun goes. */
  function rest() {
    for (const stop of stops.splice(Math.min(at + 1, clips.length))) {
      observer.unobserve(stop);
      fetched.get(stop)?.far();
      stop.remove();
    }
    list.append(pause);
    stops.push(pause);
    observer.observe(pause);
    pause = null;
  }

  function reach(index) {
    if (index === at) return;
    if (pause && index > at) rest();
    watched.get(stops[at])?.settle();
    at = Math.min(index, stops.length - 1);
    const stop = stops[at];
    const video = stop.querySelector("video");
    for (const [index, each] of stops.entries()) {
      // Whoever goes from one thing to the next stays with what is seen.
      each.inert = index !== at;
      if (Math.abs(index - at) > 1) fetched.get(each)?.far();
    }
    shut();
    steps.hidden = stops.length < 2;
    for (const button of steps.children) button.disabled = !stops[at + Number(button.dataset.step)];
    place.textContent = stop.matches(".clip") ? words.place.replace("#", at + 1).replace("%", clips.length) : "";
    fetched.get(stop)?.here();
    controls.take(video);
    wished = null;
    if (!video || !plays) return;
    if (document.hidden || document.prerendering) wished = video;
    else controls.play();
  }

  function go(step) {
    if (pause && step > 0) rest();
    const index = Math.min(Math.max(at + step, 0), stops.length - 1);
    if (index === at) return;
    stops[index].inert = false;
    stops[index].scrollIntoView({ behavior: calm ? "instant" : "smooth", block: "start" });
    stops[index].focus({ preventScroll: true });
  }

  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) reach(stops.indexOf(target));
  }, { root: list, threshold: 0.6 });
  for (const stop of stops) observer.observe(stop);
  steps.addEventListener("click", ({ target }) => go(Number(target.closest("button").dataset.step)));
  reach(0);

  // Two taps like it, one plays or pauses.
  function taps(clip, video) {
    let timer = 0;
    video.addEventListener("click", () => {
      if (timer) {
        clearTimeout(timer);
        timer = 0;
        return like(clip, true);
      }
      timer = setTimeout(() => {
        timer = 0;
        controls.toggle();
      }, DOUBLE);
    });
  }

  async function like(clip, beats) {
    const button = clip.querySelector("[data-like] button");
    const liked = button.getAttribute("aria-pressed") === "true";
    if (beats) {
      clip.removeAttribute("data-liked");
      requestAnimationFrame(() => clip.setAttribute("data-liked", ""));
      if (liked) return;
    }
    button.setAttribute("aria-pressed", String(!liked));
    button.value = liked ? "liked" : "unliked";
    const agreed = likes.get(clip)();
    const { say } = await import("./acts.js");
    if (!liked) return say(words.liked);
    await agreed;
    if (button.getAttribute("aria-pressed") === "false") say(words.unliked);
  }

  /** One thing after another goes to the server, until it knows what was pressed last. */
  function agreeing(clip) {
    const button = clip.querySelector("[data-like] button");
    const pressed = () => button.getAttribute("aria-pressed") === "true";
    const item = Number(clip.dataset.item);
    const slot = Number(clip.dataset.slot) || 0;
    const unliked = new URLSearchParams({ item, deed: "unliked" });
    // Takes back an unlike that waits for a connection, if there is one.
    const unsent = (waiting) => {
      const all = waiting.read();
      const rest = all.filter(({ path, body }) => path !== "/deed" || body !== String(unliked));
      waiting.write(rest);
      return rest.length < all.length;
    };
    let known = pressed();
    let going = null;
    let recall = null;
    const go = async () => {
      const [{ report }, { send, waiting, alone }] = await Promise.all([import("./events.js"), import("./outbox.js")]);
      while (pressed() !== known) {
        if (known) {
          await send("/deed", unliked, "manual");
          known = false;
        } else if (await alone(() => unsent(waiting))) {
          known = true;
        } else {
          known = await new Promise((done) => {
            const id = report(item, "liked", { slot }, (taken) => {
              if (!taken) button.setAttribute("aria-pressed", "false");
              done(taken);
            });
            recall = () => { if (withdraw([id])) done(false); };
          });
          recall = null;
        }
      }
    };
    return () => {
      if (!pressed()) recall?.();
      going ??= go().finally(() => { going = null; });
      return going;
    };
  }

  async function follow(form) {
    const button = form.querySelector("button");
    const body = new URLSearchParams(new FormData(form));
    body.set("verb", button.value);
    const on = button.value === "follow";
    const [{ report }, { send }, { say, words: said }] = await Promise.all([import("./events.js"), import("./outbox.js"), import("./acts.js")]);
    const answer = await send("/choices", body, "manual");
    if (answer && !answer.ok && answer.type !== "opaqueredirect") return say(said.refused);
    if (!answer) say(said.later);
    const value = form.elements.value.value;
    for (const each of list.querySelectorAll("form[data-follow]")) {
      if (each.elements.value.value !== value) continue;
      const other = each.querySelector("button");
      other.value = on ? "unfollow" : "follow";
      other.setAttribute("aria-pressed", String(on));
      other.textContent = on ? other.dataset.on : other.dataset.off;
    }
    if (on) report(Number(form.dataset.follow), "followed", { slot: Number(form.closest(".clip").dataset.slot) || 0 });
  }

  async function comments(link) {
    const { parsed } = await import("./renew.js");
    const answer = await fetch(new URL(link.href).pathname).catch(() => null);
    const section = answer?.ok ? parsed(await answer.text()).querySelector(".comments") : null;
    if (!section) return location.assign(link.href);
    const panel = document.createElement("dialog");
    panel.className = "panel clip-comments";
    panel.setAttribute("aria-labelledby", "comments-title");
    const close = document.querySelector("#keys form").cloneNode(true);
    panel.append(close, document.adoptNode(section));
    panel.addEventListener("close", () => panel.remove());
    panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
    // Within the landmark that the page has.
    document.querySelector("main").append(panel);
    panel.showModal();
  }

  list.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-like], [data-follow]")) return;
    event.preventDefault();
    if (form.matches("[data-like]")) like(form.closest(".clip"), false);
    else follow(form);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-comments]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    comments(link);
  });

  const press = (selector) => stops[at].querySelector(selector)?.click();
  const keys = {
    j: () => go(1), ArrowDown: () => go(1), PageDown: () => go(1),
    k: () => go(-1), ArrowUp: () => go(-1), PageUp: () => go(-1),
    ArrowRight: () => controls.move(controls.STEP), ArrowLeft: () => controls.move(-controls.STEP),
    " ": () => controls.toggle(),
    m: () => controls.sound(),
    c: () => controls.captions(),
    l: () => stops[at].matches(".clip") && like(stops[at], false),
    s: () => press("form[data-save] button"),
    h: () => press("form[data-deeds] button[value='hidden']"),
  };
  // Before the keys of other pages, which go from line to line.
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (target.closest?.("input, textarea, select, [contenteditable]") && key !== "Escape") return;
    if (key === " " && target.closest?.("button, summary, a")) return;
    const does = keys[key];
    if (!does) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    does();
  }, true);

  document.addEventListener("visibilitychange", () => {
    const video = controls.playing();
    if (!video || document.pictureInPictureElement === video) return;
    if (document.hidden) {
      wished = video.paused ? null : video;
      video.pause();
    } else if (wished === video) controls.play();
  });
}
