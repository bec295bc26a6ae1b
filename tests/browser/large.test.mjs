// What a search costs on a site of two thousand pages: the bytes that the script loads, and whether it finds a name in the other script.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { onrecord, prepared } from "./site.mjs";

const MOST = 300_000;
const source = fs.readFileSync(fileURLToPath(new URL("../../crates/site/assets/search.js", import.meta.url)), "utf8");
let kit, n_pages;

before(() => {
  kit = prepared();
  write(path.join(kit.archive, "posts"), 950);
  onrecord("--archive", kit.archive, "publish", "--out", kit.site);
  n_pages = fs.readdirSync(kit.site, { recursive: true }).filter((name) => name.endsWith(".html")).length;
});

after(() => fs.rmSync(kit.folder, { recursive: true, force: true }));

/** Writes posts in both languages out of invented words, the same in every run. */
function write(folder, n) {
  let seed = 17;
  const below = (most) => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) % most;
  const of = (all) => all[below(all.length)];
  const hangul = [..."바다등대소리장면배우가사밤섬물길하늘문창불별꽃강산바람노래종이그림시간마을어른아이"], ends = ["", "은", "이", "을", "에서", "도", "으로", "다"];
  const latin = ["ba", "ke", "li", "mo", "tu", "ra", "se", "ni", "do", "pu", "fa", "ge", "shi", "vor", "len"];
  const word = { ko: () => of(hangul) + of(hangul) + (below(2) ? of(hangul) : "") + of(ends), en: () => of(latin) + of(latin) + (below(2) ? of(latin) : "") + of(["", "", "s", "ing"]) };
  const text = (language, n) => Array.from({ length: n }, word[language]).join(" ");
  for (let at = 0; at < n; at++) {
    for (const language of ["ko", "en"]) {
      const people = at % 50 ? "" : "people: [윤가람, 염순임]\n";
      const post = `---\ntitle: ${text(language, 5)}\nquestion: ${text(language, 7)}?\npublished: 2026-01-${String(1 + (at % 28)).padStart(2, "0")}\ninterests: [theme-${at % 25}]\n${people}---\n${text(language, 90)}.\n\n${text(language, 90)}.\n`;
      fs.writeFileSync(path.join(folder, `generated-${at}.${language}.md`), post);
    }
  }
}

/** Searches as a reader who comes anew, and counts every byte that the page needs for it. */
async function searched(query, language, turn) {
  let n_bytes = 0;
  const read = (file) => {
    const content = fs.readFileSync(path.join(kit.site, file));
    n_bytes += content.length;
    return content;
  };
  [`${language}/search.html`, "assets/site.css", "assets/search.js"].forEach(read);
  globalThis.fetch = async (address) => ({ ok: true, json: async () => JSON.parse(read(address.replace("../", ""))) });
  const { search } = await import(`data:text/javascript,${encodeURIComponent(`// ${turn}\n${source}`)}`);
  return { found: await search(query, language, "../"), n_bytes };
}

for (const [at, [query, language, wanted]] of [
  ["썰", "ko", "썰물"], ["다", "ko", "다"], ["윤가람", "ko", "윤가람"], ["윤가람", "en", "Yoon Ga-ram"], ["Yoon Ga-ram", "ko", "윤가람"], ["Yeom Sun-im", "ko", "염순임"],
  ["염순임", "en", "Yeom Sun-im"], ["바다에서 소리가 들리는 밤에 등대로 가는 길을 물었다", "ko", null], ["bake limotu rase nidopu fages shivorlen bakes", "en", null],
].entries()) {
  test(`a search for ${query} in ${language} loads less than ${MOST / 1000} kB of a site of two thousand pages`, async (test) => {
    assert.ok(n_pages >= 2_000, `${n_pages} pages`);
    const { found, n_bytes } = await searched(query, language, at);
    assert.ok(n_bytes < MOST, `${n_bytes} bytes`);
    test.diagnostic(`${n_bytes} bytes, ${n_pages} pages`);
    // No page needs to have the many words of the last two.
    assert.ok(wanted === null || found.some(({ title }) => title.includes(wanted)), found.map(({ title }) => title).join("; "));
  });
}
