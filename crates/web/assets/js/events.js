// Reports what was seen and read: kept in this browser until the server has said that it is durable.
const SLOT = "caulbart.slot";
const MOST = 500;
const BATCH = 100;
const acknowledged = new Map();
let sending = null;
export let underWay = new Set();
let pause = 0;
let timer = 0;

/** A list that stays in this browser, apart for each reader. What was left here by nobody goes to whoever comes first. */
export function list(name, most) {
  const { whose } = document.documentElement.dataset;
  const place = whose ? `${name}.${whose}` : name;
  // No storage: this page's memory has to do.
  let memory = [];
  const read = (from) => {
    try { return JSON.parse(localStorage.getItem(from)) ?? []; } catch { return memory; }
  };
  const write = (all) => {
    memory = all.slice(-most);
    try { localStorage.setItem(place, JSON.stringify(memory)); } catch { /* in memory */ }
  };
  const left = whose ? read(name) : [];
  if (left.length > 0) {
    write([...left, ...read(place)]);
    localStorage.removeItem(name);
  }
  return { read: () => read(place), write };
}

const events = list("caulbart.events", MOST);
export const kept = events.read;
export const keep = events.write;

/** A number that nobody else has: 53 bits, so that it stays exact in JSON. */
export function freshId() {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high & 0x1fffff) * 0x100000000 + low;
}

/** Gives the number under which it can be withdrawn. With `wait` it goes out at that time, not before. */
export function report(item, deed, more = {}, then = undefined) {
  if (!Number.isSafeInteger(item)) return 0;
  const event = { id: freshId(), item, deed, at: Date.now(), dwell_ms: 0, slot: 0, ...more };
  if (then) acknowledged.set(event.id, then);
  keep([...kept(), event]);
  const waits = deed === "shown" ? 3000 : 50;
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(waits, pause));
  return event.id;
}

const left = ({ wait = 0 }) => Math.max(wait - Date.now(), 0);

/** Sends what is kept; what was not acknowledged stays for the next try. While a send is under way, that one. */
export function flush() {
  sending ??= send().finally(() => {
    sending = null;
    const all = kept();
    // Those that another tab has sent.
    for (const [id, then] of acknowledged) {
      if (all.some((event) => event.id === id)) continue;
      acknowledged.delete(id);
      then(true);
    }
    const first = Math.min(...all.map(left));
    clearTimeout(timer);
    if (first < Infinity) timer = setTimeout(flush, Math.max(pause, first, 50));
  });
  return sending;
}

async function send() {
  const batch = kept().filter((event) => left(event) === 0).slice(0, BATCH).map(({ wait, ...event }) => event);
  if (batch.length === 0) return;
  underWay = new Set(batch.map((event) => event.id));
  try {
    const answer = await fetch("/events", {
      method: "POST", body: JSON.stringify(batch), headers: { "Content-Type": "application/json" }, keepalive: true,
    });
    // Refused for good (400): sending it again would not help.
    if (!answer.ok && answer.status !== 400 && answer.status !== 413) throw new Error(String(answer.status));
    keep(kept().filter((event) => !underWay.has(event.id)));
    for (const id of underWay) {
      acknowledged.get(id)?.(answer.ok);
      acknowledged.delete(id);
    }
    pause = 0;
  } catch {
    pause = Math.min(Math.max(pause * 2, 2000), 60000);
  }
  underWay = new Set();
}

/** Shown: half of a slot in view for a second. Once for each slot and page. */
function watchSlots(main) {
  const waiting = new Map();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(waiting.get(target));
      if (!isIntersecting) continue;
      waiting.set(target, setTimeout(() => {
        const { item, slot, shown } = target.dataset;
        if (document.hidden || shown) return;
        observer.unobserve(target);
        target.dataset.shown = 1;
        report(Number(item), "shown", { slot: Number(slot) });
      }, 1000));
    }
  }, { threshold: 0.5 });
  for (const slot of main.querySelectorAll("[data-slot]")) observer.observe(slot);
}

/** Opened: at once. Finished: the end was in view, after a time in which one can have read it. */
function watchArticle(article) {
  const item = Number(article.dataset.article);
  let slot = 0;
  try {
    const [from, position] = JSON.parse(sessionStorage.getItem(SLOT)) ?? [];
    if (Number(from) === item) slot = position;
    sessionStorage.removeItem(SLOT);
  } catch { /* not from a slot */ }
  report(item, "opened", { slot });

  let dwell = 0;
  let since = document.visibilityState === "visible" ? performance.now() : 0;
  const spent = () => dwell + (since ? performance.now() - since : 0);
  document.addEventListener("visibilitychange", () => {
    dwell = spent();
    since = document.visibilityState === "visible" ? performance.now() : 0;
  });
  // A quick reader needs a third of the reading time that the page states; two seconds for the shortest.
  const enough = Math.max(2000, Number(article.dataset.minutes) * 20000);
  let reached = false;
  const end = article.querySelector("[data-end]");
  new IntersectionObserver(([entry]) => { reached ||= entry.isIntersecting; }).observe(end);
  const check = setInterval(() => {
    if (!reached || spent() < enough) return;
    clearInterval(check);
    report(item, "finished", { slot, dwell_ms: Math.round(spent()) });
  }, 500);
}

export function watch(main) {
  watchSlots(main);
  main.addEventListener("renewed", () => watchSlots(main));
  const article = main.querySelector("[data-article]");
  if (article) watchArticle(article);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
  addEventListener("online", flush);
  if (kept().length > 0) flush();
}
