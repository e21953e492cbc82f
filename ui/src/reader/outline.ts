import type { SectionView } from "../generated/SectionView";
import { foldOf } from "./folds";

/** A heading counts as reached when it is this far below the upper edge of the view. */
const REACH = 120;

export interface Heading {
  section: SectionView;
  element: HTMLElement;
}

/** The headings of the shown article, as elements. */
export function headingsOf(page: HTMLElement, sections: readonly SectionView[]): Heading[] {
  const headings: Heading[] = [];
  for (const section of sections) {
    const element = document.getElementById(`s-${section.anchor}`);
    if (element && page.contains(element)) headings.push({ section, element });
  }
  return headings;
}

/** The section that is being read: the last one whose heading has been reached. */
export function currentSection(
  headings: readonly Heading[],
  scroller: HTMLElement,
): SectionView | null {
  const edge = scroller.getBoundingClientRect().top + REACH;
  const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = headings[middle]?.element;
    const top = element ? (foldOf(element) ?? element).getBoundingClientRect().top : 0;
    if (top <= edge) low = middle + 1;
    else high = middle;
  }
  const reached = headings[low - 1] ?? null;
  // Short last sections never reach the upper edge; at the end the last one in view is meant.
  if (atEnd && scroller.scrollTop > 0) return headings.at(-1)?.section ?? null;
  return reached?.section ?? null;
}
