import { describe, expect, it } from "vitest";
import { glanceOf } from "../src/reader/glance";

function paragraphs(...lengths: number[]): ChildNode[] {
  return lengths.map((length) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = "x".repeat(length);
    return paragraph;
  });
}

describe("a first glance at an article", () => {
  it("is as much from the beginning as the view holds", () => {
    const nodes = paragraphs(400, 400, 400, 400, 400, 400);
    expect(glanceOf(nodes, 0, 900)).toEqual({ from: 0, to: 3, start: 0 });
    expect(glanceOf(nodes, 0, 800)).toEqual({ from: 0, to: 2, start: 0 });
  });

  it("begins with the block that a place is in", () => {
    const nodes = paragraphs(400, 400, 400, 400, 400, 400);
    expect(glanceOf(nodes, 399, 300)).toEqual({ from: 0, to: 2, start: 0 });
    expect(glanceOf(nodes, 400, 300)).toEqual({ from: 1, to: 2, start: 400 });
    expect(glanceOf(nodes, 2399, 900)).toEqual({ from: 5, to: 6, start: 2000 });
  });

  it("counts the words of nested blocks and what stands between blocks", () => {
    const list = document.createElement("ul");
    list.innerHTML = `<li>${"x".repeat(300)}</li><li>${"x".repeat(300)}</li>`;
    const nodes = [list, document.createTextNode("\n"), ...paragraphs(700, 700)];
    expect(glanceOf(nodes, 601, 100)).toEqual({ from: 2, to: 3, start: 601 });
  });

  it("is not taken where little would be left", () => {
    expect(glanceOf(paragraphs(400, 400, 400), 0, 900)).toBeNull();
    expect(glanceOf(paragraphs(400, 400, 400), 0, 300)).toEqual({ from: 0, to: 1, start: 0 });
    expect(glanceOf(paragraphs(400, 400, 400), 0, 5000)).toBeNull();
    expect(glanceOf([], 0, 900)).toBeNull();
    expect(glanceOf(paragraphs(0, 0), 7, 1)).toBeNull();
  });
});
