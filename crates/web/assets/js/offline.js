// What the worker kept, on the page that says that there is no connection.
import { parsed } from "./renew.js";

export async function list(main) {
  const cache = await caches.open("pages");
  const lines = document.createDocumentFragment();
  for (const { url } of (await cache.keys()).reverse()) {
    const { pathname } = new URL(url);
    if (!/^\/(article|story)\//.test(pathname)) continue;
    const title = parsed(await (await cache.match(url)).text()).querySelector("h1");
    if (!title) continue;
    const line = lines.appendChild(document.createElement("li"));
    const link = line.appendChild(document.createElement("a"));
    link.href = pathname;
    link.textContent = title.textContent;
    for (const name of ["lang", "dir"]) if (title.hasAttribute(name)) link.setAttribute(name, title.getAttribute(name));
  }
  const place = main.querySelector("[data-kept-pages]");
  place.hidden = lines.children.length === 0;
  place.querySelector("ul").append(lines);
}
