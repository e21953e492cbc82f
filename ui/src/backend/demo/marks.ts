import { articleOf, sectionOf } from "../../address";
import type { Annotation } from "../../generated/Annotation";
import type { AnnotationChange } from "../../generated/AnnotationChange";
import type { AnnotationFilter } from "../../generated/AnnotationFilter";
import type { NewAnnotation } from "../../generated/NewAnnotation";
import type { NoteVersion } from "../../generated/NoteVersion";
import type { PlaceSuggestion } from "../../generated/PlaceSuggestion";
import { fold } from "../../reader/find";
import { failure } from "./failure";
import { COLLECTION_TITLE, pageAt, PAGES, wordsOf, type DemoPage } from "./pages";

const CONTEXT = 32;
/** At most so many places are suggested. */
const SUGGESTIONS = 5;

interface MarksSnapshot {
  marks: [string, Annotation][];
  deleted: [string, { mark: Annotation; time: number }][];
  versions: [string, NoteVersion[]][];
}

/** The annotations of the fake library. */
export class DemoMarks {
  #marks = new Map<string, Annotation>();
  /** The trash. */
  deleted = new Map<string, { mark: Annotation; time: number }>();
  #versions = new Map<string, NoteVersion[]>();
  #next = 1;

  snapshot(): MarksSnapshot {
    return {
      marks: [...this.#marks],
      deleted: [...this.deleted],
      versions: [...this.#versions],
    };
  }

  reset({ marks, deleted, versions }: MarksSnapshot): void {
    this.#marks = new Map(marks);
    this.deleted = new Map(deleted);
    this.#versions = new Map(versions);
  }

  find(id: string): Annotation | undefined {
    return this.#marks.get(id);
  }

  list(filter: AnnotationFilter): Annotation[] {
    const text = fold(filter.text ?? "").text;
    return [...this.#marks.values()].filter(
      (mark) =>
        (filter.address === undefined || articleOf(mark.address) === articleOf(filter.address)) &&
        (filter.status === undefined || mark.status === filter.status) &&
        (filter.color === undefined || mark.color === filter.color) &&
        (filter.tag === undefined || mark.tags.includes(filter.tag)) &&
        (text === "" ||
          fold([mark.quote, mark.note, mark.title, ...mark.tags].join(" ")).text.includes(text)),
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
      style: made.style ?? "highlight",
      note: made.note ?? "",
      noteHtml: noteHtml(made.note ?? ""),
      tags: made.tags ?? [],
      created: now,
      modified: now,
      versions: 0,
      cards: 0,
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
    const { passage, textHash, note, detach, ...rest } = change;
    const page = pageAt(change.address ?? mark.address);
    const now = Date.now();
    const changed = {
      ...mark,
      ...rest,
      ...(page ? { title: page.title } : {}),
      ...(note === undefined ? {} : { note, noteHtml: noteHtml(note) }),
      modified: now,
    };
    if (note !== undefined && note !== mark.note && mark.note !== "") {
      const before = { note: mark.note, noteHtml: mark.noteHtml, written: mark.modified };
      this.#versions.set(id, [before, ...this.versions(id)]);
      changed.versions = this.versions(id).length;
    }
    if (detach && change.address === undefined && !passage) {
      return this.put({ ...changed, status: "orphaned", passage: null, wording: null });
    }
    if (change.address !== undefined && page && !passage) {
      const section = page.sections.find((one) => one.anchor === sectionOf(changed.address));
      return this.put({ ...changed, status: "exact", quote: section?.title ?? mark.quote });
    }
    return this.put(passage && page ? placed(changed, page, passage, textHash) : changed);
  }

  versions(id: string): NoteVersion[] {
    return this.#versions.get(id) ?? [];
  }

  /** Places with the same words, then sentences that share the most of them. */
  suggest(id: string): PlaceSuggestion[] {
    const { quote } = this.#get(id);
    const wanted = new Set(wordsOf(quote));
    const places = PAGES.flatMap((page) =>
      sentencesOf(page.text, quote, wanted).map(({ start, end, score }) => ({
        page,
        start,
        end,
        score,
      })),
    );
    places.sort((one, other) => other.score - one.score);
    return places.slice(0, SUGGESTIONS).map(({ page, start, end }) => ({
      address: page.address,
      title: page.title,
      collectionTitle: COLLECTION_TITLE,
      passage: { start, end },
      textHash: page.textHash,
      wording: page.text.slice(start, end),
    }));
  }

  remove(id: string): void {
    this.deleted.set(id, { mark: this.#get(id), time: Date.now() });
    this.#marks.delete(id);
  }

  restore(id: string): Annotation {
    const found = this.deleted.get(id);
    if (!found) throw failure("mark-missing", "there is no such note");
    this.deleted.delete(id);
    return this.put(found.mark);
  }

  /** Has these marks and no others. */
  replace(marks: readonly Annotation[]): void {
    this.#marks.clear();
    for (const mark of marks) this.put(mark);
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

interface ScoredPlace {
  start: number;
  end: number;
  /** The share of the wanted words. */
  score: number;
}

function sentencesOf(text: string, quote: string, wanted: ReadonlySet<string>): ScoredPlace[] {
  const verbatim = quote === "" ? -1 : text.indexOf(quote);
  if (verbatim >= 0) return [{ start: verbatim, end: verbatim + quote.length, score: 2 }];
  return [...text.matchAll(/[^.\n]{12,}/gu)].flatMap(({ 0: sentence, index }) => {
    const start = index + sentence.length - sentence.trimStart().length;
    const shared = new Set(wordsOf(sentence).filter((word) => wanted.has(word)));
    const score = shared.size / Math.max(1, wanted.size);
    return score < 0.3 ? [] : [{ start, end: start + sentence.trim().length, score }];
  });
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
