import { describe, expect, it } from "vitest";
import { ACTIONS } from "../src/keys/actions";
import {
  actionOf,
  ariaKeys,
  isTyping,
  KEY_ACTIONS,
  keyName,
  KEYS,
  type Press,
} from "../src/keys/keys";
import { m } from "../src/messages";

function press(key: string, more: Partial<Press> = {}): Press {
  return {
    key,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...more,
  };
}

describe("keys", () => {
  it("each do something and are listed on the page of shortcuts", () => {
    for (const action of KEY_ACTIONS) {
      expect(ACTIONS[action]).toBeTypeOf("function");
      expect(m.shortcuts.actions[action]).not.toBe("");
      expect(m.shortcuts.groups[KEYS[action].group]).not.toBe("");
    }
    expect(Object.keys(m.shortcuts.actions).sort()).toEqual([...KEY_ACTIONS].sort());
  });

  it("are never used twice", () => {
    const all = KEY_ACTIONS.flatMap((action) => [...KEYS[action].keys]);
    expect(new Set(all).size).toBe(all.length);
  });

  it("are understood as they are pressed", () => {
    expect(actionOf(press("k", { ctrlKey: true }), false)).toBe("search");
    expect(actionOf(press("K", { ctrlKey: true, shiftKey: true }), false)).toBeNull();
    expect(actionOf(press("G", { ctrlKey: true, shiftKey: true }), false)).toBe("findPrevious");
    expect(actionOf(press("?", { shiftKey: true }), false)).toBe("shortcuts");
    expect(actionOf(press("/", { shiftKey: true }), false)).toBe("search");
    expect(actionOf(press("h"), false)).toBe("highlight");
    expect(actionOf(press("H", { shiftKey: true }), false)).toBe("highlight");
    expect(actionOf(press("+", { ctrlKey: true, shiftKey: true }), false)).toBe("larger");
    expect(actionOf(press("F3", { shiftKey: true }), false)).toBe("findPrevious");
    expect(actionOf(press("ArrowLeft", { altKey: true }), false)).toBe("back");
    expect(actionOf(press("ArrowLeft"), false)).toBeNull();
    expect(actionOf(press("[", { altKey: true, ctrlKey: true }), false)).toBeNull();
  });

  it("are the same on another layout and script", () => {
    const cyrillic = press("л", { code: "KeyK", ctrlKey: true });
    expect(actionOf(cyrillic, false)).toBe("search");
    expect(actionOf(press("р", { code: "KeyH" }), false)).toBe("highlight");
  });

  it("are ⌘ on a Mac, where Alt types characters", () => {
    expect(actionOf(press("k", { metaKey: true }), true)).toBe("search");
    expect(actionOf(press("k", { ctrlKey: true }), true)).toBeNull();
    expect(actionOf(press("®", { altKey: true, code: "KeyR" }), true)).toBe("random");
    expect(actionOf(press("[", { metaKey: true }), true)).toBe("back");
    expect(keyName("Mod+Shift+C", true)).toBe("⌘⇧C");
    expect(keyName("Mod+Shift+C", false)).toBe("Ctrl+Shift+C");
    expect(keyName("Mod++", false)).toBe("Ctrl++");
    expect(ariaKeys("larger", false)).toBe("Control+Plus Control+=");
  });

  it("that type text are left to fields", () => {
    expect(isTyping(press("h"), false)).toBe(true);
    expect(isTyping(press("/"), false)).toBe(true);
    expect(isTyping(press("k", { ctrlKey: true }), false)).toBe(false);
    expect(isTyping(press("Escape"), false)).toBe(false);
  });
});
