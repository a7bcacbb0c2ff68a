// Words that are selected go into a correction; a background build is told as it goes.
// Every page works without it.
"use strict";

// --- selected words fill a field ----------------------------------------------------------------

const panel = document.querySelector("[data-correcting]");
if (panel) {
  // The script of all pages knows how offsets are counted; its address holds its content's mark.
  const pages = document.querySelector('script[src$="/workbench.js"]').src;
  const { selectedWords } = await import(pages);
  const take = panel.querySelector("[data-take]");
  let chosen = null;
  let field = panel.querySelector("[data-takes]");
  panel.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-takes]")) field = event.target;
  });
  const choose = () => {
    chosen = selectedWords() ?? chosen;
    take.hidden = !chosen;
  };
  document.addEventListener("selectionchange", choose);
  choose(); // words may have been selected before this script was there
  const cite = () => {
    panel.querySelector("[data-words]").value = `${chosen.document}:${chosen.start}:${chosen.end}`;
  };
  panel.querySelector("[data-take-words]").addEventListener("click", cite);
  panel.querySelector("[data-take-value]").addEventListener("click", () => {
    cite();
    if (field) field.value = chosen.text.replace(/(\d),(?=\d{3})/g, "$1").trim();
  });
}

// --- how far the background build is ------------------------------------------------------------

const work = document.querySelector("[data-work]");
if (work) {
  const bar = work.querySelector("progress");
  const show = (selector, words) => { work.querySelector(selector).textContent = words; };
  let shown = work.querySelectorAll("[data-work-lines] li").length;
  const ask = async () => {
    try {
      const answer = await fetch(work.dataset.work, { headers: { accept: "application/json" } });
      return answer.ok ? await answer.json() : null;
    } catch {
      return undefined; // no answer: the workbench rests for a moment, or this page is left
    }
  };
  const look = async () => {
    const news = await ask();
    if (news === undefined) setTimeout(look, 3000);
    if (!news) return;
    if (!news.running) { location.reload(); return; }
    bar.max = news.total || 1;
    bar.value = news.done;
    show("[data-work-step]", news.step);
    show("[data-work-count]", `${news.done} of ${news.total}`);
    for (const line of news.lines.slice(shown)) {
      const item = document.createElement("li");
      item.textContent = line;
      work.querySelector("[data-work-lines]").append(item);
    }
    shown = news.lines.length;
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
