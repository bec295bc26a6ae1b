// What is better live: keys, findings while one types, quotations put in at the cursor. Every page works without it.
"use strict";
{
  const one = (selector) => document.querySelector(selector);
  for (const hidden of document.querySelectorAll(".scripted")) hidden.hidden = false;

  // Keys: none is taken from somebody who types.
  const PLACES = { t: "/", a: "/ask", f: "/search", s: "/sources", p: "/people", q: "/questions", w: "/posts", e: "/settings" };
  const sheet = one("#keys");
  let going = 0;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && event.key === "s" && one("#editor")) {
      event.preventDefault();
      one("#editor").requestSubmit();
      return;
    }
    if (typing || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (Date.now() - going < 1500 && PLACES[event.key]) {
      event.preventDefault();
      location.href = PLACES[event.key];
    } else if (event.key === "g") {
      going = Date.now();
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      const field = one("main input[type=search]#q");
      if (field) { field.focus(); field.select(); } else location.href = "/ask";
    } else if (event.key === "?") {
      event.preventDefault();
      sheet.showModal();
    }
    going = 0;
  });

  // The editor.
  const editor = one("#editor"), draft = one("#draft");
  if (editor && draft) {
    const findings = one("#findings"), status = one("#findings-status");
    const kept = draft.value;
    let timer = 0, asked = 0, leaving = false, placed = false;
    // Before somebody has put the cursor anywhere, the end is the place: the beginning is the front matter.
    draft.addEventListener("focus", () => { placed = true; });
    const shown = (tag, words, className) => {
      const element = document.createElement(tag);
      element.textContent = words;
      if (className) element.className = className;
      return element;
    };
    const show = (all) => {
      findings.replaceChildren(...all.map((finding) => {
        const item = shown("li", "", finding.severity), head = shown("p", "");
        const where = shown("button", `${findings.dataset.line} ${finding.line}`, "plain");
        where.type = "button";
        where.addEventListener("click", () => {
          const units = (n) => [...draft.value].slice(0, n).join("").length;
          draft.focus();
          draft.setSelectionRange(units(finding.start), units(finding.end));
        });
        head.append(shown("span", finding.grave, "grave"), " ", shown("strong", finding.code), " ", where);
        item.append(head);
        if (finding.words) { const words = shown("p", "", "words"); words.append(shown("q", finding.words)); item.append(words); }
        if (finding.suggestion) item.append(shown("p", `→ ${finding.suggestion}`));
        return item;
      }));
      if (!all.length) findings.append(shown("li", findings.dataset.none, "none"));
      status.textContent = `${findings.dataset.count}: ${all.length}`;
    };
    const check = async () => {
      const turn = ++asked, form = new URLSearchParams(new FormData(editor));
      form.set("live", "yes");
      form.delete("find");
      try {
        const answer = await fetch("/posts/check", { method: "POST", body: form, headers: { accept: "application/json" } });
        if (answer.ok && turn === asked) show((await answer.json()).findings);
      } catch { /* The next pause asks again. */ }
    };
    draft.addEventListener("input", (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(check, 250);
    });
    draft.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(check, 250); });
    editor.addEventListener("submit", () => { leaving = true; });
    addEventListener("beforeunload", (event) => { if (!leaving && draft.value !== kept) event.preventDefault(); });
    for (const button of document.querySelectorAll(".insert")) {
      button.addEventListener("click", () => {
        const [from, to] = placed ? [draft.selectionStart, draft.selectionEnd] : [draft.value.length, draft.value.length];
        draft.setRangeText(`\n\n${button.dataset.code}\n\n`, from, to, "end");
        draft.focus();
        draft.dispatchEvent(new Event("input"));
      });
    }
  }

  // Files and folders dropped on the form that adds them.
  for (const drop of document.querySelectorAll(".drop")) {
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      const input = drop.querySelector("input");
      input.files = event.dataTransfer.files;
    });
  }
}
