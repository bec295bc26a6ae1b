// A whole day at the desk: gather, correct, merge, ask, a reader's question, a post with a planted fault, publish, verify; by mouse and by keys.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { browser as open } from "./site.mjs";
import { KIT, desk } from "./desk.mjs";

let browser;

before(async () => { browser = await open(); });
after(async () => { await browser?.close(); });

/** Opens a page of a desk; any request elsewhere, any error and any breach of its policy fails the test. */
async function page(at, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => { if (![at.base, at.inbox].some((base) => request.url().startsWith(base))) faults.push(`asked ${request.url()}`); });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/favicon|404|422/.test(message.text())) faults.push(message.text()); });
  await page.goto(address.startsWith("http") ? address : at.base + address);
  page.done = async () => { assert.deepEqual(faults, []); await context.close(); };
  return page;
}

/** The files of the press kit's sources. */
function sources() {
  const folder = path.join(KIT, "sources");
  return fs.readdirSync(folder).filter((name) => fs.statSync(path.join(folder, name)).isFile()).map((name) => path.join(folder, name));
}

test("a whole day", async (t) => {
  const at = await desk(t);
  const writer = await page(at, "");
  // Start empty, bring the press kit, watch it come in.
  await writer.getByText("There is nothing here yet").waitFor();
  await writer.getByRole("link", { name: "Add the first sources" }).click();
  await writer.locator("form[enctype] input[type=file]").first().setInputFiles(sources());
  await writer.locator("form[enctype] button").click();
  await writer.getByText("Done.").waitFor({ timeout: 120_000 });
  await writer.getByRole("link", { name: "To the sources" }).click();
  await writer.getByText(/\d+ of \d+ sources/).waitFor();
  // Correct a speaker.
  await writer.getByRole("link", { name: /A late answer is still an answer/ }).first().click();
  const note = writer.locator("details.note").first();
  await note.locator("summary").click();
  await note.getByLabel("Who said it").fill("Son Hae-mil");
  await note.getByRole("button", { name: "Set" }).click();
  await writer.getByText("set by hand").first().waitFor();
  assert.match(at.run("quotes", "--json"), /"by_hand": true/);
  // Merge two persons, and take it back.
  await writer.getByRole("link", { name: "People", exact: true }).first().click();
  const before = JSON.parse(at.run("people", "--json")).people;
  await writer.locator(".rows a").first().click();
  await writer.getByText("Set right").click();
  await writer.getByLabel("The same as").fill(`${before[7].name} (${before[7].id})`);
  await writer.getByRole("button", { name: "Merge" }).click();
  await writer.waitForURL(/people/);
  assert.equal(JSON.parse(at.run("people", "--json")).people.length, before.length - 1);
  await writer.goto(`${at.base}people`);
  await writer.getByRole("button", { name: "Undo the last decision" }).click();
  assert.equal(JSON.parse(at.run("people", "--json")).people.length, before.length);
  // Ask three questions; keep one.
  for (const [question, wanted] of [["How many days was season 1 filmed?", /94 days/], ["Who led the conversation at the Ebb Screening?", /Son Hae-mil/]]) {
    await writer.goto(`${at.base}ask`);
    await writer.getByRole("searchbox").fill(question);
    await writer.keyboard.press("Enter");
    await writer.locator("section.answer").waitFor();
    assert.match(await writer.locator("section.answer").textContent(), wanted);
  }
  await writer.goto(`${at.base}ask`);
  await writer.getByRole("searchbox").fill("How old is Byun Do-ha?");
  await writer.keyboard.press("Enter");
  await writer.getByRole("button", { name: "Keep the question" }).click();
  await writer.getByRole("link", { name: "How old is Byun Do-ha?" }).waitFor();
  // A reader leaves a question.
  const reader = await page(at, at.inbox, { locale: "ko-KR" });
  await reader.getByLabel("질문", { exact: false }).first().fill("시즌1은 며칠 동안 촬영했나요?");
  await reader.getByLabel("부를 이름").fill("부산의 독자");
  await reader.getByRole("button", { name: "보내기" }).click();
  await reader.getByText("도착했습니다").waitFor();
  const link = reader.url();
  assert.deepEqual(await reader.context().cookies(at.inbox), []);
  await writer.goto(`${at.base}questions`);
  await writer.getByText("from 부산의 독자").waitFor();
  // Answer it with a post.
  const row = writer.locator(".rows > li", { hasText: "시즌1은 며칠" });
  await row.getByRole("button", { name: "Answer in a post" }).click();
  const draft = writer.locator("#draft");
  assert.match(await draft.inputValue(), /\{\{quote /);
  const kept = await draft.inputValue();
  // A planted wrong quotation is seen as one types, and mended.
  const wrong = `${kept.replace("draft: true\n", "")}\n감독은 서해문화신문에 “2023년 1월에 시작해서 꼬박 28개월이 걸렸다”고 말했다.\n`;
  await draft.fill(wrong);
  await writer.locator("#findings li.error").waitFor({ timeout: 10_000 });
  assert.match(await writer.locator("#findings li.error").first().textContent(), /Altered quotation/);
  await draft.fill(wrong.replace("28개월", "18개월"));
  await writer.locator("#findings li.none").waitFor({ timeout: 10_000 });
  // A quotation is found and put in.
  await Promise.all([writer.waitForEvent("load"), writer.getByRole("button", { name: "Save", exact: true }).click()]);
  await writer.locator("#find").fill("94일");
  await Promise.all([writer.waitForEvent("load"), writer.locator("#find + button").click()]);
  await writer.locator(".offered .insert").first().click();
  assert.equal((await draft.inputValue()).match(/\{\{quote /g).length, kept.match(/\{\{quote /g).length + 1);
  // Preview as published, publish, open the page, verify.
  await Promise.all([writer.waitForEvent("load"), writer.getByRole("button", { name: "Save and preview" }).click()]);
  assert.match(writer.url(), /preview\/ko\/posts/, await writer.locator("main").textContent());
  assert.equal(await writer.locator("html").getAttribute("lang"), "ko");
  await writer.locator("blockquote[data-evidence]").first().waitFor();
  await writer.goto(`${at.base}posts`);
  await writer.getByRole("button", { name: "Check and publish" }).click();
  await writer.getByRole("heading", { name: "Published" }).waitFor();
  const site = path.join(at.archive, "site");
  assert.match(at.run("verify", "--site", site), / 0 faults/);
  assert.ok(fs.readdirSync(path.join(site, "ko/posts")).some((name) => name.endsWith(".html")));
  // The reader learns of it.
  await writer.goto(`${at.base}questions`);
  const answering = writer.locator(".rows > li", { hasText: "시즌1은 며칠" });
  await answering.getByText("What became of it").click();
  await answering.getByLabel("State").selectOption("answered");
  await answering.getByRole("button", { name: "Save" }).click();
  await reader.goto(link);
  await reader.getByText("답했습니다").waitFor();
  await reader.done();
  await writer.done();
  assert.match(at.run("verify"), / 0 faults/);
});

test("by keyboard alone", async (t) => {
  const at = await desk(t, { kit: true });
  const writer = await page(at, "people");
  await writer.keyboard.press("Tab");
  assert.equal(await writer.evaluate(() => document.activeElement.className), "skip");
  await writer.keyboard.press("/");
  await writer.waitForURL(/ask/);
  await writer.keyboard.type("How many days was season 1 filmed?");
  await writer.keyboard.press("Enter");
  await writer.locator("section.answer").waitFor();
  for (const [keys, place] of [["gs", /sources/], ["gp", /people/], ["gq", /questions/], ["gw", /posts/], ["gf", /search/], ["ge", /settings/], ["gt", /\/$/]]) {
    for (const key of keys) await writer.keyboard.press(key);
    await writer.waitForURL(place);
  }
  await writer.keyboard.press("?");
  await writer.locator("#keys").waitFor({ state: "visible" });
  await writer.keyboard.press("Escape");
  // Everything is reached by Tab, and focus is seen.
  await writer.goto(`${at.base}questions`);
  await writer.locator("#question").focus();
  await writer.keyboard.type("Who keeps the lighthouse?");
  await writer.keyboard.press("Enter");
  await writer.getByRole("link", { name: "Who keeps the lighthouse?" }).waitFor();
  let steps = 0;
  while (steps++ < 80 && !(await writer.evaluate(() => document.activeElement.textContent === "Close" && document.activeElement.tagName === "BUTTON"))) await writer.keyboard.press("Tab");
  assert.notEqual(await writer.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none");
  await writer.keyboard.press("Enter");
  await writer.getByText("No question waits.").waitFor();
  await writer.done();
});

test("in Korean with composed Hangul, on a phone", async (t) => {
  const at = await desk(t, { kit: true });
  const writer = await page(at, "ask", { locale: "ko-KR", viewport: { width: 390, height: 844 } });
  const session = await writer.context().newCDPSession(writer);
  await writer.getByRole("searchbox").focus();
  for (const text of ["시", "시즌", "시즌1"]) await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send("Input.insertText", { text: "시즌1은 며칠 동안 촬영했나요?" });
  assert.equal(await writer.getByRole("searchbox").inputValue(), "시즌1은 며칠 동안 촬영했나요?");
  await writer.getByRole("button", { name: "묻기" }).click();
  await writer.locator("section.answer").waitFor();
  assert.match(await writer.locator("section.answer").textContent(), /94일/);
  // A key that belongs to a composition moves nothing.
  await writer.getByRole("searchbox").focus();
  await session.send("Input.imeSetComposition", { text: "ㅎ", selectionStart: 1, selectionEnd: 1 });
  assert.match(writer.url(), /ask/);
  await writer.done();
});

test("without JavaScript forms do it", async (t) => {
  const at = await desk(t, { kit: true });
  const writer = await page(at, "questions", { javaScriptEnabled: false });
  await writer.locator("#question").fill("Who keeps the lighthouse?");
  await writer.getByRole("button", { name: "Put on the list" }).click();
  await writer.getByRole("button", { name: "Answer in a post" }).first().click();
  await writer.locator("#draft").fill("---\ntitle: The light\n---\nYoon Ga-ram told Harbor Lane: “We filmed it all in a single week.”\n");
  await writer.getByRole("button", { name: "Check", exact: true }).click();
  await writer.getByText("Not on record").first().waitFor();
  await writer.getByText("Not saved").waitFor();
  await writer.goto(`${at.base}sources`);
  await writer.locator(".rows a").nth(2).click();
  await writer.getByLabel("Outlet").fill("The Low Water");
  await writer.locator("main form[action='/sources/set'] button").click();
  await writer.locator(".outlet", { hasText: "The Low Water" }).waitFor();
  await writer.done();
});

/** Every kind of page. */
function kinds(at) {
  const { key } = JSON.parse(at.run("sources", "--json")).sources.find((source) => source.key.includes("event-recap"));
  const [person] = JSON.parse(at.run("people", "--json")).people;
  return [
    "", "ask", "ask?q=How+many+days+was+season+1+filmed%3F", "ask?q=How+old+is+Byun+Do-ha%3F", "search?q=director", "sources", "sources/add",
    `sources/show?key=${encodeURIComponent(key)}`, `sources/leave?key=${encodeURIComponent(key)}`, "people", "people?doubts=yes", `people/${person.id}`,
    "questions?ask=yes", "posts", "posts/edit?file=ninety-four-or-forty-nine.en.md", "settings", "api", "sign-in", "nothing-here",
  ];
}

for (const locale of ["ko-KR", "en-GB"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds no violation in ${locale}, ${colorScheme}, and nothing is wider than its window`, async (t) => {
      const at = await desk(t, { kit: true });
      at.run("questions", "add", "Who keeps the lighthouse?");
      const faults = [];
      const reader = await page(at, "", { locale, colorScheme });
      for (const address of [...kinds(at), at.inbox]) {
        await reader.setViewportSize({ width: 1200, height: 900 });
        await reader.goto(address.startsWith("http") ? address : at.base + address);
        const { violations } = await new AxeBuilder({ page: reader }).analyze();
        faults.push(...violations.map((violation) => `${address}: ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`));
        for (const width of [390, 820, 2560]) {
          await reader.setViewportSize({ width, height: 900 });
          const over = await reader.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (over > 0) faults.push(`${address}: ${over} pixels too wide at ${width}`);
        }
      }
      await reader.done();
      assert.deepEqual(faults, []);
    });
  }
}
