"use strict";
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const help = () => {
    const alone = all("input[type=checkbox][data-alone]");
    for (const box of all("input[type=checkbox][name='.answer']")) {
      box.addEventListener("change", () => {
        if (!box.checked) return;
        const others = box.matches("[data-alone]") ? all("input[name='.answer']") : alone;
        for (const other of others) if (other !== box && other.type === "checkbox") other.checked = false;
      });
    }
    const find = document.querySelector("[data-filter]");
    if (!find) return;
    find.nextElementSibling.hidden = true;
    const shown = (text) => text.normalize("NFKC").toLowerCase();
    const told = document.getElementById("found");
    find.addEventListener("input", () => {
      const wanted = shown(find.value.trim());
      const choices = all("fieldset .choice:not(:has([data-alone]))");
      const fitting = choices.filter((it) => shown(it.textContent).includes(wanted));
      for (const it of choices) {
        it.hidden = fitting.length && !fitting.includes(it) && !it.querySelector(":checked");
      }
      told.textContent = fitting.length ? "" : told.dataset.nothing;
    });
    find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  };
  help();

  // What if: the page that asks and tells is shown under the answer it is about.
  let tried = null;
  const show = async (place, address) => {
    const reply = await fetch(address);
    if (!reply.headers.get("content-type").startsWith("text/html")) throw reply;
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    tried?.remove();
    tried = document.createElement(place.matches("li") ? "section" : "dd");
    tried.className = "tried";
    tried.tabIndex = -1;
    tried.append(...page.querySelector("main").children);
    for (const [from, to] of [["h2", "h4"], ["h1", "h3"]]) {
      for (const it of tried.querySelectorAll(from)) {
        const lower = document.createElement(to);
        lower.append(...it.childNodes);
        it.replaceWith(lower);
      }
    }
    tried.querySelector("[data-keep]")?.addEventListener("click", (event) => {
      event.preventDefault();
      tried.remove();
      place.querySelector("[data-what-if]").focus();
    });
    place.append(tried);
    tried.focus();
    tried.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target;
      go(place, `${form.action}?${new URLSearchParams(new FormData(form, event.submitter))}`);
    });
    help();
  };
  const go = (place, address) => show(place, address).catch(() => location.assign(address));
  for (const link of all("[data-what-if]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(link.closest("li, div"), link.href);
    });
  }

  // Ticks live in the address alone: in this page's, and in every address that it leads to.
  const ticks = all(".step > input");
  const words = document.getElementById("done");
  const carry = (address, hash) => {
    const [path, query = ""] = address.split(hash ? "#" : "?");
    const fields = new URLSearchParams(query.split("#")[0]);
    fields.delete(".done");
    for (const box of ticks) if (box.checked) fields.append(".done", box.value);
    return `${path}${hash ? "#" : "?"}${fields}${hash || !address.includes("#") ? "" : `#${address.split("#")[1]}`}`;
  };
  for (const box of ticks) {
    box.addEventListener("change", () => {
      history.replaceState(null, "", carry(location.pathname + location.search, false));
      for (const link of all("main a[href*='?'], nav a[href*='?'], header a[href*='?']")) {
        if (link.origin === location.origin) link.setAttribute("href", carry(link.getAttribute("href"), false));
      }
      const share = document.getElementById("share");
      share.setAttribute("href", carry(share.getAttribute("href"), true));
      words.textContent = words.dataset.words.replace("{done}", ticks.filter((it) => it.checked).length);
    });
  }
  const tools = document.querySelector(".tools");
  if (tools) {
    tools.hidden = false;
    document.querySelector(".save-ticks").hidden = true;
    document.getElementById("print").addEventListener("click", () => print());
    const fold = document.getElementById("fold");
    fold.addEventListener("click", () => {
      const steps = all(".step details");
      const open = steps.some((it) => !it.open);
      for (const step of steps) step.open = open;
      [fold.textContent, fold.dataset.other] = [fold.dataset.other, fold.textContent];
    });
  }
  const reveal = () => {
    const step = document.getElementById(location.hash.slice(1))?.closest("details");
    if (step) step.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
  const copy = document.getElementById("copy");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById("share").href);
      copy.textContent = copy.dataset.done;
    });
  }
  if (document.querySelector("[data-open]") && location.hash.includes("=")) {
    location.replace(`plan?${location.hash.slice(1)}`);
  }
})();
