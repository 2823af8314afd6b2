// What came to be known since, in a story that is still running: looked for while the page is seen, put in without a jump.
import { parsed } from "./renew.js";

const EVERY = 20_000;

export function follow(updates) {
  const list = updates.querySelector("ol");
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const there = parsed(await answer.text()).querySelectorAll(".updates li");
    const fresh = [...there].slice(0, Math.max(0, there.length - list.children.length));
    if (!fresh.length) return;
    const before = list.firstElementChild.getBoundingClientRect().top;
    list.prepend(...fresh.map((each) => document.adoptNode(each)));
    // Whoever has read on stays where she is.
    if (before < 0) scrollBy(0, list.children[fresh.length].getBoundingClientRect().top - before);
  };
  setInterval(look, EVERY);
  addEventListener("visibilitychange", look);
}
