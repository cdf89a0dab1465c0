// Builds the page into the server's web root. Usage: node build.mjs [--tests] [--out DIR] [--artifacts DIR].
// Goals: one command, no watch state, no network. The Japanese words are written into the HTML here, so that the first
// paint needs no script; the design tokens are cut down to those the stylesheet names.
import { build } from "esbuild";
import { gzipSync } from "node:zlib";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const option = (name, fallback) => {
  const at = process.argv.indexOf(name);
  return path.resolve(at > 0 ? process.argv[at + 1] : path.join(here, fallback));
};
const out = option("--out", "../Inventory.Server/wwwroot");
const artifacts = option("--artifacts", "../../artifacts/dashboard");

/** Each page and the script it starts with. */
const PAGES = { index: "main", about: "about", send: "send", coverage: "coverage", join: "join" };

/** All a visitor of the first page loads before a chart is seen; PAGES.md section 2.11. */
const FIRST_PAGE_BYTES_MAX = 120 * 1024;

function escapeHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** Puts the parts that pages share in their places; {0} in a part is the word behind its name. */
function withParts(source) {
  return source.replace(/<!--part ([a-z]+)(?: ([a-zA-Z.]+))?-->\n?/g, (_, name, argument = "") =>
    withParts(fs.readFileSync(path.join(here, "static/parts", `${name}.html`), "utf8")).replaceAll("{0}", argument));
}

function writeHtml(name, words) {
  const source = withParts(fs.readFileSync(path.join(here, "static", name), "utf8"));
  const html = source
    .replace(/(<[^>]*\sdata-t="([^"]+)"[^>]*>)(<\/)/g, (_, open, key, close) => open + escapeHtml(word(words, key)) + close)
    .replace(/data-t-label="([^"]+)"/g, (all, key) => `${all} aria-label="${escapeHtml(word(words, key))}"`);
  fs.writeFileSync(path.join(out, name), html);
}

function word(words, key) {
  if (!(key in words)) throw new Error(`static page asks for the missing text "${key}"`);
  return words[key];
}

/** The agency's tokens, only those our stylesheet uses. */
function tokensFor(css) {
  const used = new Set(css.match(/--color-[a-z0-9-]+/g));
  const all = fs.readFileSync(path.join(here, "node_modules/@digital-go-jp/design-tokens/dist/tokens.css"), "utf8");
  const lines = all.split("\n").filter((line) => used.has(line.trim().split(":")[0]));
  if (lines.length < used.size) throw new Error(`the stylesheet names ${used.size} tokens, the package has ${lines.length}`);
  return `:root {\n${lines.join("\n")}\n}\n`;
}

async function buildPage() {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  const styles = ["base.css", "overview.css", "wall.css", "forms.css"]
    .map((name) => fs.readFileSync(path.join(here, "src/styles", name), "utf8")).join("\n");
  const chart = fs.readFileSync(path.join(here, "node_modules/uplot/dist/uPlot.min.css"), "utf8");
  const css = await build({
    stdin: { contents: tokensFor(styles) + styles + chart, loader: "css", resolveDir: here },
    minify: true, write: false,
  });
  fs.writeFileSync(path.join(out, "app.css"), css.outputFiles[0].contents);
  const result = await build({
    entryPoints: Object.entries(PAGES).map(([name, script]) => ({ in: path.join(here, `src/${script}.ts`), out: name === "index" ? "app" : name })),
    outdir: out, bundle: true, format: "esm", splitting: true, minify: true, target: "es2022", metafile: true,
    chunkNames: "chunk-[hash]", legalComments: "none", sourcemap: false,
  });
  const words = JSON.parse(fs.readFileSync(path.join(here, "src/strings/ja.json"), "utf8"));
  for (const name of Object.keys(PAGES)) writeHtml(`${name}.html`, words);
  fs.copyFileSync(path.join(here, "static/favicon.svg"), path.join(out, "favicon.svg"));
  checkBudget(result.metafile);
}

/** Follows static imports only: what is imported on demand is not part of the first page. */
function checkBudget(metafile) {
  const files = new Set(["index.html", "app.css", "favicon.svg"].map((name) => path.join(out, name)));
  const walk = (file) => {
    if (files.has(path.resolve(file))) return;
    files.add(path.resolve(file));
    for (const next of metafile.outputs[file].imports) if (next.kind === "import-statement") walk(next.path);
  };
  walk(Object.keys(metafile.outputs).find((file) => path.resolve(file) === path.join(out, "app.js")));
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(fs.readFileSync(file)).length, 0);
  console.log(`dashboard: first page ${(bytes / 1024).toFixed(1)} KB gzip`);
  if (bytes > FIRST_PAGE_BYTES_MAX) throw new Error(`the first page is over its budget of ${FIRST_PAGE_BYTES_MAX} bytes`);
}

async function buildTests() {
  const dir = path.join(artifacts, "tests");
  fs.rmSync(dir, { recursive: true, force: true });
  const entries = fs.readdirSync(path.join(here, "tests")).filter((name) => name.endsWith(".test.ts"));
  await build({
    entryPoints: entries.map((name) => path.join(here, "tests", name)),
    outdir: dir, bundle: true, format: "esm", platform: "node", target: "node20", outExtension: { ".js": ".mjs" },
    define: { SOURCE_FOLDER: JSON.stringify(path.join(here, "src")) },
  });
}

if (process.argv.includes("--tests")) await buildTests();
else await buildPage();
// The page tests inject this checker; it is never part of the page.
fs.mkdirSync(artifacts, { recursive: true });
fs.copyFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), path.join(artifacts, "axe.min.js"));
