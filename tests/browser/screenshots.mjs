// Takes the screenshots of the README: `node screenshots.mjs FOLDER`.
import fs from "node:fs";
import path from "node:path";
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
await browser.close();
server.close();
fs.rmSync(kit.folder, { recursive: true, force: true });
