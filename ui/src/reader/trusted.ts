/**
 * The only door by which markup enters the document. What comes through it was cleaned by the core
 * against its closed list; the policy of the same name is the one that the window's content
 * security policy allows.
 */

interface HtmlPolicy {
  createHTML(text: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy;
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy: HtmlPolicy = factory?.createPolicy("pandect", { createHTML: (text) => text }) ?? {
  createHTML: (text) => text,
};

/**
 * Parses cleaned HTML inside an element that is in no document tree, so that attributes can be set
 * before anything is shown or loaded. A `div`, because the core counts its text in just that parse.
 */
export function parseCleaned(html: string): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = policy.createHTML(html);
  return holder;
}

/** The words of cleaned HTML, where there is no room for more. */
export function wordsOf(html: string): string {
  return parseCleaned(html).textContent.trim();
}

/** Svelte action: shows cleaned HTML in an element and keeps it up to date. */
export function cleanedHtml(node: HTMLElement, html: string): { update(next: string): void } {
  const show = (next: string) => {
    node.replaceChildren(...parseCleaned(next).childNodes);
  };
  show(html);
  return { update: show };
}
