/** What is done with things in the trash, one or several at once. */
import type { Trashed } from "../generated/Trashed";
import { m } from "../messages";
import type { App } from "./app.svelte";
import type { ListHand } from "./list-hand";
import { nameOfMark } from "./mark-names";
import type { Question } from "./overlays.svelte";

type Hand = ListHand<Trashed>;
type Some = readonly Trashed[];

export async function restore(app: App, hand: Hand, some: Some): Promise<void> {
  const [one] = some;
  // No ids at all mean everything to the library.
  if (!one) return;
  try {
    const amount = await hand.takeAway(some, () => app.backend.restoreMarks(idsOf(some)));
    await app.desk.changed();
    // What was restored elsewhere meanwhile is no change that could be taken back.
    if (amount === 0) return;
    app.toasts.offer(some.length === 1 ? m.trash.restored(nameOf(one)) : m.trash.back(amount));
  } catch (reason) {
    app.failed(reason);
  }
}

export function remove(app: App, hand: Hand, some: Some): void {
  const [one] = some;
  if (!one) return;
  const alone = some.length === 1;
  ask(app, hand, some, idsOf(some), {
    title: alone ? m.trash.askOne : m.trash.askSome(some.length),
    says: alone ? m.trash.saysOne(nameOf(one)) : m.trash.saysSome,
    answer: m.trash.remove,
  });
}

export function empty(app: App, hand: Hand, all: Some): void {
  ask(app, hand, all, [], {
    title: m.trash.askAll,
    says: m.trash.saysAll(all.length),
    answer: m.trash.empty,
  });
}

/** Asks first: there is no way back. */
function ask(
  app: App,
  hand: Hand,
  some: Some,
  ids: string[],
  words: Pick<Question, "title" | "says" | "answer">,
): void {
  app.overlays.dialog = {
    kind: "confirm",
    question: {
      ...words,
      run: async () => {
        const amount = await hand.takeAway(some, () => app.backend.emptyTrash(ids));
        app.toasts.show({ text: m.trash.gone(amount) });
        await hand.refresh();
      },
      // Only then is the focus back from the dialog, and lost where it was on what is gone.
      closed: () => {
        hand.closeGap();
      },
    },
  };
}

function idsOf(some: Some): string[] {
  return some.map(({ id }) => id);
}

function nameOf({ quote, title }: Trashed): string {
  return nameOfMark(quote, title);
}
