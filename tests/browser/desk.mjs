// Opens the desk of a new archive on a loopback port.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { onrecord } from "./site.mjs";

const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** The sources of the press kit. */
export const KIT = path.join(PROJECT, "examples/press-kit");

/** Serves the desk of an archive in a new folder, with an inbox; with `kit` the press kit is in it. */
export async function desk(t, { kit = false } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "onrecord-desk-"));
  const archive = path.join(folder, "archive");
  // Without a model of meaning: what is tested is the desk.
  Object.assign(process.env, { ONRECORD_MODELS: path.join(folder, "models"), ONRECORD_OFFLINE: "1" });
  onrecord("init", archive);
  if (kit) {
    onrecord("--archive", archive, "add", path.join(KIT, "sources"));
    fs.cpSync(path.join(KIT, "posts"), path.join(archive, "posts"), { recursive: true });
    fs.appendFileSync(path.join(archive, "onrecord.toml"), fs.readFileSync(path.join(KIT, "site.toml")));
  }
  const program = process.env.ONRECORD ?? path.join(PROJECT, "target/release/onrecord");
  const child = spawn(program, ["--archive", archive, "serve", "--bind", "127.0.0.1:0", "--inbox-bind", "127.0.0.1:0"]);
  let said = "";
  const addresses = await new Promise((found, failed) => {
    child.on("exit", () => failed(new Error(`the desk ended: ${said}`)));
    child.stderr.on("data", (words) => {
      said += words;
      const all = [...said.matchAll(/http:\/\/[\d.:]+\//g)].map((match) => match[0]);
      if (all.length === 2) found(all);
    });
  });
  const close = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((ended) => child.on("exit", ended));
    child.kill("SIGTERM");
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  t.after(close);
  return { archive, base: addresses[0], inbox: addresses[1], run: (...args) => onrecord("--archive", archive, ...args) };
}
