import type { CollectionSummary } from "../generated/CollectionSummary";
import { m } from "../messages";
import type { App } from "./app.svelte";
import type { CollectionEdits } from "./collection-edits.svelte";
import type { MenuGroups, MenuItem } from "./overlays.svelte";
import { stepOn } from "./shelves";

export function collectionMenu(
  app: App,
  edits: CollectionEdits,
  collection: CollectionSummary,
): MenuGroups {
  const { collections } = app;
  const { name, title, index, kind, missing, searched } = collection;
  const step = (by: -1 | 1) => ({
    disabled: stepOn(collections.all ?? [], collection, by) === undefined,
    run: () => void collections.shift(collection, by),
  });
  const source: MenuItem[] = [];
  if (missing) {
    source.push({ label: m.collections.locate, run: () => void collections.locate(name) });
  } else {
    source.push(
      {
        label: m.collections.reveal,
        run: () => {
          collections.reveal(name);
        },
      },
      ...(collection.updatable
        ? [
            {
              label: m.collections.readAgain,
              run: () => {
                collections.readAgain(name);
              },
            },
          ]
        : []),
      {
        // What is not searchable is not made anew, but for the first time.
        label: index === "ready" ? m.collections.rebuild : m.collections.makeIndex,
        run: () => {
          collections.index(name);
        },
      },
      {
        label: m.collections.verify,
        run: () => {
          collections.verify(name);
        },
      },
    );
  }
  return [
    [
      {
        label: m.collections.open,
        disabled: missing,
        run: () => void app.openCollection(name),
      },
      { label: m.collections.browse, disabled: missing, run: () => void app.browse(name) },
    ],
    [
      { label: m.collections.rename, keys: "F2", run: () => (edits.renaming = name) },
      { label: m.collections.shelf, run: () => (edits.shelving = name) },
      { label: m.collections.moveUp, keys: "Alt+↑", ...step(-1) },
      { label: m.collections.moveDown, keys: "Alt+↓", ...step(1) },
      {
        label: m.collections.searched,
        checked: searched,
        run: () => void collections.setSearched(name, !searched),
      },
    ],
    source,
    [
      {
        label: m.collections.report,
        run: () => (app.overlays.dialog = { kind: "report", collection: name, title }),
      },
    ],
    kind === "own"
      ? []
      : [
          {
            label: m.collections.remove,
            danger: true,
            run: () => {
              collections.remove(collection);
            },
          },
        ],
  ];
}
