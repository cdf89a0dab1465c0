// The receipt as a text to keep: words first, the server's own answer below, as proof.

import { clock, exact } from "../figures.js";
import type { Frame } from "../frame.js";
import { nameIn } from "../frame.js";
import { plain } from "../painter.js";
import type { Answer } from "../receipts.js";
import type { Delivery } from "../sending.js";

export function receiptText(of: Delivery, answer: Answer, frame: Frame): string {
  const { words, language } = frame;
  const received = Date.parse(answer.receivedAt ?? "");
  const lines = answer.lines ?? { accepted: 0, rejected: 0, duplicate: 0 };
  const rows: [string, string][] = [
    ["receipt.number", answer.receipt ?? ""],
    ["receipt.at", `${clock(received, received, words, true)} (${answer.receivedAt ?? ""})`],
    ["send.feed", `${nameIn(of.feed, language)} (${of.feed.id})`],
    ["receipt.file", `${of.name} (${exact(of.size)} bytes)`],
    ["receipt.accepted", exact(lines.accepted)],
    ["receipt.duplicate", exact(lines.duplicate)],
    ["receipt.rejected", exact(lines.rejected)],
  ];
  const head = rows.map(([key, value]) => `${plain(words(key))}: ${value}`).join("\r\n");
  const title = frame.isSimulated ? `${plain(words("banner.simulated"))}\r\n` : "";
  return `\uFEFF${title}${head}\r\n\r\n${JSON.stringify(answer, null, 1)}\r\n`;
}
