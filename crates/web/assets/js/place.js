// How far she has read: told now and then while she reads, and once more when she leaves. Fetched by articles only.
const PAUSE = 5000;

/** In thousandths of the characters that are read; a paragraph is read once its end has come into view. */
function reached(body) {
  const count = (text) => text.replace(/\s+/g, "").length;
  const whole = count(body.textContent);
  if (whole === 0) return 0;
  const seam = innerHeight * 0.4;
  let before = 0;
  for (const part of body.children) {
    const { top, bottom, height } = part.getBoundingClientRect();
    const length = count(part.textContent);
    if (bottom <= seam) before += length;
    else {
      if (top < seam && height > 0) before += length * (seam - top) / height;
      break;
    }
  }
  if (body.getBoundingClientRect().bottom <= innerHeight) return 1000;
  return Math.round(before * 1000 / whole);
}

export function keepPlace(article) {
  const body = article.querySelector(".body");
  if (!body) return;
  const item = article.dataset.article;
  // Whoever has not scrolled has not read: the place that is kept must not be lost by looking in.
  let told = null;
  // She may have begun before this was fetched.
  let moved = scrollY > 0;
  let timer = 0;
  const tell = () => {
    clearTimeout(timer);
    timer = 0;
    if (!moved) return;
    const place = reached(body);
    if (place === told) return;
    told = place;
    navigator.sendBeacon("/place", new URLSearchParams({ item, place: String(place) }));
  };
  addEventListener("scroll", () => {
    moved = true;
    timer ||= setTimeout(tell, PAUSE);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); });
  addEventListener("pagehide", tell);
}
