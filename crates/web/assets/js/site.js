// What the pages do when scripts run. Everything works without.
import { report, watch } from "./events.js";
import { listen } from "./keys.js";
import { says } from "./says.js";
import { share } from "./share.js";
import { suggest } from "./suggest.js";
import { tune } from "./tune.js";

const main = document.querySelector("main");
const SLOT = "caulbart.slot";

watch(main);
listen(main);
says(main);
share(main);
suggest(main);
tune(main);
if (main.querySelector("form[data-ask]")) import("./passkeys.js").then(({ passkeys }) => passkeys(main));

const article = main.querySelector("[data-article]");
if (article) import("./place.js").then(({ keepPlace }) => keepPlace(article)).catch(() => {});

// The article that opens next wants to know from which slot it was reached.
main.addEventListener("click", (event) => {
  const slot = event.target.closest("a[href^='/article/']")?.closest("[data-slot]");
  if (slot) sessionStorage.setItem(SLOT, JSON.stringify([slot.dataset.item, Number(slot.dataset.slot)]));
  const visit = event.target.closest("a[data-visit]");
  if (visit) report(Number(visit.dataset.visit), "visited");
});
