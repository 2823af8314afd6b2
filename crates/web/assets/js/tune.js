// Sliders: what they would change is shown in place, and kept only when she says so.
const PAUSE = 250;

/** Fetches a page and puts its timeline in the place of this one. */
export async function renew(main, address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of [".front-page", ".timeline", ".end", ".tuned"]) {
    const [now, then] = [main.querySelector(part), fresh.querySelector(part)];
    if (!now || !then) continue;
    // The line that is read out stays the same element: a new one would be silent.
    if (part === ".tuned") now.textContent = then.textContent.trim();
    else now.replaceWith(document.adoptNode(then));
  }
  main.dispatchEvent(new CustomEvent("renewed"));
}

export function tune(main) {
  const form = main.querySelector("form[data-tune]");
  if (!form) return;
  const steps = form.dataset.steps.split("|");
  let timer = 0;
  let latest = 0;
  form.addEventListener("input", (event) => {
    const slider = event.target;
    const says = steps[Number(slider.value)];
    slider.setAttribute("aria-valuetext", says);
    form.querySelector(`output[for="${slider.id}"]`).textContent = says;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const turn = ++latest;
      const address = `/?${new URLSearchParams(new FormData(form))}`;
      main.setAttribute("aria-busy", "true");
      // Without an answer the button leads there as it does without a script.
      await renew(main, address).catch(() => { form.dataset.alone = ""; });
      if (turn === latest) main.removeAttribute("aria-busy");
    }, PAUSE);
  });
}
