const NAMED = 60;

/** What a mark is called where it is named: its first words, or its title. */
export function nameOfMark(words: string, title: string): string {
  const name = (words.trim() || title).replace(/\s+/gu, " ");
  return name.length > NAMED ? `${name.slice(0, NAMED).trimEnd()}…` : name;
}
