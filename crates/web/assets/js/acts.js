// Saving, following and muting: shown at once, sent behind it, and taken back by a button.
import { send } from "./outbox.js";
import { parsed } from "./renew.js";

// Long enough to be read twice and reached by a keyboard.
const STAYS = 12_000;

const toast = document.querySelector(".toast");
export const words = toast.dataset;
let timer = 0;

export function say(text, undo) {
  const line = document.createElement("span");
  line.textContent = text;
  toast.replaceChildren(line);
  if (undo) {
    const button = document.createElement("button");
    button.className = "quiet";
    button.textContent = words.undo;
    button.addEventListener("click", undo);
    toast.append(button);
  }
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) timer = setTimeout(leave, STAYS / 4);
    else toast.replaceChildren();
  };
  clearTimeout(timer);
  timer = setTimeout(leave, STAYS);
}

export function press(form, pressed) {
  if (form.matches("[data-save]")) return save(form.dataset.save, pressed.value === "save");
  return choose(form, pressed);
}

function mark(item, saved) {
  for (const button of document.querySelectorAll(`form[data-save="${item}"] button`)) {
    button.setAttribute("aria-pressed", String(saved));
    button.value = saved ? "unsave" : "save";
  }
}

async function save(item, wanted) {
  mark(item, wanted);
  const undo = () => save(item, !wanted);
  say(wanted ? words.saved : words.unsaved, undo);
  const answer = await send("/saved", new URLSearchParams({ item, verb: wanted ? "save" : "unsave" }), "manual");
  if (!answer) return say(words.later, undo);
  if (answer.ok || answer.type === "opaqueredirect") return;
  mark(item, !wanted);
  say(words.refused);
}

const about = (form) => [form.elements.kind.value, form.elements.value.value].join(" ");

async function choose(form, pressed) {
  const body = new URLSearchParams(new FormData(form));
  body.set(pressed.name, pressed.value);
  const label = pressed.textContent;
  pressed.setAttribute("aria-pressed", "true");
  const answer = await send("/choices", body);
  if (!answer) return say(words.later);
  if (!answer.ok) {
    pressed.removeAttribute("aria-pressed");
    return say(words.refused);
  }
  const alike = (within) => [...within.querySelectorAll("form.choose[action='/choices']")].filter((each) => about(each) === about(form));
  const [fresh] = alike(parsed(await answer.text()));
  if (!fresh) return location.reload();
  const held = form.contains(document.activeElement);
  let shown = null;
  for (const old of alike(document)) {
    const copy = document.importNode(fresh, true);
    old.replaceWith(copy);
    if (old === form) shown = copy;
  }
  if (held) shown?.querySelector("button").focus();
  const back = pressed.value.startsWith("un") ? pressed.value.slice(2) : `un${pressed.value}`;
  say(`${label} ✓`, () => shown?.querySelector(`button[value="${back}"]`)?.click());
}
