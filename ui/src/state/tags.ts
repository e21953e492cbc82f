/** Tags as they are typed: separated by commas, each once, in their order. */
export function tagsOf(text: string): string[] {
  const tags = text
    .split(",")
    .map((tag) => tag.trim().replace(/^#/u, ""))
    .filter((tag) => tag !== "");
  return [...new Set(tags)];
}
