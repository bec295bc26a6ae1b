// What a reader does on the site: from home to a quotation's place and back, languages, search, keyboard, print, no script.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { browser as open, first, onrecord, published, served } from "./site.mjs";

let kit, server, browser;

before(async () => {
  kit = published();
  server = await served(kit.site);
  browser = await open();
});

after(async () => {
  await browser?.close();
  server?.close();
  if (kit) fs.rmSync(kit.folder, { recursive: true, force: true });
});

/** Opens a page; any request elsewhere, any error and any breach of its policy fails the test. */
async function page(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => { if (!request.url().startsWith(server.base)) faults.push(`asked ${request.url()}`); });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (message.type() === "error" && !/favicon|404/.test(message.text())) faults.push(message.text()); });
  await page.goto(server.base + address);
  page.done = async () => { assert.deepEqual(faults, []); await context.close(); };
  return page;
}

/** Every kind of page, in one language. */
function kinds(language) {
  const answer = fs.readdirSync(path.join(kit.site, language, "posts")).find((name) => name.startsWith("ninety-four") && name.endsWith(".html"));
  return [
    `${language}/index.html`, `${language}/answers.html`, `${language}/articles.html`, `${language}/silent.html`, `${language}/people.html`,
    first(kit.site, `${language}/people`), `${language}/terms.html`, first(kit.site, `${language}/themes`), `${language}/sources.html`,
    first(kit.site, `${language}/sources`, /interview.*\.html$/), `${language}/posts/${answer}`, `${language}/posts/company-in-not-being-finished.html`,
    first(kit.site, `${language}/interests`), "404.html", `${language}/policies/verify.html`, `${language}/search.html?q=${encodeURIComponent("윤가람")}`,
  ];
}

