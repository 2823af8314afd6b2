// j k move, a approves, r removes, s is spam, e edits, u undoes: each presses what stands there anyway.
const rows = [...document.querySelectorAll("[data-comment]")];
const reached = () => rows.indexOf(document.activeElement?.closest("[data-comment]"));

const go = (step) => {
  if (rows.length === 0) return;
  const at = Math.min(Math.max(reached() + step, 0), rows.length - 1);
  rows[at].focus();
};

const press = (key) => {
  const row = rows[reached()] ?? (key === "u" ? null : rows[0]);
  const there = row?.querySelector(`[data-key="${key}"]`) ?? (key === "u" ? document.querySelector("[data-undo] button") : null);
  if (!there) return;
  if (there.tagName !== "DETAILS") return there.click();
  there.open = true;
  there.querySelector("select, textarea")?.focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) return typing.closest("[data-comment]")?.focus();
  if (typing) return;
  if (event.key === "j" || event.key === "k") go(event.key === "j" ? 1 : -1);
  else if ("arseu".includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });
