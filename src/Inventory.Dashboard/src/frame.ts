// What the pages without live figures share: words and language, who the visitor is, the simulated banner, the two live regions.
// Non-goals: no figure and no form is known here. A page paints itself again through onPaint when a language is chosen.

import { fetchAudience, fetchParticipants, HttpError, type Named } from "./api.js";
import type { Words } from "./figures.js";
import { bindKeys } from "./keyboard.js";
import { byId, element, plain, setAttribute, setHidden, setText } from "./painter.js";
import { readKey, readLanguage, saveKey, saveLanguage, takeKeyFromAddress } from "./session.js";
import { htmlLang, translate, wordsOf, type Language } from "./texts.js";
import { bindDialogs, markLanguage } from "./views/dialogs.js";
import type { Audience } from "./wire.js";

const RETRY_MS = 10_000;
/** Two sentences at once are read as one; the next waits this long. */
const ALERT_RESET_MS = 50;

export class Frame {
  language: Language;
  words: Words;
  /** Null until the server said who the visitor is. */
  audience: Audience | null = null;
  /** The visitor's own company; null for the ministry and the public. */
  participant: Named | null = null;
  isSimulated = false;
  private isKeyRefused = false;
  private isUnreachable = false;
  private readonly views: (() => void)[] = [];
  private readonly known: (() => void)[] = [];
  private readonly banners: Record<"simulated" | "key" | "lost", HTMLElement>;

  constructor(private readonly title: string) {
    takeKeyFromAddress();
    this.language = readLanguage();
    this.words = wordsOf(this.language);
    const banner = (kind: string): HTMLElement => {
      const node = element("p", "banner", byId("banners"));
      node.dataset["kind"] = kind;
      node.hidden = true;
      return node;
    };
    this.banners = { simulated: banner("simulated"), key: banner("key"), lost: banner("lost") };
    bindDialogs(this.language, (language) => this.choose(language));
    bindKeys({});
    const here = document.querySelector(`nav.pages a[href^="${location.pathname}"]`);
    here?.setAttribute("aria-current", "page");
    this.apply();
  }

  /** Called at once, and again after each change of the language. */
  onPaint(view: () => void): void {
    this.views.push(view);
    view();
  }

  /** Called each time the server has said who the visitor is. */
  onKnown(act: () => void): void {
    this.known.push(act);
  }

  /** Asks who the visitor is, until the server answers. */
  async identify(): Promise<void> {
    try {
      const answer = await fetchAudience();
      this.audience = answer.audience;
      this.isSimulated = answer.simulated === true;
      this.isKeyRefused ||= answer.audience === "public" && readKey() !== null;
      this.participant = answer.audience === "participant" ? (await fetchParticipants())[0] ?? null : null;
      this.isUnreachable = false;
    } catch (error) {
      if (error instanceof HttpError && error.status === 401 && readKey()) {
        this.refuseKey();
        return;
      }
      this.isUnreachable = true;
      setTimeout(() => void this.identify(), RETRY_MS);
    }
    this.paint();
    if (!this.isUnreachable) for (const act of this.known) act();
  }

  /** A key the server refuses is dropped, and the page says so. */
  refuseKey(): void {
    if (!readKey()) return;
    saveKey(null);
    this.isKeyRefused = true;
    void this.identify();
  }

  /** A sentence for the ear, at the reader's next pause. */
  say(text: string): void {
    speak("status", text);
  }

  /** A sentence for the ear at once: something could not be sent. */
  alarm(text: string): void {
    speak("alert", text);
  }

  private choose(language: Language): void {
    this.language = language;
    this.words = wordsOf(language);
    saveLanguage(language);
    this.apply();
    this.paint();
  }

  private apply(): void {
    document.documentElement.lang = htmlLang(this.language);
    setAttribute(document.documentElement, "data-language", this.language);
    document.title = plain(this.words(this.title));
    translate(document, this.words);
    markLanguage(this.language);
    this.paintHeader();
  }

  private paint(): void {
    this.paintHeader();
    for (const view of this.views) view();
  }

  private paintHeader(): void {
    const { words } = this;
    const name = this.participant ? nameIn(this.participant, this.language) : "";
    const who = this.audience === null ? words(this.isUnreachable ? "frame.unreachable" : "loading") : words(`frame.${this.audience}`, name);
    setText(byId("audience"), who);
    show(this.banners.simulated, this.isSimulated ? words("banner.simulated") : "");
    show(this.banners.key, this.isKeyRefused ? words("banner.wrongKey") : "");
    show(this.banners.lost, this.isUnreachable ? words("frame.lost") : "");
  }
}

/** The name in the reader's language. */
export function nameIn(named: { id: string; nameJa?: string | null; nameEn?: string | null }, language: Language): string {
  return (language === "en" ? named.nameEn ?? named.nameJa : named.nameJa ?? named.nameEn) || named.id;
}

/** A sentence the server said in two languages. */
export function said(message: { ja: string; en: string } | null | undefined, language: Language): string {
  return message ? (language === "en" ? message.en : message.ja) : "";
}

function show(banner: HTMLElement, text: string): void {
  setHidden(banner, text === "");
  setText(banner, text);
}

function speak(id: string, text: string): void {
  const node = byId(id);
  node.textContent = "";
  window.setTimeout(() => setText(node, plain(text)), ALERT_RESET_MS);
}
