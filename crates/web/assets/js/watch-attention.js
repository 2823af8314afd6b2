// How much of a clip was really watched? It plays, it is not waiting for bytes, and somebody looks at it. What counts is the
// clip's own time, with its repetitions: at twice the speed, all of it is still all of it.
import { flush, keep, kept, report, underWay } from "./events.js";

// Whoever leaves within this has passed it by.
const PASSED_BY = 1000;
// Of long clips, so much is as good as all (`long_view` of KuaiRand, CIKM 2022).
const LONG = 18;
const WHOLE = 0.95;
// So often, at least, a browser says how far it is.
const TOLD = 0.25;
// Whoever is back within this goes on with the same view.
const AWAY = 30_000;

/** Takes back reports that have not gone: all of these, or none. */
export function withdraw(ids) {
  const all = kept();
  const rest = all.filter(({ id }) => !ids.includes(id));
  if (all.length - rest.length < ids.length || ids.some((id) => underWay.has(id))) return false;
  keep(rest);
  return true;
}

export function attention(video, item, slot) {
  let began = false;
  let spent = 0;
  // Apart from each other: [from, to].
  let seen = [];
  let opened = false;
  let finished = false;
  // Up to where it is counted, and since when; nowhere while it does not count.
  let counted = null;
  let since = 0;
  let speed = 1;
  let held = null;

  const advance = () => {
    if (counted === null) return;
    // The place before a jump is not known any more.
    const jumped = counted + Math.min((performance.now() - since) / 1000, TOLD) * speed;
    const at = video.seeking ? Math.min(jumped, video.duration || jumped) : video.currentTime;
    if (at > counted) {
      spent += (at - counted) * 1000;
      const touching = seen.filter(([from, to]) => from <= at && to >= counted);
      const apart = seen.filter((each) => !touching.includes(each));
      seen = [...apart, [Math.min(counted, ...touching.map(([from]) => from)), Math.max(at, ...touching.map(([, to]) => to))]];
    }
    counted = at;
    since = performance.now();
    speed = video.playbackRate;
  };
  const stop = () => {
    advance();
    counted = null;
  };
  const isSmall = () => document.pictureInPictureElement === video;
  const start = () => {
    if (counted !== null || video.paused || video.seeking || document.hidden && !isSmall()) return;
    began = true;
    counted = video.currentTime;
    since = performance.now();
    speed = video.playbackRate;
  };
  for (const name of ["pause", "waiting", "seeking", "ended", "emptied"]) video.addEventListener(name, stop);
  for (const name of ["playing", "seeked"]) video.addEventListener(name, start);
  for (const name of ["timeupdate", "ratechange"]) video.addEventListener(name, advance);

  /** Each millisecond once. Gives the reports' numbers. */
  const tell = (wait = 0) => {
    const dwell_ms = Math.round(spent);
    if (dwell_ms < PASSED_BY) return [];
    const seconds = seen.reduce((all, [from, to]) => all + to - from, 0);
    const ends = !finished && video.duration > 0 && seconds >= Math.min(WHOLE * video.duration, LONG);
    const more = { slot, ...wait && { wait } };
    const told = [];
    if (!opened || !ends) told.push(report(item, "opened", { ...more, dwell_ms: ends ? 0 : dwell_ms }));
    if (ends) told.push(report(item, "finished", { ...more, dwell_ms }));
    [spent, opened, finished] = [0, true, finished || ends];
    return told;
  };
  /** A page that is hidden may never be heard of again: what was watched is kept, and told unless she is soon back. */
  const hold = () => {
    stop();
    const before = [spent, opened, finished];
    const told = tell(Date.now() + AWAY);
    if (told.length > 0) held = { told, before };
  };
  const resume = () => {
    if (held && withdraw(held.told)) [spent, opened, finished] = held.before;
    held = null;
  };
  /** It is left. */
  const settle = () => {
    stop();
    resume();
    // Whoever went on within a second has seen what she passed by.
    const place = video.closest("[data-slot]");
    if (began && place && !place.dataset.shown) {
      place.dataset.shown = 1;
      report(item, "shown", { slot });
    }
    tell();
  };
  const look = () => {
    if (document.hidden && !isSmall()) return hold();
    resume();
    start();
  };
  document.addEventListener("visibilitychange", look);
  for (const name of ["enterpictureinpicture", "leavepictureinpicture"]) video.addEventListener(name, look);
  addEventListener("pagehide", () => {
    settle();
    flush();
  });
  return { settle };
}
