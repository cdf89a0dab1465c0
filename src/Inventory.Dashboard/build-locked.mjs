// What `dotnet build` runs: packages when the lock file changed, then the type check and the page. One at a time on this
// machine: a folder in artifacts is the lock, and a lock whose owner is gone is taken over.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const artifacts = path.resolve(process.argv[process.argv.indexOf("--artifacts") + 1]);
const lock = path.join(artifacts, "build.lock");
const WAIT_MS = 200;
const WAIT_MAX_MS = 300_000;
let isMine = false;

const [major] = process.versions.node.split(".").map(Number);
if (major < 20) fail(`Node.js 20 or newer is needed to build the page; this is ${process.versions.node}.`);

fs.mkdirSync(artifacts, { recursive: true });
take();
try {
  install();
  run("the type check", process.execPath, [path.join(here, "node_modules/typescript/bin/tsc"), "--noEmit", "--project", here]);
  run("the page build", process.execPath, [path.join(here, "build.mjs"), ...process.argv.slice(2)]);
} finally {
  fs.rmSync(lock, { force: true });
}

function take() {
  for (const end = Date.now() + WAIT_MAX_MS; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      isMine = true;
      return;
    } catch {
      if (!isOwned()) fs.rmSync(lock, { force: true });
      else if (Date.now() > end) fail(`another build has held ${lock} for too long; delete it if no build is running.`);
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    }
  }
}

function isOwned() {
  try {
    process.kill(Number(fs.readFileSync(lock, "utf8")), 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function install() {
  const hash = createHash("sha256").update(fs.readFileSync(path.join(here, "package-lock.json"))).digest("hex");
  const mark = path.join(here, "node_modules", ".lock-hash");
  if (fs.existsSync(mark) && fs.readFileSync(mark, "utf8") === hash) return;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  run("npm ci", npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], process.platform === "win32");
  fs.writeFileSync(mark, hash);
}

function run(what, command, args, shell = false) {
  const result = spawnSync(command, args, { cwd: here, stdio: "inherit", shell });
  if (result.error?.code === "ENOENT") fail(`${command} was not found; it comes with Node.js (Debian: apt-get install npm).`);
  if (result.status !== 0) fail(`${what} failed with exit code ${result.status}.`);
}

function fail(text) {
  if (isMine) fs.rmSync(lock, { force: true });
  console.error(`error INV002: dashboard: ${text}`);
  process.exit(1);
}
