import type { Passage } from "../generated/Passage";

/** What stands on lines of its own. */
const BLOCKS =
  "p, li, dt, dd, tr, h1, h2, h3, h4, h5, h6, pre, figure, figcaption, blockquote, caption, summary, div, aside";

/**
 * Turns positions in an article's text into places in the DOM and back. Positions are UTF-16 code
 * units of `root.textContent`. The map holds while nothing is added below the root, which is what
 * the reader promises.
 */
export class TextMap {
  readonly root: HTMLElement;
  readonly text: string;
  readonly #nodes: Text[] = [];
  readonly #starts: number[] = [];
  readonly #indexes = new Map<Text, number>();
  #ruler: Range | null = null;

  constructor(root: HTMLElement) {
    this.root = root;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let length = 0;
    const parts: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node as Text;
      this.#indexes.set(text, this.#nodes.length);
      this.#nodes.push(text);
      this.#starts.push(length);
      parts.push(text.data);
      length += text.data.length;
    }
    this.text = parts.join("");
  }

  get length(): number {
    return this.text.length;
  }

  /** The words of a passage. */
  quote(passage: Passage): string {
    return this.text.slice(passage.start, passage.end);
  }

  /** A range over the passage; it begins and ends inside text nodes. */
  rangeOf(start: number, end: number): Range {
    return laid(document.createRange(), this.staticRangeOf(start, end));
  }

  /**
   * The same, of a text that stays as it is. Each live range makes every change of the document
   * slower until it is collected: what is many, or kept, must not be live.
   */
  staticRangeOf(start: number, end: number): StaticRange {
    const first = this.#indexAt(start);
    const last = Math.max(first, this.#indexAt(end, true));
    const from = this.#nodes[first];
    const to = this.#nodes[last];
    if (!from || !to) {
      const { root } = this;
      const endOffset = root.childNodes.length;
      return new StaticRange({
        startContainer: root,
        startOffset: 0,
        endContainer: root,
        endOffset,
      });
    }
    return new StaticRange({
      startContainer: from,
      startOffset: this.#within(first, start),
      endContainer: to,
      endOffset: this.#within(last, end),
    });
  }

  /** The map's one range to measure with, laid over the passage until it is laid over another. */
  rulerOver(start: number, end: number): Range {
    this.#ruler ??= document.createRange();
    return laid(this.#ruler, this.staticRangeOf(start, end));
  }

  /** The position of a boundary point; points outside the root count as its nearer edge. */
  positionOf(node: Node, offset: number): number {
    const known = this.#indexes.get(node as Text);
    if (known !== undefined) {
      return (this.#starts[known] ?? 0) + Math.min(offset, (node as Text).data.length);
    }
    const child = node.childNodes[offset] ?? null;
    const index = child ? this.#firstFrom(child, true) : this.#firstFrom(node, false);
    return this.#starts[index] ?? this.length;
  }

  /** The part of a range that lies inside the root, without white space at its ends. */
  passageOf(range: Range): Passage | null {
    const whole = document.createRange();
    whole.selectNodeContents(this.root);
    const before = range.compareBoundaryPoints(Range.START_TO_START, whole) < 0;
    const behind = range.compareBoundaryPoints(Range.END_TO_END, whole) > 0;
    if (
      range.compareBoundaryPoints(Range.END_TO_START, whole) > 0 ||
      range.compareBoundaryPoints(Range.START_TO_END, whole) < 0
    ) {
      return null;
    }
    const start = before ? 0 : this.positionOf(range.startContainer, range.startOffset);
    const end = behind ? this.length : this.positionOf(range.endContainer, range.endOffset);
    return this.trimmed({ start, end });
  }

  trimmed(passage: Passage): Passage | null {
    let { start, end } = passage;
    while (start < end && isSpace(this.text, start)) start += 1;
    while (end > start && isSpace(this.text, end - 1)) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** The text nodes that a passage touches, each with the part of it that is meant. */
  *segments(passage: Passage): Generator<{ node: Text; start: number; end: number }> {
    for (let index = this.#indexAt(passage.start); index < this.#nodes.length; index += 1) {
      const node = this.#nodes[index];
      const begin = this.#starts[index];
      if (node === undefined || begin === undefined || begin >= passage.end) return;
      const start = Math.max(passage.start, begin);
      const end = Math.min(passage.end, begin + node.data.length);
      if (start < end) yield { node, start, end };
    }
  }

  /** The text node that holds a position. */
  nodeAt(position: number): Text | null {
    return this.#nodes[this.#indexAt(position)] ?? null;
  }

  /** The innermost block around a node of the text. */
  blockOf(node: Node): Element {
    return node.parentElement?.closest(BLOCKS) ?? this.root;
  }

  /** Index of the text node that holds a position; at a border the one before it, if so wished. */
  #indexAt(position: number, before = false): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const start = this.#starts[middle] ?? 0;
      if (before ? start < position : start <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #within(index: number, position: number): number {
    const length = this.#nodes[index]?.data.length ?? 0;
    return Math.max(0, Math.min(length, position - (this.#starts[index] ?? 0)));
  }

  /** Index of the first text node in or after `node` (or, without `inside`, after all of it). */
  #firstFrom(node: Node, inside: boolean): number {
    let low = 0;
    let high = this.#nodes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const text = this.#nodes[middle];
      if (text && isFrom(node, text, inside)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function laid(range: Range, over: StaticRange): Range {
  range.setStart(over.startContainer, over.startOffset);
  range.setEnd(over.endContainer, over.endOffset);
  return range;
}

function isFrom(node: Node, text: Text, inside: boolean): boolean {
  if (node === text) return inside;
  const relation = node.compareDocumentPosition(text);
  if (relation & Node.DOCUMENT_POSITION_CONTAINED_BY) return inside;
  return (relation & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function isSpace(text: string, index: number): boolean {
  return /\s/u.test(text.charAt(index));
}
