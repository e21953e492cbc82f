/** Where a card would like to be, and how high it is. */
export interface Card {
  id: string;
  top: number;
  height: number;
}

/** A stretch of the margin. */
export interface Stretch {
  top: number;
  bottom: number;
}

/** Space between two cards. */
const GAP = 8;

/**
 * Places cards beside their passages so that none overlaps another or an obstacle. Each stands as
 * near below its wish as it can; the one in use stands at its wish, and those before it make way.
 */
export function stackCards(
  cards: readonly Card[],
  inUse: string | null,
  obstacles: readonly Stretch[] = [],
): Map<string, number> {
  const order = [...cards].sort((one, other) => one.top - other.top);
  const places = new Map<string, number>();
  let free = Number.NEGATIVE_INFINITY;
  for (const card of order) {
    const wish = card.id === inUse ? card.top : Math.max(card.top, free);
    const top = clear(Math.max(0, wish), card.height, obstacles);
    places.set(card.id, top);
    free = Math.max(free, top + card.height + GAP);
    if (card.id === inUse) free = top + card.height + GAP;
  }
  makeWay(order, inUse, places);
  return places;
}

/** Moves the cards before the one in use up, as far as they would lie under it. */
function makeWay(order: readonly Card[], inUse: string | null, places: Map<string, number>): void {
  const at = order.findIndex((card) => card.id === inUse);
  let limit = places.get(inUse ?? "") ?? Number.POSITIVE_INFINITY;
  for (let index = at - 1; index >= 0; index -= 1) {
    const card = order[index];
    if (!card) return;
    const top = places.get(card.id) ?? 0;
    if (top + card.height + GAP <= limit) return;
    const moved: number = limit - GAP - card.height;
    places.set(card.id, moved);
    limit = moved;
  }
}

/** The first place at or below `top` where nothing is in the way. */
function clear(top: number, height: number, obstacles: readonly Stretch[]): number {
  let place = top;
  for (const obstacle of [...obstacles].sort((one, other) => one.top - other.top)) {
    if (place + height + GAP > obstacle.top && place < obstacle.bottom + GAP) {
      place = obstacle.bottom + GAP;
    }
  }
  return place;
}
