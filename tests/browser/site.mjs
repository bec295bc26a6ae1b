// Publishes the press kit, serves it on a loopback port, and opens it in Debian's Chromium.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PROJECT = path.resolve(HERE, "../..");
const KIT = path.join(PROJECT, "examples/press-kit");
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => fs.existsSync(file));
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".xml": "application/xml" };

/** Runs the program and returns what it printed; fails with its words where it fails. */
export function onrecord(...args) {
  const program = process.env.ONRECORD ?? path.join(PROJECT, "target/release/onrecord");
  const run = spawnSync(program, args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`onrecord ${args.join(" ")}: exit ${run.status}\n${run.stderr}${run.error ?? ""}`);
  return run.stdout;
}

/** Builds the press kit's archive in a new folder, and says where its site may stand. */
export function prepared() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "onrecord-browser-"));
  const archive = path.join(folder, "archive"), site = path.join(folder, "site");
  onrecord("init", archive);
  onrecord("--archive", archive, "add", path.join(KIT, "sources"));
  fs.cpSync(path.join(KIT, "posts"), path.join(archive, "posts"), { recursive: true });
  fs.appendFileSync(path.join(archive, "onrecord.toml"), fs.readFileSync(path.join(KIT, "site.toml")));
  return { folder, archive, site };
}

/** Builds the press kit's archive and site in a new folder. */
export function published() {
  const kit = prepared();
  onrecord("--archive", kit.archive, "publish", "--out", kit.site);
  return kit;
}

/** Serves a folder on a loopback port. */
export async function served(site) {
  const bytes = { sent: 0 };
  const server = http.createServer((request, answer) => {
    let name = decodeURIComponent(new URL(request.url, "http://site").pathname);
    if (name.endsWith("/")) name += "index.html";
    const file = path.join(site, name);
    if (!file.startsWith(site) || !fs.existsSync(file)) return answer.writeHead(404).end();
    const content = fs.readFileSync(file);
    bytes.sent += content.length;
    answer.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" }).end(content);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { base: `http://127.0.0.1:${server.address().port}/`, bytes, close: () => server.close() };
}

/** Opens the browser; says what to install where there is none. */
export async function browser() {
  if (!CHROMIUM) throw new Error("no Chromium found\n  try: apt-get install -y --no-install-recommends chromium fonts-nanum");
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** Returns the first file below a folder of the site whose name matches. */
export function first(site, folder, pattern = /\.html$/) {
  const file = fs.readdirSync(path.join(site, folder)).sort().find((name) => pattern.test(name));
  if (!file) throw new Error(`no file like ${pattern} in ${folder}`);
  return `${folder}/${file}`;
}
