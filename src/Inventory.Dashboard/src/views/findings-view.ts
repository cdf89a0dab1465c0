// Doubts about the quality of what was reported: evidence, remedy, state, and the button that says "this is right".

import { fetchJson, HttpError, type Named } from "../api.js";
import type { Coverage, Finding } from "../coverage-figures.js";
import { clock, exact } from "../figures.js";
import { nameIn, said, type Frame } from "../frame.js";
import { byId, element, setHidden, setText, tell } from "../painter.js";
import { wordOr } from "../receipts.js";

const IN_THE_LIST_ABOVE = ["silent", "late"];
const STATES = ["new", "told", "confirmed", "resolved"];

export class FindingsView {
  private readonly failed = new Set<string>();

  constructor(private readonly frame: Frame, private readonly names: Map<string, Named>, private readonly reload: () => void) {}

  paint(answer: Coverage): void {
    const { words } = this.frame;
    const section = byId("findings");
    setHidden(section, answer.findings === undefined || answer.audience === "public");
    if (section.hidden || !answer.findings) return;
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["finding"] : undefined;
    const box = byId("findings-body");
    box.replaceChildren();
    // Who is silent or late stands in the list above, by its effect on the total.
    const told = answer.findings.filter((finding) => !IN_THE_LIST_ABOVE.includes(finding.kind));
    if (told.length === 0) tell("p", "", box, words("findings.none"));
    const list = element("ul", "findings", box);
    const ordered = told.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
    for (const finding of ordered) this.item(list, finding);
    if (answer.counts) this.counts(box, answer.counts);
    if (focused) box.querySelector<HTMLElement>(`[data-finding="${CSS.escape(focused)}"]`)?.focus();
  }

  /** How much is known at all, and how much of it stands outside the sums. */
  private counts(box: HTMLElement, counts: Record<string, number>): void {
    const { words } = this.frame;
    const list = element("dl", "receipt", box);
    for (const [name, count] of Object.entries(counts)) {
      if (typeof count !== "number") continue;
      tell("dt", "", list, wordOr(words, `findings.count.${name}`, name));
      tell("dd", "", list, exact(count));
    }
  }

  private item(list: HTMLElement, finding: Finding): void {
    const { words, language } = this.frame;
    const item = element("li", "finding", list);
    item.dataset["state"] = finding.state;
    const head = element("p", "finding-head", item);
    tell("span", "chip", head, wordOr(words, `findings.state.${finding.state}`, finding.state));
    tell("strong", "", head, said(finding.message, language));
    const known = this.names.get(finding.participant);
    const who = known ? nameIn(known, language) : finding.participant;
    const place = [who, finding.feed, finding.location, finding.item].filter(Boolean).join(" · ");
    const now = Date.now();
    const seen = words("findings.seen", exact(finding.count), clock(Date.parse(finding.firstSeen), now, words), clock(Date.parse(finding.lastSeen), now, words));
    tell("p", "hint", item, `${place} · ${seen}`);
    const evidence = Object.entries(finding.evidence ?? {}).map(([name, value]) => `${wordOr(words, `evidence.${name}`, name)} ${plainValue(value)}`);
    if (evidence.length > 0) tell("p", "evidence", item, words("findings.evidence", evidence.join(words("chain.join"))));
    tell("p", "", item, words("findings.remedy", said(finding.remedy, language)));
    if (finding.threshold) tell("p", "hint", item, words("findings.threshold", said(finding.threshold, language)));
    if (this.failed.has(finding.id)) tell("p", "error", item, words("findings.failed"));
    if (finding.state !== "new" && finding.state !== "told") return;
    const button = tell("button", "", item, words("findings.confirm"));
    button.type = "button";
    button.dataset["finding"] = finding.id;
    button.addEventListener("click", () => void this.confirm(finding.id, button));
  }

  private async confirm(id: string, button: HTMLButtonElement): Promise<void> {
    button.disabled = true;
    try {
      await fetchJson(`/v1/coverage/findings/${encodeURIComponent(id)}/confirm`, { method: "POST" });
      this.failed.delete(id);
    } catch (error) {
      // An answer without a body is an answer, too; only the server's refusal or silence is a failure.
      if (!(error instanceof SyntaxError)) {
        this.failed.add(id);
        if (error instanceof HttpError && error.status === 401) this.frame.refuseKey();
        this.frame.alarm(this.frame.words("findings.failed"));
      }
    }
    if (!this.failed.has(id)) this.frame.say(this.frame.words("findings.confirmed"));
    this.reload();
    setText(button, this.frame.words("findings.confirm"));
    byId("findings-title").focus();
  }
}

function plainValue(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? exact(value) : String(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
