// Takes the screenshots of the README: `node screenshots.mjs FOLDER`.
import fs from "node:fs";
import path from "node:path";
import { desk } from "./desk.mjs";
import { browser as open, first, published, served } from "./site.mjs";

const folder = path.resolve(process.argv[2] ?? "../../docs/screenshots");
fs.mkdirSync(folder, { recursive: true });
const kit = published();
const server = await served(kit.site);
const browser = await open();
const SHOTS = [
  ["home-ko", "ko/index.html", 1100, 900, "light"],
  ["answer-en", "en/posts/ninety-four-or-forty-nine.html", 1100, 900, "light"],
  ["record-ko", first(kit.site, "ko/sources", /interview-yoon-seohae.*\.html$/), 1100, 820, "light"],
  ["answer-ko-phone", "ko/posts/ninety-four-or-forty-nine.html", 390, 844, "light"],
  ["home-en-phone-dark", "en/index.html", 390, 844, "dark"],
];
for (const [name, address, width, height, colorScheme] of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(server.base + address);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.close();
}
// The desk: a question, a source, the editor.
const closing = [];
const at = await desk({ after: (close) => closing.push(close) }, { kit: true });
const post = "ninety-four-or-forty-nine.en.md";
fs.appendFileSync(path.join(at.archive, "posts", post), "\nYoon Ga-ram told The Second Row: “Do-ha stood there for seventeen minutes.”\n");
const DESK = [
  ["desk-ask-en", "ask?q=How+many+days+was+season+1+filmed%3F", 1280, 900, "light", "en-GB"],
  ["desk-source-ko", "sources/show?key=sources%2Finterview-yoon-seohae.md", 1280, 900, "light", "ko-KR"],
  ["desk-editor-en", `posts/edit?file=${post}`, 1280, 900, "light", "en-GB"],
  ["desk-today-ko-phone-dark", "", 390, 844, "dark", "ko-KR"],
];
for (const [name, address, width, height, colorScheme, locale] of DESK) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, locale });
  await page.goto(at.base + address);
  await page.evaluate(() => document.activeElement.blur());
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.close();
}
for (const close of closing) await close();
await browser.close();
server.close();
fs.rmSync(kit.folder, { recursive: true, force: true });
