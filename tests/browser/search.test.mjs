// The script cuts queries as the program cuts pages. The table is checked on the other side by `onrecord`'s tests.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../crates/site/assets/search.js", import.meta.url));
const script = `data:text/javascript,${encodeURIComponent(fs.readFileSync(source, "utf8"))}`;
const { stem, terms, hash } = await import(script);
const table = JSON.parse(fs.readFileSync(new URL("terms.json", import.meta.url), "utf8"));

test("words are cut as in the index", () => {
  const faults = table.filter(([text, ...expected]) => expected.some((term) => !terms(text).includes(term))).map(([text, ...expected]) => `${text}: ${terms(text)} instead of ${expected}`);
  assert.deepEqual(faults, []);
});

test("terms are hashed as in the index", () => {
  assert.equal(hash("a"), 0xe40c292c);
});

test("short words are left as they are", () => {
  assert.equal(stem("at"), "at");
});
