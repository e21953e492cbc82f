/**
 * Parts of an article that are folded away. Opening one sets its attribute; what is hidden in it has
 * no place of its own, so it counts as standing where the fold stands.
 */

/** The outermost closed fold that hides a node, or null where nothing does. */
export function foldOf(node: Node): HTMLDetailsElement | null {
  let outermost: HTMLDetailsElement | null = null;
  for (const fold of foldsAround(node)) {
    if (!fold.open && !inSummary(fold, node)) outermost = fold;
  }
  return outermost;
}

/** Opens every fold that hides a node. */
export function unfold(node: Node): void {
  for (const fold of foldsAround(node)) {
    if (!inSummary(fold, node)) fold.open = true;
  }
}

/** Where a range stands, or the fold that hides its beginning. */
export function rectOf(range: Range): DOMRect {
  return (foldOf(range.startContainer) ?? range).getBoundingClientRect();
}

function* foldsAround(node: Node): Generator<HTMLDetailsElement> {
  for (let at: Node | null = node; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) yield at;
  }
}

/** The summary shows whether the fold is closed or not. */
function inSummary(fold: HTMLDetailsElement, node: Node): boolean {
  return fold.querySelector(":scope > summary")?.contains(node) ?? false;
}
