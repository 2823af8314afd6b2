// Keeps the last timeline and its articles for when there is no connection. Only pages that are read are kept, and only
// for the reader who got them.
const ASSETS = `assets ${FILES[0].split("/")[2]}`;
const PAGES = "pages";
const PICTURES = "pictures";
const KEPT = /^\/($|(article|story|topic|source|why)\/[\w-]+$|(saved|topics|sources|about|offline)$)/;
const LISTS = /^\/(saved)?$/;
const MOST_PAGES = 120;
const MOST_PICTURES = 200;
const MOST_LISTED = 40;
// A line that is there and carries nothing: after so long, what was kept is shown.
const PATIENCE = 6000;

addEventListener("install", (event) => event.waitUntil((async () => {
  // What a page sends as it is left would be lost on its way through here.
  await event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" });
  await (await caches.open(ASSETS)).addAll(FILES);
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  // Kept pages ask for the files of their own release.
  for (const name of await caches.keys()) if (name !== ASSETS) await caches.delete(name);
  await registration.navigationPreload?.enable();
  await clients.claim();
  for (const path of ["/offline", "/"]) await fetch(path).then((answer) => keep(path, answer)).catch(() => {});
})()));

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event.request));
  else if (pathname.startsWith("/picture/")) event.respondWith(picture(event.request));
  else if (mode === "navigate") event.respondWith(page(event));
});

async function asset(request) {
  return (await caches.match(request, { cacheName: ASSETS, ignoreVary: true })) ?? fetch(request);
}

// One size of a picture is enough to be kept.
const sizeless = (url) => new URL(url).pathname.replace(/^\/picture\/\d+\//, "/picture/");

async function picture(request) {
  const cache = await caches.open(PICTURES);
  const key = sizeless(request.url);
  try {
    const answer = await fetch(request);
    if (answer.ok && !(await cache.match(key))) await cache.put(key, answer.clone());
    return answer;
  } catch {
    return (await cache.match(key)) ?? Response.error();
  }
}

async function page(event) {
  const { url } = event.request;
  const { pathname, search } = new URL(url);
  const kept = async () => (search ? undefined : (await caches.open(PAGES)).match(pathname));
  const answered = (async () => (await event.preloadResponse) ?? fetch(event.request))();
  if (KEPT.test(pathname) && !search) {
    event.waitUntil(answered.then((answer) => answer.clone()).then((copy) => keep(pathname, copy)).catch(() => {}));
  }
  try {
    const late = new Promise((done) => setTimeout(done, PATIENCE)).then(kept);
    const answer = await Promise.race([answered, late.then((found) => found ?? answered)]);
    // What stands before the server answers, and has not reached it.
    return answer.status < 502 ? answer : (await kept()) ?? answer;
  } catch {
    return (await kept()) ?? (await (await caches.open(PAGES)).match("/offline")) ?? Response.error();
  }
}

async function keep(path, answer) {
  const whose = answer.headers.get("x-whose");
  if (!whose || !answer.ok || answer.redirected || answer.headers.get("cache-control")?.includes("no-store")) return;
  const cache = await mine(whose);
  const text = await answer.text();
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "speculation-rules"]) headers.delete(name);
  await cache.put(path, new Response(text.replace("<html ", "<html data-kept "), { headers }));
  if (!LISTS.test(path)) return;
  await say(cache, text);
  await keepListed(cache, text);
  await trim(cache, MOST_PAGES);
}

/** The kept pages of this reader. Another reader's go, unless they were nobody's. */
async function mine(whose) {
  const cache = await caches.open(PAGES);
  const before = await (await cache.match("/whose"))?.text();
  if (before === whose) return cache;
  const others = before && before !== "-";
  if (others) for (const name of [PAGES, PICTURES]) await caches.delete(name);
  const fresh = await caches.open(PAGES);
  await fresh.put("/whose", new Response(whose));
  return fresh;
}

/** The page that says that there is no connection, in the language of the others. */
async function say(cache, text) {
  const tongue = (page) => page?.match(/<html [^>]*lang="([^"]*)"/)?.[1];
  if (tongue(await (await cache.match("/offline"))?.text()) !== tongue(text)) await keep("/offline", await fetch("/offline"));
}

async function keepListed(cache, text) {
  if (navigator.connection?.saveData) return;
  const named = (pattern) => [...new Set([...text.matchAll(pattern)].map(([, path]) => path))].slice(0, MOST_LISTED);
  for (const path of named(/href="(\/article\/\d+)"/g)) {
    if (!(await cache.match(path))) await keep(path, await fetch(path));
  }
  const pictures = await caches.open(PICTURES);
  for (const path of named(/<img[^>]* src="(\/picture\/[^"]+)"/g)) {
    const key = sizeless(new URL(path, location.origin));
    if (await pictures.match(key)) continue;
    const answer = await fetch(path);
    if (answer.ok) await pictures.put(key, answer);
  }
  await trim(pictures, MOST_PICTURES);
}

/** The oldest go first. */
async function trim(cache, most) {
  const keys = (await cache.keys()).filter(({ url }) => !/\/(whose|offline)?$/.test(url));
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
}
