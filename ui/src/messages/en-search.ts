import type { FilterKind } from "../address";
import { count, languageName, number } from "./format";

/** The texts about searching and what was found, in English. */
export const searchTexts = {
  search: {
    label: "Search",
    placeholder: "Search or type a title",
    results: "Results",
    titles: "Titles",
    inText: "In the text",
    yourNotes: "Your notes",
    recent: "Recent searches",
    removeRecent: (query: string) => `Remove “${query}” from the recent searches`,
    clearRecent: "Clear recent searches",
    clear: "Clear the box",
    from: (title: string) => `from ${title}`,
    similar: "similar title",
    all: "Show all results",
    allOf: (total: number) =>
      total === 1 ? "Show the one result" : `Show all ${number(total)} results`,
    allOfNone: "See what else to try",
    didYouMean: (query: string) => `Did you mean “${query}”?`,
    nothing: (query: string) => `Nothing found for “${query}”`,
    nothingHint: "Try fewer words, or the beginning of one: sec* finds secretariat.",
    relaxed: "No article has all of these words. These have some of them.",
    noText: "No article has these words in its text.",
    searching: "Searching…",
    found: (titles: number, articles: number, marks: number) =>
      [
        count(titles, "title", "titles"),
        count(articles, "article", "articles"),
        ...(marks > 0 ? [count(marks, "note of yours", "notes of yours")] : []),
      ].join(", "),
    hints: "Ways to search",
    hintPhrase: { example: '"exact words"', says: "finds them just so" },
    hintWithout: { example: "council -foreign", says: "leaves out a word" },
    hintPrefix: { example: "secret*", says: "finds every ending" },
    keys: "↑↓ choose · Enter opens · Esc closes",
    keysRecent: (remove: string) => `↑↓ choose · Enter searches · ${remove} removes · Esc closes`,
    help: "Ways to search",
    allHints: "All ways to search",
    bookmarkRow: "Bookmark",
    noteRow: "Note",
  },

  hits: {
    label: "Hits in this article",
    position: (at: number, total: number, query: string) =>
      `${number(at)} of ${number(total)} for “${query}”`,
    next: "Next hit",
    previous: "Previous hit",
    close: "Clear the hits",
  },

  searchHelp: {
    title: "Ways to search",
    says: "Articles are found that have all of your words. These signs ask more exactly:",
    typed: "Type",
    meaning: "to find",
    ways: {
      phrase: { example: '"green tea"', says: "these words side by side, in this order" },
      either: { example: "tea OR coffee", says: "either of the two" },
      without: { example: "-coffee", says: "what does not have this word" },
      beginning: { example: "secret*", says: "every word that begins like this" },
      inTitle: { example: "title:tea", says: "this word in the title" },
      collection: { example: "in:starter", says: "only what is in this collection" },
      language: { example: "lang:de", says: "only what is in this language (de for German)" },
      category: { example: 'category:"Tea houses"', says: "only what is in this category" },
      notLanguage: { example: "-lang:de", says: "nothing in this language" },
      notCategory: { example: "-category:Drinks", says: "nothing in this category" },
    },
    foot: "Click one to put it into the box · Esc closes",
  },

  results: {
    title: (query: string) => `All results for “${query}”`,
    heading: "All results for",
    total: (total: number) => count(total, "article", "articles"),
    relaxed: (total: number) =>
      total === 1
        ? "No article has all of these words. This one has some of them."
        : `No article has all of these words. These ${number(total)} have some of them.`,
    listed: (listed: number, total: number) => `${number(listed)} of ${number(total)} are listed`,
    list: "Results",
    more: (amount: number) => `Show ${number(amount)} more`,
    searching: "Searching…",
    marks: "Your notes and bookmarks",
    allMarks: (total: number) => `Show all ${number(total)}`,
    filters: "Narrow down",
    kinds: {
      collection: "Collection",
      language: "Language",
      category: "Category",
    } satisfies Record<FilterKind, string>,
    language: (tag: string) => languageName(tag),
    unknownLanguage: "Not known",
    moreValues: (kind: string, amount: number) => `${kind}: show ${number(amount)} more`,
    moreShort: (amount: number) => `${number(amount)} more`,
    chosen: "Narrowed down to",
    chip: (kind: string, value: string) => `${kind}: ${value}`,
    without: (kind: string, value: string) => `Remove the filter ${kind}: ${value}`,
    withoutAll: "Remove all filters",
    nothing: (query: string) => `Nothing found for “${query}”`,
    nothingNarrowed: (query: string) => `Nothing found for “${query}” with these filters`,
    onlyMarks: "No article has these words.",
    titlesOnly: (collection: string) =>
      `The text of ${collection} is not searched, only its titles.`,
    titles: "Titles that come near",
    tips: "What may help",
    spelling: "Look whether every word is spelt as an article would spell it.",
    fewer: "Use fewer words, or the beginning of one: sec* finds secretariat.",
    everywhere: "Search all collections",
    searchIn: (collection: string) => `Search ${collection}`,
    openCollections: "Some collections cannot be searched by their text yet",
    unfiltered: "Search without filters",
  },
};
