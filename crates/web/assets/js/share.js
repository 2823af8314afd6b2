// Sharing: the device's own sheet where there is one, else the address is copied. Counted once it was done.
import { report } from "./events.js";

export async function press(form) {
  const url = new URL(`/article/${form.dataset.share}`, location.href).href;
  const noted = form.querySelector("[data-noted]");
  try {
    if (navigator.share) await navigator.share({ title: form.dataset.title, url });
    else {
      await navigator.clipboard.writeText(url);
      noted.textContent = noted.dataset.noted;
    }
  } catch (failed) {
    // She thought better of it. Anything else: the page shows the address, and counts.
    if (failed.name !== "AbortError") form.submit();
    return;
  }
  report(Number(form.dataset.share), "shared");
}
