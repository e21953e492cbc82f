import { describe, expect, it } from "vitest";
import { Trail } from "../src/state/trail.svelte";

describe("trail", () => {
  it("begins on the front page", () => {
    const trail = new Trail();
    expect(trail.addresses).toEqual([""]);
    expect(trail.move(-1)).toBe(false);
    expect(trail.move(1)).toBe(false);
  });

  it("goes back and forward, and forgets what lay ahead", () => {
    const trail = new Trail();
    trail.visit("a");
    trail.visit("b");
    trail.visit("b");
    expect(trail.addresses).toEqual(["", "a", "b"]);
    expect(trail.move(-1)).toBe(true);
    expect([trail.before, trail.address, trail.after]).toEqual(["", "a", "b"]);
    trail.visit("c");
    expect(trail.addresses).toEqual(["", "a", "c"]);
    expect(trail.after).toBeNull();
  });

  it("keeps the place on each page", () => {
    const trail = new Trail();
    trail.visit("a");
    trail.keep({ position: 7, offset: 3, read: 0 });
    trail.visit("b");
    expect(trail.place).toBeNull();
    trail.move(-1);
    expect(trail.place).toEqual({ position: 7, offset: 3, read: 0 });
    trail.rename("a-really");
    expect(trail.address).toBe("a-really");
    expect(trail.place).toEqual({ position: 7, offset: 3, read: 0 });
  });

  it("holds fifty pages at most", () => {
    const trail = new Trail();
    for (let index = 0; index < 120; index += 1) trail.visit(String(index));
    expect(trail.addresses.length).toBe(50);
    expect(trail.address).toBe("119");
    expect(trail.current).toBe(49);
  });

  it("is restored, even from what makes no sense", () => {
    const trail = new Trail();
    trail.restore(["a", "b", "c"], 1, { position: 4, offset: 0, read: 0 });
    expect([trail.address, trail.after, trail.place?.position]).toEqual(["b", "c", 4]);
    trail.restore(["a"], 9, null);
    expect(trail.address).toBe("a");
    trail.restore([], 0, null);
    expect(trail.address).toBe("a");
    trail.restore(
      Array.from({ length: 60 }, (_, index) => String(index)),
      59,
      null,
    );
    expect(trail.address).toBe("59");
  });
});
