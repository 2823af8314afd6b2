// "More" and "less like this": what they change is shown where the button was pressed, with the way back.
import { report } from "./events.js";
import { parsed, renew } from "./renew.js";

export async function press(form, pressed, main) {
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === pressed));
  const noted = form.querySelector("[data-noted]");
  const body = new URLSearchParams(new FormData(form));
  body.set(pressed.name, pressed.value);
  let change = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
    change = parsed(await answer.text()).querySelector("[data-change]");
  } catch {
    // The line is down: it is reported like everything else, as soon as there is one.
    report(Number(form.dataset.deeds), pressed.value, {}, (taken) => { if (taken) noted.textContent = noted.dataset.noted; });
    return;
  }
  noted.textContent = noted.dataset.noted;
  if (change) show(main, document.adoptNode(change), pressed);
}

function show(main, change, pressed) {
  const panel = document.createElement("dialog");
  panel.className = "panel";
  panel.tabIndex = -1;
  panel.setAttribute("aria-labelledby", "change-title");
  panel.append(change);
  const back = panel.querySelector("[data-close]");
  back.addEventListener("click", (event) => {
    event.preventDefault();
    panel.close();
  });
  panel.addEventListener("close", async () => {
    panel.remove();
    pressed.closest("details")?.removeAttribute("open");
    if (main.querySelector(".timeline")) await renew(main, location.pathname + location.search).catch(() => {});
    else pressed.focus();
  });
  document.body.append(panel);
  panel.showModal();
  // Not one of its buttons: on a phone that would scroll past what it says.
  panel.focus();
}
