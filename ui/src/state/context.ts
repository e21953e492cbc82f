/** The words around a mark, as they were kept: cut somewhere, in the middle of a word as a rule. */

/** Words before a mark: those of its line, without one that is cut, with dots where there were more. */
export function wordsBefore(prefix: string): string {
  const line = prefix.slice(prefix.lastIndexOf("\n") + 1);
  if (line !== prefix || !/\S/u.test(line)) return line;
  const cut = line.replace(/^\S*\s+/u, "");
  return cut === line ? line : `… ${cut}`;
}

/** Words behind a mark, in the same way. */
export function wordsBehind(suffix: string): string {
  const line = suffix.split("\n")[0] ?? "";
  if (line !== suffix || !/\S/u.test(line)) return line;
  const cut = line.replace(/\s+\S*$/u, "");
  return cut === line ? line : `${cut} …`;
}
