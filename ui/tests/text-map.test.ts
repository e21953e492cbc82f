import { describe, expect, it } from "vitest";
import { TextMap } from "../src/reader/text-map";
import { pageWith } from "./helpers";

const HTML = `<p>One <b>bold <i>and</i></b> word.</p>
<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>
<p></p><p>שלום 👩‍🚀 end</p>`;

describe("text map", () => {
  it("has the text content of its root", () => {
    const page = pageWith(HTML);
    expect(new TextMap(page).text).toBe(page.textContent);
  });

  it("gives for every stretch a range over just those characters, and back", () => {
    const map = new TextMap(pageWith(HTML));
    for (let start = 0; start < map.length; start += 1) {
      for (let end = start + 1; end <= map.length; end += 1) {
        const range = map.rangeOf(start, end);
        expect(range.toString()).toBe(map.text.slice(start, end));
        expect(map.positionOf(range.startContainer, range.startOffset)).toBe(start);
        expect(map.positionOf(range.endContainer, range.endOffset)).toBe(end);
      }
    }
  });

  it("measures with one range, and gives ranges that no change of the document has to follow", () => {
    const map = new TextMap(pageWith(HTML));
    const ruler = map.rulerOver(0, 3);
    expect(ruler.toString()).toBe("One");
    expect(map.rulerOver(4, 8)).toBe(ruler);
    expect(ruler.toString()).toBe("bold");
    const { startContainer, startOffset, endOffset } = map.staticRangeOf(4, 8);
    expect(startContainer).toBe(ruler.startContainer);
    expect([startOffset, endOffset]).toEqual([0, 4]);
    expect(map.staticRangeOf(4, 8)).not.toBeInstanceOf(Range);
  });

  it("counts boundary points in elements like a range does", () => {
    const page = pageWith(HTML);
    const map = new TextMap(page);
    for (const element of [page, ...page.querySelectorAll("*")]) {
      for (let offset = 0; offset <= element.childNodes.length; offset += 1) {
        const before = document.createRange();
        before.setStart(page, 0);
        before.setEnd(element, offset);
        expect(map.positionOf(element, offset)).toBe(before.toString().length);
      }
    }
  });

  it("cuts a selection at the article's edges and trims white space", () => {
    const page = pageWith("<p> First </p><p>last.</p>");
    const outside = document.createElement("p");
    outside.textContent = "outside";
    document.body.append(outside);
    const map = new TextMap(page);
    const range = document.createRange();
    range.setStart(page.firstElementChild?.firstChild as Text, 0);
    range.setEnd(outside.firstChild as Text, 3);
    expect(map.passageOf(range)).toEqual({ start: 1, end: map.length });
    range.selectNodeContents(outside);
    expect(map.passageOf(range)).toBeNull();
  });

  it("finds no passage in white space alone", () => {
    const page = pageWith("<p>a</p>\n \n<p>b</p>");
    const map = new TextMap(page);
    expect(map.passageOf(map.rangeOf(1, 4))).toBeNull();
  });

  it("splits a passage into the text nodes that it touches", () => {
    const map = new TextMap(pageWith("<p>ab<b>cd</b>ef</p>"));
    const parts = [...map.segments({ start: 1, end: 5 })];
    expect(parts.map(({ node, start, end }) => [node.data, start, end])).toEqual([
      ["ab", 1, 2],
      ["cd", 2, 4],
      ["ef", 4, 5],
    ]);
  });

  it("holds for an empty article", () => {
    const map = new TextMap(pageWith(""));
    expect(map.length).toBe(0);
    expect(map.rangeOf(0, 0).toString()).toBe("");
    expect([...map.segments({ start: 0, end: 1 })]).toEqual([]);
  });
});
