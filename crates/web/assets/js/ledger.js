// The ledger on her own page: her browser downloads all of it, checks it, and shows which entries are about her.
//
// The page has a section with data-ledger, the address below which the ledger lies ("/ledger/"); her tag key in hexadecimal
// digits in data-key, or its address in data-key-at, or neither; and in data-words, as JSON, words for values of entries:
// "purpose.support", "role.staff", "field.contact", "by.reader", each key of an entry, a dot, the value.
// In the section: an element with data-says for sentences, one with data-hers for entries, newest first, perhaps <progress>.
// Each sentence is a template with data-say, whose {names} are filled in; one with {count} may have one for each plural form
// of its language ("hers-one"). One that is missing is not said:
//   whole, broken {size}: do the entries give the signed head?
//   signature-valid {key}, signature-wrong, signature-missing, and signature-unknown where the browser cannot verify it
//   seen-first, seen-same, seen-grew {before} {size}: this browser's last head; against it: seen-shrank, seen-rewritten,
//   seen-renamed
//   hers {count}, none; unread {count} {entries}: lists of readers that are not there; closed {count}: sealed for now
//   failed {why}: it could not be read to its end
// Entries are templates with data-entry, the kind or "" for all others: {index}, {sealed} and each key of an entry; an
// element with data-if stays only where that value is there, <time> and <a data-proof> get their attributes.
// At the end the section bears data-state: well; unverified, where only the signature could not be verified; wrong; failed.
import { policy } from "./renew.js";

const HEAD = "caulbart.head";
const COUNTS = ["minutes", "volume", "subjects"];
const WELL = ["first", "same", "grew"];

/** The checkpoint that this browser saw last. */
const kept = {
  read: () => { try { return localStorage.getItem(HEAD) ?? ""; } catch { return ""; } },
  write: (note) => { try { localStorage.setItem(HEAD, note); } catch { /* the next visit is a first one */ } },
};

export async function ledger(section) {
  const { lists, say, line } = speaker(section);
  const bar = section.querySelector("progress");
  const tell = ({ done, size }) => { if (bar) [bar.max, bar.value] = [size, done]; };
  section.setAttribute("aria-busy", "true");
  try {
    const base = section.dataset.ledger;
    const found = await inWorker({ base, key: await keyOf(section), before: kept.read() }, tell);
    const head = found.whole && WELL.includes(found.seen) && { valid: "well", unknown: "unverified" }[found.signature];
    // What contradicts is said at each visit, until the list is again the one that was seen.
    if (head) kept.write(found.note);
    section.dataset.state = (!found.unread.length && head) || "wrong";
    say(found.whole ? "whole" : "broken", { size: found.size });
    say(`signature-${found.signature}`, { key: found.vkey });
    if (found.whole) say(`seen-${found.seen}`, { before: found.before, size: found.size });
    // Where a list of readers is missing, nobody can say that there is none.
    if (found.hers && (found.hers.length || !found.unread.length)) say(found.hers.length ? "hers" : "none", { count: found.hers.length });
    if (found.unread.length) say("unread", { count: found.unread.length, entries: lists.format(found.unread.map(String)) });
    if (found.closed) say("closed", { count: found.closed });
    section.querySelector("[data-hers]")?.replaceChildren(...(found.hers ?? []).reverse().map(line));
  } catch (fault) {
    section.dataset.state = "failed";
    say("failed", { why: fault.message });
  }
  if (bar) bar.hidden = true;
  section.removeAttribute("aria-busy");
}

/** Her tag key: in the page, or where the page says that it is. Who has none still sees whether the list is whole. */
async function keyOf({ dataset: { key = "", keyAt } }) {
  if (!keyAt) return key;
  const answer = await fetch(keyAt, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status} ${keyAt}`);
  return (await answer.text()).trim();
}

function inWorker(asked, tell) {
  const worker = new Worker(policy.createScriptURL("ledger"), { type: "module" });
  return new Promise((done, failed) => {
    worker.onerror = (event) => failed(new Error(event.message ?? "worker"));
    worker.onmessage = ({ data }) => {
      if (data.found) done(data.found);
      else if (data.failed !== undefined) failed(new Error(data.failed));
      else tell(data);
    };
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}

function speaker(section) {
  const { lang } = document.documentElement;
  const [plural, number] = [new Intl.PluralRules(lang), new Intl.NumberFormat(lang)];
  const [lists, moments] = [new Intl.ListFormat(lang), new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" })];
  const countries = new Intl.DisplayNames(lang, { type: "region" });
  const words = JSON.parse(section.dataset.words ?? "{}");
  const place = section.querySelector("[data-says]");
  const template = (kind, name) => section.querySelector(`template[data-${kind}="${CSS.escape(name)}"]`);
  const numbers = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) =>
    [name, typeof value === "number" ? number.format(value) : value]));

  /** A sentence; of those with a count, the page may have one for each form that its language has. */
  const say = (name, values) => {
    const form = values.count === undefined ? "" : `-${plural.select(values.count)}`;
    const sentence = template("say", name + form) ?? template("say", name);
    if (sentence) place.append(filled(sentence, numbers(values)));
  };

  /** A value in words; what the page has no word for stands as it is in the entry. */
  const shown = (key, value) => {
    const word = words[`${key}.${value}`];
    try {
      if (word !== undefined) return word;
      if (key === "time") return moments.format(new Date(value));
      if (key === "country") return countries.of(value);
      if (key === "fields" || key === "types") return lists.format(value.split(",").map((each) => words[`field.${each}`] ?? each));
      if (COUNTS.includes(key)) return number.format(value);
    } catch { /* not as the formats have it */ }
    return String(value);
  };

  const line = ({ index, entry, sealed }) => {
    const values = numbers({ index, sealed });
    for (const [key, value] of Object.entries(entry)) values[key] = shown(key, value);
    const made = filled(template("entry", entry.kind) ?? template("entry", ""), values);
    for (const time of made.querySelectorAll("time")) time.dateTime = entry.time;
    for (const link of made.querySelectorAll("a[data-proof]")) link.href = `${section.dataset.ledger}proof/${index}`;
    return made;
  };
  return { lists, say, line };
}

/** What a template holds, with values for its {names}; parts that need a value (data-if) which is not there are left out. */
function filled(template, values) {
  const made = document.importNode(template.content, true);
  for (const part of made.querySelectorAll("[data-if]")) if (values[part.dataset.if] === undefined) part.remove();
  const walk = document.createTreeWalker(made, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data.replace(/\{([a-z-]+)\}/g, (_, name) => values[name] ?? "");
  return made;
}
