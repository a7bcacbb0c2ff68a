// The background build told as it goes. Every page works without it.
"use strict";
(() => {
  const work = document.querySelector("[data-work]");
  if (!work) return;
  const bar = work.querySelector("progress");
  const show = (selector, words) => { work.querySelector(selector).textContent = words; };
  let shown = work.querySelectorAll("[data-work-lines] li").length;

  async function look() {
    const answer = await fetch(work.dataset.work, { headers: { accept: "application/json" } });
    if (!answer.ok) return;
    const news = await answer.json();
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
  }
  setTimeout(look, 700);
})();
