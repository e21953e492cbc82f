import type { Passage } from "../generated/Passage";
import { findAll, firstFrom, fold, step, type FoldedText } from "../reader/find";
import type { OpenPage } from "./open-page.svelte";

/** Find in the shown article. */
export class FindState {
  open = $state(false);
  text = $state("");
  found = $state.raw<Passage[]>([]);
  at = $state(0);
  readonly #page: OpenPage;
  #folded: { of: string; text: FoldedText } | null = null;

  constructor(page: OpenPage) {
    this.#page = page;
  }

  start(words: string): void {
    this.open = true;
    if (words !== "") this.text = words;
    this.search(this.text);
  }

  /** Looks for other words, from where the person is on. */
  search(text: string): void {
    this.text = text;
    const reader = this.#page.reader;
    if (!reader?.map || !this.open) return;
    const from = this.found[this.at]?.start ?? reader.place().position;
    this.found = findAll(this.#fold(reader.map.text), text);
    this.at = firstFrom(this.found, from);
    reader.paintFound(this.found);
    this.#show();
  }

  move(by: 1 | -1): void {
    this.at = step(this.at, by, this.found.length);
    this.#show();
  }

  /** Closes the bar; the words it stands at stay selected, so that they can be marked. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    const current = this.found[this.at];
    this.clear();
    if (current) this.#page.reader?.select(current);
  }

  /** Another article is shown: what was found is not there any more. */
  clear(): void {
    this.found = [];
    this.at = 0;
    this.#folded = null;
    this.#page.reader?.paintFound([]);
    this.#page.paintHit();
  }

  /** Paints the place that the person is at. */
  paintCurrent(): void {
    this.#page.reader?.paintCurrent(this.found[this.at] ?? null);
  }

  #show(): void {
    const current = this.found[this.at];
    this.paintCurrent();
    if (current) this.#page.reader?.showPassage(current, false);
  }

  #fold(text: string): FoldedText {
    if (this.#folded?.of !== text) this.#folded = { of: text, text: fold(text) };
    return this.#folded.text;
  }
}
