// Suggestions while a query is typed: a combobox with a list (ARIA APG). The form works without.
const WAIT = 150;

export function suggest(main) {
  const input = main.querySelector("input[data-suggest]");
  if (!input) return;
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.label);
  list.hidden = true;
  const says = document.createElement("span");
  says.className = "unseen";
  says.setAttribute("role", "status");
  input.parentElement.append(list, says);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
    input.setAttribute(name, value);
  }

  let timer = 0;
  let asked = null;
  let found = [];
  let at = -1;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (place) => {
    at = place;
    for (const [number, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(number === at));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const take = (suggestion) => {
    close();
    if (suggestion.href) return location.assign(suggestion.href);
    input.value = suggestion.q;
    input.focus();
  };
  const show = (answer) => {
    found = answer.suggestions;
    says.textContent = answer.says;
    list.replaceChildren(...found.map((suggestion, number) => {
      const option = document.createElement("li");
      option.id = `suggestion-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const label = document.createElement("span");
      label.textContent = suggestion.label;
      if (suggestion.lang) label.lang = suggestion.lang;
      const kind = document.createElement("span");
      kind.className = "meta";
      kind.textContent = suggestion.kind;
      option.append(label, kind);
      // Before the field loses its focus, which closes the list.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => take(suggestion));
      return option;
    }));
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0 || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { signal: asked.signal });
      if (answer.ok) show(await answer.json());
    } catch { /* overtaken by the next letter, or no line: the form works all the same */ }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = found.length - 1;
    const actions = {
      ArrowDown: () => point(at === last ? -1 : at + 1),
      ArrowUp: () => point(at === -1 ? last : at - 1),
      Escape: close,
      Enter: at < 0 ? undefined : () => take(found[at]),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
