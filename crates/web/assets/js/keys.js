// j k o s h m g h / ?
const REACHED = "slot-reached";
// So long a key waits for the one that belongs to it.
const SECOND = 1200;

let at = -1;
let led = 0;

export function press(main, key) {
  const stops = [...main.querySelectorAll("article[data-item]")];
  at = Math.min(at, stops.length - 1);
  const reached = stops[at] ?? main;
  const leads = performance.now() - led < SECOND;
  led = 0;

  const go = (step) => {
    if (stops.length === 0) return;
    at = Math.min(Math.max(at + step, 0), stops.length - 1);
    for (const stop of stops) stop.classList.toggle(REACHED, stop === stops[at]);
    stops[at].querySelector(".headline a")?.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stops[at].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  const menu = () => {
    const tell = reached.querySelector("details.tell");
    if (!tell) return main.querySelector("form[data-deeds] button")?.focus();
    tell.open = true;
    tell.querySelector("button").focus();
  };
  const leave = () => {
    const open = document.activeElement?.closest("details.tell[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  };
  const find = () => {
    const field = document.getElementById("q");
    if (field) field.focus();
    else location.assign("/search");
  };

  if (key === "h" && leads) return location.assign("/");
  if (key === "h" || key === "s") {
    // On a timeline it is about the story that was reached, elsewhere about the article.
    if (at < 0 && !main.querySelector("[data-article], [data-clip]")) return;
    const which = key === "s" ? "form[data-save] button" : "form[data-deeds] button[value='hidden']";
    return reached.querySelector(which)?.click();
  }
  const actions = {
    j: () => go(1),
    k: () => go(-1),
    o: () => stops[at]?.querySelector(".headline a")?.click(),
    m: menu,
    g: () => { led = performance.now(); },
    Escape: leave,
    "/": find,
    "?": () => document.getElementById("keys").showModal(),
  };
  actions[key]?.();
}
