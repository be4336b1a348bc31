"use strict";
(() => {
  const search = document.getElementById("search");
  const count = document.getElementById("count");
  const nothing = document.getElementById("nothing");
  const sections = [...document.querySelectorAll("main > section")].map((section) => ({
    section, cards: [...section.querySelectorAll(".card")],
  }));
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const words = new Map();
  const wordsOf = (card) => {
    if (!words.has(card)) words.set(card, plain(card.textContent));
    return words.get(card);
  };
  const show = () => {
    const wanted = plain(search.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { section, cards } of sections) {
      let here = 0;
      for (const card of cards) {
        const fits = wanted.every((word) => wordsOf(card).includes(word));
        card.hidden = !fits;
        if (fits) here += 1;
      }
      section.hidden = wanted.length > 0 && here === 0;
      found += here;
    }
    count.textContent = wanted.length > 0 ? String(found) : "";
    nothing.hidden = wanted.length === 0 || found > 0;
  };
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      search.value = "";
      show();
      target.scrollIntoView();
    }
  });
  for (const box of document.querySelectorAll("input[data-language]")) {
    box.addEventListener("change", () => {
      for (const cell of document.querySelectorAll(`td[lang="${box.dataset.language}"]`)) {
        cell.hidden = !box.checked;
      }
    });
  }
  document.getElementById("tools").hidden = false;
})();
