import { articleOf, sectionOf } from "../../address";
import type { Annotation } from "../../generated/Annotation";
import type { AnnotationChange } from "../../generated/AnnotationChange";
import type { AnnotationFilter } from "../../generated/AnnotationFilter";
import type { NewAnnotation } from "../../generated/NewAnnotation";
import { fold } from "../../reader/find";
import { failure } from "./failure";
import { COLLECTION_TITLE, pageAt, type DemoPage } from "./pages";

const CONTEXT = 32;

/** The annotations of the fake library. */
export class DemoMarks {
  readonly #marks = new Map<string, Annotation>();
  readonly #deleted = new Map<string, Annotation>();
  #next = 1;

  list(filter: AnnotationFilter): Annotation[] {
    const text = fold(filter.text ?? "").text;
    return [...this.#marks.values()].filter(
      (mark) =>
        (filter.address === undefined || articleOf(mark.address) === articleOf(filter.address)) &&
        (filter.status === undefined || mark.status === filter.status) &&
        (filter.color === undefined || mark.color === filter.color) &&
        (filter.tag === undefined || mark.tags.includes(filter.tag)) &&
        fold([mark.quote, mark.note, mark.title, ...mark.tags].join(" ")).text.includes(text),
    );
  }

  ofPage(page: DemoPage): Annotation[] {
    return this.list({ address: page.address });
  }

  add(made: NewAnnotation): Annotation {
    const page = pageAt(made.address);
    if (!page) throw failure("article-missing", "there is no such article");
    const anchor = sectionOf(made.address);
    const section = page.sections.find((one) => one.anchor === anchor);
    const now = Date.now();
    const mark: Annotation = {
      id: `mark-${String(this.#next++)}`,
      address: made.address,
      title: page.title,
      collectionTitle: COLLECTION_TITLE,
      target: made.passage ? "passage" : section ? "section" : "article",
      quote: section?.title ?? "",
      prefix: "",
      suffix: "",
      passage: null,
      wording: null,
      status: "exact",
      color: made.color ?? null,
      note: made.note ?? "",
      noteHtml: noteHtml(made.note ?? ""),
      tags: made.tags ?? [],
      created: now,
      modified: now,
    };
    return this.put(made.passage ? placed(mark, page, made.passage, made.textHash) : mark);
  }

  /** Puts a mark in as it is, for marks that have already been through something. */
  put(mark: Annotation): Annotation {
    this.#marks.set(mark.id, mark);
    return mark;
  }

  update(id: string, change: AnnotationChange): Annotation {
    const mark = this.#get(id);
    const page = pageAt(mark.address);
    const { passage, textHash, note, ...rest } = change;
    const changed = {
      ...mark,
      ...rest,
      ...(note === undefined ? {} : { note, noteHtml: noteHtml(note) }),
      modified: Date.now(),
    };
    return this.put(passage && page ? placed(changed, page, passage, textHash) : changed);
  }

  remove(id: string): void {
    this.#deleted.set(id, this.#get(id));
    this.#marks.delete(id);
  }

  restore(id: string): Annotation {
    const mark = this.#deleted.get(id);
    if (!mark) throw failure("mark-missing", "there is no such note");
    this.#deleted.delete(id);
    return this.put(mark);
  }

  #get(id: string): Annotation {
    const mark = this.#marks.get(id);
    if (!mark) throw failure("mark-missing", "there is no such note");
    return mark;
  }
}

function placed(
  mark: Annotation,
  page: DemoPage,
  passage: { start: number; end: number },
  textHash: string | undefined,
): Annotation {
  if (textHash !== page.textHash) {
    throw failure("page-changed", "the article has changed since it was opened");
  }
  const { start, end } = passage;
  return {
    ...mark,
    target: "passage",
    passage: { start, end },
    quote: page.text.slice(start, end),
    prefix: page.text.slice(Math.max(0, start - CONTEXT), start),
    suffix: page.text.slice(end, end + CONTEXT),
    wording: null,
    status: "exact",
  };
}

/** What the core makes of Markdown, as far as a fake needs it. */
function noteHtml(note: string): string {
  const escaped = note.replace(/&/gu, "&amp;").replace(/</gu, "&lt;");
  return escaped
    .split(/\n{2,}/u)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p>${part.replace(/\*\*(.+?)\*\*/gu, "<strong>$1</strong>")}</p>`)
    .join("\n");
}
