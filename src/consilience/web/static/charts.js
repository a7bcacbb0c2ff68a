// Turns a drawing into its interactive form when a reader asks for it. The drawing itself stays
// where it is: it has the links and needs no script.
"use strict";

const sheet = getComputedStyle(document.documentElement);
const tokens = ["ink", "quiet", "faint", "land", "paper", "accent", "second"];
const printed = {
  ink: "#1b2430", quiet: "#566270", faint: "#c9d1da", land: "#e9edf1", paper: "#ffffff",
  accent: "#0b4f8a", second: "#c2620b",
};

// Colours of the page in place of those that a drawing has on paper.
function themed(spec) {
  let text = JSON.stringify(spec);
  for (const token of tokens) {
    const shade = sheet.getPropertyValue(`--${token}`).trim();
    if (shade) text = text.replaceAll(`"${printed[token]}"`, JSON.stringify(shade));
  }
  return JSON.parse(text);
}

function loadVega() {
  loadVega.once ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = document.querySelector("meta[name=vega]").content;
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
  return loadVega.once;
}

// A file of data would be fetched from wherever it says: nothing is.
const nothing = {
  load: () => Promise.reject(new Error("nothing is loaded")),
  sanitize: (uri) => (uri.startsWith("/") && !uri.startsWith("//")
    ? Promise.resolve({ href: uri }) : Promise.reject(new Error("not of this case"))),
};

function tip(handler, event, item, value) {
  const box = document.querySelector("#tip");
  box.hidden = value === null || value === undefined || value === "";
  if (!box.hidden) box.textContent = typeof value === "object" ? Object.values(value).join(", ") : value;
}

async function open(button) {
  const figure = button.closest("[data-chart]");
  const target = figure.querySelector(".drawing");
  button.disabled = true;
  const answer = await fetch(`/api/charts/${figure.dataset.chart}${location.search}`);
  const told = await answer.json();
  if (!told.ok) { button.textContent = told.error; return; }
  await loadVega();
  const spec = themed(told.spec);
  spec.params = [...(spec.params ?? [])];
  const place = document.createElement("div");
  target.replaceChildren(place);
  await window.vegaEmbed(place, spec, {
    ast: true, actions: false, defaultStyle: false, renderer: "canvas", loader: nothing,
    tooltip: tip,
  });
  button.remove();
  figure.dataset.drawn = "interactive";
}

for (const button of document.querySelectorAll("[data-chart] button.explore")) {
  button.hidden = false;
  button.addEventListener("click", () => open(button));
}
