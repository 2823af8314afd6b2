// What the pages do when scripts run. Everything works without.
import { report, watch } from "./events.js";
import { listen } from "./keys.js";

const main = document.querySelector("main");
const SLOT = "caulbart.slot";

watch(main);
listen(main);

// The article that opens next wants to know from which slot it was reached.
main.addEventListener("click", (event) => {
  const slot = event.target.closest("a[href^='/article/']")?.closest("[data-slot]");
  if (slot) sessionStorage.setItem(SLOT, JSON.stringify([slot.dataset.item, Number(slot.dataset.slot)]));
  const visit = event.target.closest("a[data-visit]");
  if (visit) report(Number(visit.dataset.visit), "visited");
});

// A like or "less like this" is noted on the spot.
for (const form of document.querySelectorAll("form[data-deeds]")) {
  form.addEventListener("submit", (event) => {
    const pressed = event.submitter;
    if (!pressed) return;
    event.preventDefault();
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === pressed));
    const noted = form.querySelector("[data-noted]");
    report(Number(form.dataset.deeds), pressed.value, {}, () => { noted.textContent = noted.dataset.noted; });
  });
}
