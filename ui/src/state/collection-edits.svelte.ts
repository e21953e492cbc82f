import type { CollectionSummary } from "../generated/CollectionSummary";
import type { CollectionsState } from "./collections.svelte";
import { followDrag } from "./drag";

/** Where a dragged collection would land: on a shelf, before another one. */
export interface Drop {
  shelf: string;
  before: string | null;
}

/** What is being done in the list of collections: renaming, shelving, dragging. */
export class CollectionEdits {
  renaming = $state<string | null>(null);
  shelving = $state<string | null>(null);
  dragged = $state<string | null>(null);
  drop = $state.raw<Drop | null>(null);
  readonly #collections: CollectionsState;

  constructor(collections: CollectionsState) {
    this.#collections = collections;
  }

  /** Follows a press on a collection; when it becomes a drag, it ends in a move. */
  press(event: PointerEvent, collection: CollectionSummary): void {
    followDrag(event, {
      dragging: (on) => {
        this.dragged = on ? collection.name : null;
        if (!on) this.drop = null;
      },
      moved: (x, y) => {
        this.drop = dropAt(x, y, collection.name);
      },
      dropped: () => {
        const { drop } = this;
        this.drop = null;
        if (drop) void this.#collections.put(collection, drop.shelf, drop.before);
      },
    });
  }
}

/** What lies under the pointer, read from the list's own attributes. */
function dropAt(x: number, y: number, dragged: string): Drop | null {
  const under = document.elementFromPoint(x, y);
  const row = under?.closest<HTMLElement>("[data-collection]");
  if (row) {
    const rect = row.getBoundingClientRect();
    const upper = y < rect.top + rect.height / 2;
    const before = upper ? row.dataset.collection : row.dataset.next;
    if (before === dragged || row.dataset.collection === dragged) return null;
    const none = before === undefined || before === "";
    return { shelf: row.dataset.shelf ?? "", before: none ? null : before };
  }
  const shelf = under?.closest<HTMLElement>("[data-shelf]");
  return shelf ? { shelf: shelf.dataset.shelf ?? "", before: null } : null;
}
