// What the pages do beyond links and forms. Every page works without it.
"use strict";

// Offsets of the record count code points; a browser counts UTF-16 units. The one place that
// converts: how many code points the first *units* units of *text* are.
export function codePoints(text, units) {
  return Array.from(text.slice(0, units)).length;
}

// The offset in the frozen text of a place in the page, or null outside of a document's words.
export function offsetAt(node, units) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-at]");
  if (!holder) return null;
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, units);
  const before = range.toString();
  return Number(holder.dataset.at) + codePoints(before, before.length);
}

// The document and the offsets of the words that are selected, or null.
export function selectedWords() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const from = range.startContainer;
  const words = (from.closest ? from : from.parentElement)?.closest("[data-document]");
  const start = offsetAt(range.startContainer, range.startOffset);
  const end = offsetAt(range.endContainer, range.endOffset);
  if (!words || start === null || end === null || end <= start) return null;
  return { document: words.dataset.document, start, end, text: selection.toString() };
}

// --- a fact and its characters light up together ------------------------------------------------

function rowsOf(element) {
  const own = element.closest?.("[data-rows], [data-row]");
  if (!own) return [];
  return (own.dataset.rows ?? own.dataset.row).split(" ");
}

function light(rows) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const row of rows) {
    const key = CSS.escape(row);
    for (const found of document.querySelectorAll(`[data-rows~="${key}"], [data-row="${key}"]`)) {
      found.classList.add("lit");
    }
  }
}

function lightUp(event) {
  const rows = rowsOf(event.target);
  // A piece of the text lies under wide marks too: the narrowest, which comes last, is meant.
  light(event.target.closest?.("[data-rows]") ? rows.slice(-1) : rows);
}

if (document.querySelector("[data-rows], [data-row]")) {
  document.addEventListener("mouseover", lightUp);
  document.addEventListener("focusin", lightUp);
}

// --- copy a citation ----------------------------------------------------------------------------

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  });
}

// --- a selection in a document has an address ---------------------------------------------------

const words = document.querySelector("[data-document]");
const selected = document.querySelector("#selected");
if (words && selected) {
  const tell = () => {
    const found = selectedWords();
    selected.hidden = !found;
    if (!found) return;
    const link = selected.querySelector("a");
    link.href = `/documents/${found.document}?start=${found.start}&end=${found.end}#m`;
    selected.querySelector(".where").textContent = `characters ${found.start}–${found.end}`;
  };
  document.addEventListener("selectionchange", tell);
  tell(); // words may have been selected before this script was there
}
