import { describe, expect, it } from "vitest";
import { PAGES } from "../src/backend/demo/pages";
import { elementOfFragment, mountArticle, type PageContent } from "../src/reader/article-view";
import { targetOf } from "../src/reader/links";
import { pageWith } from "./helpers";

function mounted(content: Partial<PageContent>): HTMLElement {
  const page = pageWith("");
  mountArticle(
    page,
    {
      html: "",
      address: "pandect://demo/a",
      collection: "demo",
      language: "en",
      direction: "ltr",
      missing: [],
      files: [],
      ...content,
    },
    (address) => `media:${address}`,
  );
  return page;
}

const classes = (page: HTMLElement, selector: string) => [
  ...(page.querySelector(selector)?.classList ?? []),
];

describe("showing an article", () => {
  it("shows the core's text and nothing else", () => {
    for (const demo of PAGES) {
      const page = mounted({ html: demo.html, language: demo.language, direction: demo.direction });
      expect(page.textContent).toBe(demo.text);
      expect(page.lang).toBe(demo.language);
      expect(page.dir).toBe(demo.direction);
    }
  });

  it("tells links apart", () => {
    const page = mounted({
      html: `<a id="in" href="pandect://demo/b">b</a><a id="not" href="pandect://demo/c#x">c</a>
        <a id="other" href="pandect://atlas/d">d</a><a id="out" href="https://example.org/">e</a>
        <a id="here" href="#s-x">f</a>`,
      missing: ["pandect://demo/c#x"],
    });
    expect(classes(page, "#in")).toEqual([]);
    expect(classes(page, "#not")).toEqual(["missing"]);
    expect(classes(page, "#other")).toEqual(["elsewhere"]);
    expect(classes(page, "#out")).toEqual(["external"]);
    expect(classes(page, "#here")).toEqual([]);
  });

  it("marks files as such, and never as missing", () => {
    const page = mounted({
      html: `<a id="pdf" href="pandect://demo/b.pdf">b</a><a id="page" href="pandect://demo/b.pdf#page=2">c</a>
        <a id="in" href="pandect://demo/b">d</a>`,
      files: ["pandect://demo/b.pdf"],
      missing: ["pandect://demo/b.pdf"],
    });
    expect(classes(page, "#pdf")).toEqual(["file"]);
    expect(classes(page, "#page")).toEqual(["file"]);
    expect(classes(page, "#in")).toEqual([]);
    const link = page.querySelector("#pdf");
    expect(link && targetOf(link)).toEqual({ kind: "file", address: "pandect://demo/b.pdf" });
  });

  it("loads pictures by address alone", () => {
    const page = mounted({
      html: `<img id="a" data-media="pandect://demo/x.png"><img id="b" data-media="https://a.example/b.png">`,
    });
    expect(page.querySelector("#a")?.getAttribute("src")).toBe("media:pandect://demo/x.png");
    expect(page.querySelector("#b")?.getAttribute("src")).toBeNull();
  });

  it("makes reachable by Tab what scrolls", () => {
    const row = (cells: number) =>
      `<table><tbody><tr>${"<td>x</td>".repeat(cells)}</tr></tbody></table>`;
    const page = mounted({ html: `<pre>code</pre>${row(2)}${row(7)}` });
    expect([...page.children].map((child) => child.getAttribute("tabindex"))).toEqual([
      "0",
      null,
      "0",
    ]);
  });

  it("finds what a fragment names", () => {
    const page = mounted({ html: `<h2 id="s-a.b">A</h2><p id="note-1">n</p>` });
    expect(elementOfFragment(page, "a.b")?.tagName).toBe("H2");
    expect(elementOfFragment(page, "note-1")?.tagName).toBe("P");
    expect(elementOfFragment(page, `"]`)).toBeNull();
  });
});

describe("targets of links", () => {
  const target = (href: string) => {
    const link = document.createElement("a");
    link.setAttribute("href", href);
    return targetOf(link);
  };

  it("are addresses, fragments and three kinds of URL, and nothing else", () => {
    expect(target("pandect://demo/b#c")).toEqual({ kind: "inside", address: "pandect://demo/b#c" });
    expect(target("#s-%C3%A9")).toEqual({ kind: "fragment", fragment: "s-é" });
    expect(target("#%E0%A4%A")).toEqual({ kind: "fragment", fragment: "%E0%A4%A" });
    expect(target("https://a.example/")?.kind).toBe("external");
    expect(target("mailto:a@a.example")?.kind).toBe("external");
    for (const href of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "x", ""]) {
      expect(target(href)).toBeNull();
    }
  });
});
