"use strict";
(() => {
  const page = document.body;
  const boxes = [...document.querySelectorAll("input.tick")];
  const steps = boxes.filter((box) => box.id.startsWith("tick-"));
  const bar = document.getElementById("progress");
  const words = document.getElementById("progress-words");
  const meter = document.getElementById("progress-meter");
  const clear = document.getElementById("clear");
  // By file, so that nobody's ticks show in the plan of somebody else.
  const keyOf = (box) => `kaiyaku:${location.pathname}:${page.dataset.rulebook}:${box.id}`;

  const remember = (box) => {
    try {
      if (box.checked === box.defaultChecked) localStorage.removeItem(keyOf(box));
      else localStorage.setItem(keyOf(box), box.checked ? "done" : "open");
    } catch {
      // A device that may not remember still ticks.
    }
  };
  const recall = (box) => {
    try {
      const kept = localStorage.getItem(keyOf(box));
      box.checked = kept === null ? box.defaultChecked : kept === "done";
    } catch {
      box.checked = box.defaultChecked;
    }
  };

  const showProgress = () => {
    const done = steps.filter((box) => box.checked).length;
    words.textContent = words.dataset.words.replace("{done}", done);
    meter.value = done;
    clear.hidden = !boxes.some((box) => box.checked);
  };

  const today = () => {
    const now = {};
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: page.dataset.zone, year: "numeric", month: "numeric", day: "numeric",
    });
    for (const { type, value } of format.formatToParts(new Date())) now[type] = Number(value);
    return Date.UTC(now.year, now.month - 1, now.day);
  };
  const showDaysLeft = () => {
    const said = page.dataset;
    for (const note of document.querySelectorAll("[data-by]")) {
      const days = Math.round((Date.parse(note.dataset.by) - today()) / 86400000);
      const many = String(Math.abs(days));
      if (days === 0) note.textContent = said.today;
      else if (days === 1) note.textContent = said.tomorrow;
      else if (days > 1) note.textContent = said.daysLeft.replace("{count}", many);
      else if (days === -1) note.textContent = said.overdueOne;
      else note.textContent = said.overdue.replace("{count}", many);
      note.classList.toggle("late", days < 0);
      note.classList.toggle("soon", days >= 0 && days <= 3);
      note.hidden = false;
    }
  };

  for (const box of boxes) {
    recall(box);
    box.addEventListener("change", () => {
      remember(box);
      showProgress();
    });
  }
  addEventListener("storage", () => {
    boxes.forEach(recall);
    showProgress();
  });
  clear.addEventListener("click", () => {
    if (!confirm(clear.dataset.sure)) return;
    for (const box of boxes) {
      box.checked = false;
      remember(box);
    }
    showProgress();
    boxes[0].focus();
  });
  document.getElementById("tools").hidden = false;
  document.getElementById("print").addEventListener("click", () => print());
  document.getElementById("print-all").addEventListener("click", () => {
    const closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
    const close = () => closed.forEach((details) => { details.open = false; });
    addEventListener("afterprint", close, { once: true });
    print();
  });

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  if (steps.length > 0) {
    showProgress();
    bar.hidden = false;
  }
  try {
    showDaysLeft();
  } catch {
    // A browser that does not know the time zone leaves the dates to speak for themselves.
  }
})();
