// j k o m / ?
const REACHED = "slot-reached";

export function listen(main) {
  const stops = () => [...main.querySelectorAll("article[data-item]")];
  let at = -1;

  const go = (step) => {
    const all = stops();
    if (all.length === 0) return;
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    for (const stop of all) stop.classList.toggle(REACHED, stop === all[at]);
    const link = all[at].querySelector(".headline a");
    link?.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    all[at].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };

  const actions = {
    j: () => go(1),
    k: () => go(-1),
    o: () => stops()[at]?.querySelector(".headline a")?.click(),
    m: () => {
      const menu = (stops()[at] ?? main).querySelector("details.tell");
      if (!menu) return main.querySelector("form[data-deeds] button")?.focus();
      menu.open = true;
      menu.querySelector("button").focus();
    },
    Escape: () => {
      const menu = document.activeElement?.closest("details.tell[open]");
      if (!menu) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    },
    "?": () => document.getElementById("keys").showModal(),
    "/": () => {
      const field = document.getElementById("q");
      if (field) field.focus();
      else location.assign("/search");
    },
  };

  main.addEventListener("renewed", () => { at = Math.min(at, stops().length - 1); });

  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
