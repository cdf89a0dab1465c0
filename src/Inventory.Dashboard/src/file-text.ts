// A text file as the page holds it: its encoding, its rows with the physical line each begins in, its header. Used to name
// columns by their letter and to give refused lines back. Nothing here decides what is accepted: the server does.

/** How the feed's profile says its text is read; the part of the profile the page needs. */
export interface TextForm {
  encoding?: string;
  delimiter?: string;
  quote?: string;
  header?: boolean;
  skipLines?: number;
}

export interface TextRow {
  /** Physical line the row begins in, 1-based. */
  line: number;
  cells: string[];
}

const LABELS: Record<string, string> = { "utf-8": "utf-8", cp932: "shift_jis", "euc-jp": "euc-jp", "utf-16": "utf-16le" };
const HEAD_BYTES = 4096;
const CANDIDATES = [",", "\t", ";", "|"];

/** The file as text; null when it is no text or no table (a workbook, EDI, JSON, XML). */
export function decode(bytes: Uint8Array, encoding = "auto"): string | null {
  if (startsWith(bytes, [0x50, 0x4b]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return null;
  const isWide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  if (!isWide && encoding !== "utf-16" && bytes.subarray(0, HEAD_BYTES).includes(0)) return null;
  const known = LABELS[encoding];
  const labels = startsWith(bytes, [0xfe, 0xff]) ? ["utf-16be"] : isWide ? ["utf-16le"]
    : known && !startsWith(bytes, [0xef, 0xbb, 0xbf]) ? [known] : ["utf-8", "shift_jis", "euc-jp"];
  for (const label of labels) {
    try {
      const text = new TextDecoder(label, { fatal: true }).decode(bytes);
      return /^\s*[<{[]|^(UNA|UNB\+|ISA)/.test(text.slice(0, 200)) ? null : text;
    } catch {
      // Not this encoding: the next one is tried.
    }
  }
  return null;
}

function startsWith(bytes: Uint8Array, head: number[]): boolean {
  return head.every((value, index) => bytes[index] === value);
}

/** The delimiter that stands most often in the header line. */
export function delimiterOf(text: string, form: TextForm): string {
  if (form.delimiter && form.delimiter !== "auto") return form.delimiter;
  const head = text.split(/\r\n|\n|\r/, (form.skipLines ?? 0) + 1).at(-1) ?? "";
  const counts = CANDIDATES.map((mark) => head.split(mark).length);
  return CANDIDATES[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Splits a text into rows: quotes, doubled quotes, line ends inside quotes, CRLF, LF and CR. Stops after `rowsMax`. */
export function* rowsOf(text: string, delimiter: string, quote = "\"", rowsMax = Infinity): Generator<TextRow> {
  let line = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let count = 0; at < text.length && count < rowsMax; count++) {
    const row: TextRow = { line, cells: [] };
    let cell = "";
    let isQuoted = false;
    for (; at < text.length; at++) {
      const mark = text.charAt(at);
      const isEnd = mark === "\n" || mark === "\r";
      if (isEnd && mark === "\r" && text.charAt(at + 1) === "\n") {
        if (isQuoted) cell += mark;
        continue;
      }
      if (isEnd) line++;
      if (isQuoted) {
        if (mark !== quote) cell += mark;
        else if (text.charAt(at + 1) === quote) cell += text.charAt(++at);
        else isQuoted = false;
      } else if (mark === quote && cell === "") isQuoted = true;
      else if (mark === delimiter) {
        row.cells.push(cell);
        cell = "";
      } else if (isEnd) {
        at++;
        break;
      } else cell += mark;
    }
    row.cells.push(cell);
    yield row;
  }
}

/** The header's row; null when the feed's files have none. */
export function headerOf(text: string, form: TextForm): TextRow | null {
  if (form.header === false) return null;
  const first = (form.skipLines ?? 0) + 1;
  for (const row of rowsOf(text, delimiterOf(text, form), form.quote, first + 1)) {
    if (row.line >= first && row.cells.some((cell) => cell.trim() !== "")) return row;
  }
  return null;
}

/** Position of a column by the name the server gives it; -1 when it is not in the header. */
export function columnIndex(name: string | undefined, header: TextRow | null): number {
  if (!name) return -1;
  if (!header) return /^\d+$/.test(name) ? Number(name) - 1 : -1;
  const plain = (text: string): string => text.normalize("NFKC").replace(/\s/g, "").toLowerCase();
  return header.cells.findIndex((cell) => plain(cell) === plain(name));
}
