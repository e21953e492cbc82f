import { mount, unmount } from "svelte";
import { describe, expect, it } from "vitest";
import CodeText from "../src/chrome/CodeText.svelte";
import { namedWhereCut } from "../src/chrome/cut";

describe("messages with names in them", () => {
  const shown = async (text: string) => {
    const target = document.createElement("p");
    const part = mount(CodeText, { target, props: { text } });
    const codes = [...target.querySelectorAll("code")].map((code) => code.textContent);
    const { textContent } = target;
    await unmount(part);
    return { codes, textContent };
  };

  it("show names apart, without the backticks", async () => {
    const { codes, textContent } = await shown("`a/b.zim` is not `c`, <b>is</b> it");
    expect(codes).toEqual(["a/b.zim", "c"]);
    expect(textContent).toBe("a/b.zim is not c, <b>is</b> it");
  });

  it("leave a backtick that has no partner", async () => {
    expect(await shown("5 ` 6")).toEqual({ codes: [], textContent: "5 ` 6" });
  });
});

describe("titles in a line", () => {
  it("are named in a tooltip only where they are cut", () => {
    const line = document.createElement("span");
    let width = 200;
    Object.defineProperty(line, "scrollWidth", { get: () => width });
    Object.defineProperty(line, "clientWidth", { get: () => 100 });
    const stop = namedWhereCut(() => "A long title")(line);
    line.dispatchEvent(new Event("pointerenter"));
    expect(line.title).toBe("A long title");
    width = 100;
    line.dispatchEvent(new Event("pointerenter"));
    expect(line.hasAttribute("title")).toBe(false);
    stop();
  });
});