test("from home to a quotation in its place, and back", async () => {
  const reader = await page("index.html");
  await reader.getByRole("link", { name: "한국어" }).click();
  await reader.getByRole("heading", { name: "최근의 답" }).waitFor();
  await reader.locator(".card h3 a").first().click();
  const words = await reader.locator("blockquote[data-evidence]").first().textContent();
  await reader.locator(".to-record").first().click();
  assert.match(reader.url(), /\/sources\/.*#q-/);
  const place = reader.locator(".record:target");
  assert.equal(await place.locator("mark").textContent(), words);
  assert.ok((await place.locator(".facts").first().textContent()).length > 0);
  await place.locator("summary").click();
  assert.match(await place.locator("details code").first().textContent(), /^[0-9a-f]{64}$/);
  await place.locator("dd a[href*='/posts/']").first().click();
  assert.match(reader.url(), /\/posts\//);
  await reader.done();
});

test("a page's other language is one step away, and comes back", async () => {
  const reader = await page("ko/posts/ninety-four-or-forty-nine.html");
  await reader.getByRole("navigation", { name: "언어" }).getByRole("link", { name: "English" }).click();
  assert.match(reader.url(), /\/en\/posts\/ninety-four-or-forty-nine\.html$/);
  assert.equal(await reader.locator("html").getAttribute("lang"), "en");
  await reader.getByRole("navigation", { name: "Language" }).getByRole("link", { name: "한국어" }).click();
  assert.match(reader.url(), /\/ko\/posts\/ninety-four-or-forty-nine\.html$/);
  await reader.done();
});

for (const [query, language, wanted] of [
  ["윤가람", "ko", "윤가람"], ["Yoon Ga-ram", "ko", "윤가람"], ["윤가람", "en", "Yoon Ga-ram"], ["썰", "ko", "썰물"],
  ["filming a child", "en", "Director"], ["94일", "ko", "94"], ["염순임은", "ko", "염순임"],
]) {
  test(`search for ${query} in ${language} finds ${wanted}`, async () => {
    const reader = await page(`${language}/index.html`);
    server.bytes.sent = 0;
    await reader.locator(".find input").fill(query);
    await reader.locator(".find input").press("Enter");
    await reader.locator("#found .card").first().waitFor();
    const found = await reader.locator("#found").textContent();
    assert.ok(found.includes(wanted), found);
    assert.ok(server.bytes.sent < 300_000, `${server.bytes.sent} bytes`);
    const link = reader.locator("#found .card a").first();
    await link.click();
    await reader.locator("main h1").waitFor();
    await reader.done();
  });
}

test("search says so when nothing is found", async () => {
  const reader = await page(`ko/search.html?q=${encodeURIComponent("쀍쀍")}`);
  await reader.getByText("이 말이 있는 쪽이 없습니다.").waitFor();
  await reader.done();
});

test("the keyboard reaches everything, and focus is seen", async () => {
  const reader = await page("en/posts/ninety-four-or-forty-nine.html");
  await reader.keyboard.press("Tab");
  assert.equal(await reader.evaluate(() => document.activeElement.className), "skip");
  await reader.keyboard.press("Enter");
  assert.match(reader.url(), /#text$/);
  let steps = 0;
  while (steps++ < 60 && !(await reader.evaluate(() => document.activeElement.classList.contains("to-record")))) await reader.keyboard.press("Tab");
  const outline = await reader.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none");
  await reader.keyboard.press("Enter");
  await reader.locator(".record:target").waitFor();
  await reader.done();
});

test("without JavaScript everything but search works", async () => {
  const reader = await page("ko/index.html", { javaScriptEnabled: false });
  await reader.locator(".card h3 a").first().click();
  await reader.locator(".to-record").first().click();
  await reader.locator(".record:target mark").waitFor();
  await reader.locator(".record:target summary").click();
  await reader.locator(".record:target details pre").waitFor({ state: "visible" });
  await reader.goto(`${server.base}ko/search.html?q=x`);
  await reader.getByText("검색에만 자바스크립트가 필요합니다").waitFor({ state: "visible" });
  await reader.done();
});

test("print leaves out what cannot be used on paper", async () => {
  const reader = await page("en/posts/ninety-four-or-forty-nine.html");
  await reader.emulateMedia({ media: "print" });
  for (const gone of [".sections", ".find", ".languages"]) assert.equal(await reader.locator(gone).first().isVisible(), false, gone);
  assert.equal(await reader.locator("blockquote").first().isVisible(), true);
  const paper = await reader.pdf({ format: "A4" });
  assert.ok(paper.length > 5_000);
  await reader.done();
});

test("Korean text is set in a Korean font", async () => {
  const reader = await page("ko/posts/ninety-four-or-forty-nine.html");
  const session = await reader.context().newCDPSession(reader);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument", { depth: -1 });
  for (const selector of ["main h1", ".prose p", ".prose blockquote", ".sections a"]) {
    const { nodeId } = await session.send("DOM.querySelector", { nodeId: root.nodeId, selector });
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    const korean = fonts.filter((font) => /nanum|noto (sans|serif) (cjk )?kr|gothic|myeongjo|batang|malgun|cjk/i.test(font.familyName));
    assert.ok(korean.length > 0, `${selector}: ${fonts.map((font) => font.familyName)}`);
  }
  await reader.done();
});

for (const language of ["ko", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds no violation in ${language}, ${colorScheme}`, async () => {
      const faults = [];
      const reader = await page("index.html", { colorScheme });
      for (const address of ["index.html", ...kinds(language)]) {
        await reader.goto(server.base + address);
        if (address.includes("search")) await reader.locator("#found .card").first().waitFor();
        const { violations } = await new AxeBuilder({ page: reader }).analyze();
        faults.push(...violations.map((violation) => `${address}: ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" | ")}`));
      }
      await reader.done();
      assert.deepEqual(faults, []);
    });
  }
}

test("nothing is wider than a phone", async () => {
  const reader = await page("index.html", { viewport: { width: 360, height: 740 } });
  for (const language of ["ko", "en"]) {
    for (const address of kinds(language)) {
      await reader.goto(server.base + address);
      const over = await reader.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${address}: ${over} pixels too wide`);
    }
  }
  await reader.done();
});

test("verify proves the site, and finds one changed letter", () => {
  const site = ["--archive", kit.archive, "verify", "--site", kit.site];
  assert.match(onrecord(...site), / 0 faults/);
  const file = path.join(kit.site, "ko/policies/privacy.html");
  const text = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, text.replace("쿠키", "쿠기"));
  assert.throws(() => onrecord(...site), /exit 5/);
  fs.writeFileSync(file, text);
});
