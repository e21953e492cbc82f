import { beforeEach, describe, expect, it } from "vitest";
import { foldOf, unfold } from "../src/reader/folds";
import type { App } from "../src/state/app.svelte";
import { pageWith, settle } from "./helpers";
import { eachInWindow } from "./shown";

const FOG = "pandect://demo/fog-signal";

describe("folded parts", () => {
  const nested = () =>
    pageWith(
      `<details id="a"><summary id="sa">A</summary><details id="b"><summary id="sb">B</summary><p id="p">words</p></details></details><p id="q">other</p>`,
    );
  const get = (id: string) => {
    const found = document.getElementById(id);
    if (!found) throw new Error(`no ${id}`);
    return found;
  };

  it("hide what is in them, but not their summary", () => {
    nested();
    expect(foldOf(get("p"))?.id).toBe("a");
    expect(foldOf(get("sb"))?.id).toBe("a");
    expect(foldOf(get("sa"))).toBeNull();
    expect(foldOf(get("sa").childNodes[0] ?? get("p"))).toBeNull();
    expect(foldOf(get("q"))).toBeNull();
    get("a").setAttribute("open", "");
    expect(foldOf(get("p"))?.id).toBe("b");
    expect(foldOf(get("sb"))).toBeNull();
  });

  it("are opened as far as is needed", () => {
    const page = nested();
    unfold(get("sb"));
    expect([...page.querySelectorAll("details[open]")].map(({ id }) => id)).toEqual(["a"]);
    unfold(get("p"));
    expect(page.querySelectorAll("details[open]")).toHaveLength(2);
  });
});

describe("going to what is folded away", () => {
  const at = eachInWindow();
  let app: App;
  const page = () => document.getElementById("page") ?? document.body;
  const closed = () => page().querySelectorAll("details:not([open])").length;
  const opened = () =>
    [...page().querySelectorAll("details[open] > summary")].map((summary) => summary.textContent);

  beforeEach(async () => {
    ({ app } = at);
    await app.open(FOG);
    await settle();
    expect(closed()).toBe(3);
  });

  it("opens it for a section", async () => {
    await app.open(`${FOG}#making`);
    expect(opened()).toEqual(["How the horns were made"]);
  });

  it("opens it for a fragment that is no section", () => {
    app.links.follow({ kind: "fragment", fragment: "c-turned" });
    expect(opened()).toEqual(["How the horns were made"]);
  });

  it("opens it for what is found in the page, and adds no node", () => {
    const text = page().textContent;
    const nodes = page().querySelectorAll("*").length;
    app.find.start("okhotsk");
    expect(opened()).toEqual(["Sea fog by coast"]);
    expect(page().textContent).toBe(text);
    expect(page().querySelectorAll("*")).toHaveLength(nodes);
  });

  it("opens it for a hit of a search", async () => {
    await app.open(FOG, { kind: "hits", query: "diaphone explosive" });
    await settle();
    expect(opened()).toEqual([]);
    app.page.showHit((app.page.hits?.passages.length ?? 0) - 1);
    expect(opened()).toEqual(["Aids to navigation"]);
  });

  it("opens it for a passage that was marked", async () => {
    const start = page().textContent.indexOf("Cast bronze");
    await app.open(FOG, { kind: "passage", passage: { start, end: start + 4 } });
    expect(opened()).toEqual(["How the horns were made"]);
  });

  it("leaves it closed for its summary", () => {
    app.find.start("sea fog");
    expect(app.find.found).toHaveLength(1);
    expect(closed()).toBe(3);
  });
});
