// What the pages do when scripts run. Everything works without. What is not needed at once is fetched when it is.
import { report, watch } from "./events.js";
import { press } from "./keys.js";
import { tune } from "./tune.js";

const main = document.querySelector("main");
const SLOT = "caulbart.slot";
const KEYS = "jkosmhg/?";
// Forms that are answered in place: [which, by whom].
const IN_PLACE = [
  ["form[data-save], form.choose[action='/choices']", () => import("./acts.js")],
  ["form[data-deeds]", () => import("./says.js")],
  ["form[data-share]", () => import("./share.js")],
];

watch(main);
tune(main);

const here = (selector) => main.querySelector(selector);
if (here("input[data-suggest]")) import("./suggest.js").then(({ suggest }) => suggest(main));
if (here("form[data-ask]")) import("./passkeys.js").then(({ passkeys }) => passkeys(main));
if (here("[data-offline]")) import("./offline.js").then(({ list }) => list(main));
if (here("[data-ledger]")) import("./ledger.js").then(({ ledger }) => ledger(here("[data-ledger]")));
if (here("[data-running]")) import("./running.js").then(({ follow }) => follow(here("[data-running]"))).catch(() => {});
if (here("[data-article]")) import("./place.js").then(({ keepPlace }) => keepPlace(here("[data-article]"))).catch(() => {});

main.addEventListener("submit", (event) => {
  const form = event.target;
  const [, module] = IN_PLACE.find(([which]) => form.matches(which)) ?? [];
  if (!module || !event.submitter || form.dataset.plainly) return;
  event.preventDefault();
  const plainly = () => {
    form.dataset.plainly = "1";
    form.requestSubmit(event.submitter);
  };
  module().then((module) => module.press(form, event.submitter, main), plainly);
});

// Nothing is lost: what was typed stays on the page.
addEventListener("submit", (event) => {
  if (navigator.onLine || event.defaultPrevented || event.target.method !== "post") return;
  event.preventDefault();
  import("./acts.js").then(({ say, words }) => say(words.unsent));
});

// The article that opens next wants to know from which slot it was reached.
main.addEventListener("click", (event) => {
  const slot = event.target.closest("a:is([href^='/article/'], [href^='/watch/'])")?.closest("[data-slot]");
  if (slot) sessionStorage.setItem(SLOT, JSON.stringify([slot.dataset.item, Number(slot.dataset.slot)]));
  const visit = event.target.closest("a[data-visit]");
  if (visit) report(Number(visit.dataset.visit), "visited");
});

addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, dialog[open], [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !(KEYS.includes(event.key) || event.key === "Escape")) return;
  if (event.key !== "Escape") event.preventDefault();
  press(main, event.key);
});

addEventListener("load", () => {
  if (here("[data-newest]")) import("./live.js").then(({ live }) => live(main)).catch(() => {});
  if (here("[data-newest]") && matchMedia("(pointer: coarse)").matches) import("./pull.js").then(({ pull }) => pull(main)).catch(() => {});
  if (localStorage.length) import("./outbox.js").then(({ flush }) => flush()).catch(() => {});
  // Over plain http in a network there is none; then nothing is kept.
  if (navigator.serviceWorker) import("./renew.js").then(({ policy }) => navigator.serviceWorker.register(policy.createScriptURL("pages"))).catch(() => {});
});
