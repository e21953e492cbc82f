import { describe, expect, it } from "vitest";
import { stackCards, type Card } from "../src/reader/stack";

const cards = (...list: [string, number, number][]): Card[] =>
  list.map(([id, top, height]) => ({ id, top, height }));

function overlaps(list: Card[], places: Map<string, number>): boolean {
  const boxes = list
    .map(({ id, height }) => ({ top: places.get(id) ?? 0, height }))
    .sort((one, other) => one.top - other.top);
  return boxes.some(
    (box, index) =>
      index > 0 && box.top < (boxes[index - 1]?.top ?? 0) + (boxes[index - 1]?.height ?? 0),
  );
}

describe("cards in the margin", () => {
  it("stand at their passages where there is room", () => {
    expect([...stackCards(cards(["a", 10, 20], ["b", 100, 20]), null)]).toEqual([
      ["a", 10],
      ["b", 100],
    ]);
  });

  it("move down where they would lie over one another", () => {
    const list = cards(["a", 10, 50], ["b", 20, 50], ["c", 30, 50], ["d", 400, 10]);
    const places = stackCards(list, null);
    expect(overlaps(list, places)).toBe(false);
    expect(places.get("a")).toBe(10);
    expect(places.get("d")).toBe(400);
  });

  it("make way for the one in use", () => {
    const list = cards(["a", 100, 50], ["b", 110, 50], ["c", 120, 80]);
    const places = stackCards(list, "c");
    expect(places.get("c")).toBe(120);
    expect(overlaps(list, places)).toBe(false);
  });

  it("stand clear of what hangs into the margin", () => {
    const places = stackCards(cards(["a", 10, 40], ["b", 60, 40]), null, [{ top: 0, bottom: 90 }]);
    expect(places.get("a")).toBeGreaterThanOrEqual(90);
    expect(places.get("b")).toBeGreaterThanOrEqual((places.get("a") ?? 0) + 40);
  });
});
