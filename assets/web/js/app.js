// What makes the pages quicker to use. Nothing depends on it: without it every form and link does the same.

// Search while typing: posts the form to the path in data-live and shows the answer in #results.
for (const form of document.querySelectorAll("form[data-live]")) {
  const results = document.querySelector(form.dataset.into ?? "#results");
  let timer = 0;
  let running;
  const search = async () => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.dataset.live, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: running.signal });
      if (answer.ok && results) results.innerHTML = await answer.text();
    } catch {
      // Typed on, or no network: the button still works.
    }
  };
  const soon = (event) => {
    if (event.isComposing) return; // kana on the way to kanji
    clearTimeout(timer);
    timer = setTimeout(search, 250);
  };
  for (const type of ["input", "change", "compositionend"]) form.addEventListener(type, soon);
}

// Progress: looks again every second, and loads the page anew when the part says that it is over.
for (const part of document.querySelectorAll("[data-poll]")) {
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.poll);
      if (answer.ok && !answer.redirected) part.innerHTML = await answer.text();
      else return location.reload();
    } catch {
      // No network for a moment.
    }
    if (part.querySelector("[data-done]")) location.reload();
    else setTimeout(look, 1000);
  };
  if (!part.querySelector("[data-done]")) setTimeout(look, 1000);
}

// Numbers that change while people arrive: looked at again every ten seconds while the page is in view.
for (const part of document.querySelectorAll("[data-refresh]")) {
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(part.dataset.refresh);
      if (answer.ok && !answer.redirected) part.innerHTML = await answer.text();
    } catch {
      // No network for a moment: what is shown stays.
    }
  }, 10000);
}

// Copying a text with one tap.
for (const block of document.querySelectorAll("[data-copy]")) {
  const text = block.querySelector("textarea, input");
  const line = block.querySelector(".copy-do");
  const button = line?.querySelector("button");
  if (!text || !button) continue;
  line.hidden = false;
  line.setAttribute("aria-live", "polite");
  const label = button.textContent;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      text.select();
      document.execCommand("copy");
    }
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}

// A second tap while the first is on its way does nothing. Only for a moment: a form that answers with a file leaves the page as it is.
const sent = new WeakMap();
const isOnItsWay = (form) => performance.now() - (sent.get(form) ?? -Infinity) < 2000;
addEventListener("submit", (event) => {
  if (isOnItsWay(event.target)) event.preventDefault();
  else sent.set(event.target, performance.now());
});
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form); // back from the next page
});

// Long forms warn before what was typed is lost.
for (const form of document.querySelectorAll("form[data-guards]")) {
  let typed = false;
  form.addEventListener("input", () => (typed = true));
  addEventListener("beforeunload", (event) => {
    if (typed && !isOnItsWay(form)) event.preventDefault();
  });
}

// Where a form was refused, reading goes on at what was wrong with it.
document.getElementById("form-errors")?.focus();

// Escape folds the menu.
const menu = document.querySelector("details.menu");
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
