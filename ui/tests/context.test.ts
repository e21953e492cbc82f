import { describe, expect, it } from "vitest";
import { wordsBefore, wordsBehind } from "../src/state/context";

describe("the words around a mark", () => {
  it("are whole, with dots where there were more", () => {
    expect(wordsBefore("ecutive body of the ")).toBe("… body of the ");
    expect(wordsBehind(", and is led by the Regiona")).toBe(", and is led by the …");
  });

  it("are those of the mark's own line", () => {
    expect(wordsBefore("The heading\nIt has ")).toBe("It has ");
    expect(wordsBehind(" in Beijing.\nThe next")).toBe(" in Beijing.");
  });

  it("stay as they are where nothing of them could be left out", () => {
    expect(wordsBefore("")).toBe("");
    expect(wordsBehind(".")).toBe(".");
    expect(wordsBefore("上海合作组织")).toBe("上海合作组织");
  });
});
