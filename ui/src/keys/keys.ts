/**
 * Every key of the window, in one table: what listens, what tooltips name and what the page of
 * shortcuts lists all read it. `Mod` is Ctrl, and ⌘ on a Mac.
 */

export type KeyGroup = "moving" | "finding" | "marking" | "looking" | "window";

interface Binding {
  group: KeyGroup;
  keys: readonly string[];
}

export const KEYS = {
  search: { group: "finding", keys: ["Mod+K", "/", "Mod+L"] },
  allResults: { group: "finding", keys: ["Mod+Enter"] },
  nextResult: { group: "finding", keys: ["J"] },
  previousResult: { group: "finding", keys: ["K"] },
  find: { group: "finding", keys: ["Mod+F"] },
  findNext: { group: "finding", keys: ["F3", "Mod+G"] },
  findPrevious: { group: "finding", keys: ["Shift+F3", "Mod+Shift+G"] },
  back: { group: "moving", keys: ["Alt+ArrowLeft", "Mod+["] },
  forward: { group: "moving", keys: ["Alt+ArrowRight", "Mod+]"] },
  home: { group: "moving", keys: ["Alt+Home"] },
  random: { group: "moving", keys: ["Alt+R"] },
  nextSection: { group: "moving", keys: ["Alt+ArrowDown"] },
  previousSection: { group: "moving", keys: ["Alt+ArrowUp"] },
  bookmarkPage: { group: "marking", keys: ["Mod+D"] },
  bookmarkSection: { group: "marking", keys: ["B"] },
  readLater: { group: "marking", keys: ["L"] },
  highlight: { group: "marking", keys: ["H"] },
  underline: { group: "marking", keys: ["U"] },
  note: { group: "marking", keys: ["N"] },
  color1: { group: "marking", keys: ["1"] },
  color2: { group: "marking", keys: ["2"] },
  color3: { group: "marking", keys: ["3"] },
  color4: { group: "marking", keys: ["4"] },
  color5: { group: "marking", keys: ["5"] },
  nextMark: { group: "marking", keys: ["]"] },
  previousMark: { group: "marking", keys: ["["] },
  notebook: { group: "marking", keys: ["Mod+Shift+N"] },
  selectAll: { group: "marking", keys: ["Mod+A"] },
  selectMark: { group: "marking", keys: ["X"] },
  deleteMarks: { group: "marking", keys: ["Delete"] },
  copyCitation: { group: "marking", keys: ["Mod+Shift+C"] },
  undo: { group: "marking", keys: ["Mod+Z"] },
  redo: { group: "marking", keys: ["Mod+Shift+Z", "Mod+Y"] },
  study: { group: "marking", keys: ["Alt+S"] },
  panel: { group: "looking", keys: ["Mod+B"] },
  contents: { group: "looking", keys: ["Alt+1"] },
  bookmarks: { group: "looking", keys: ["Alt+2"] },
  notes: { group: "looking", keys: ["Alt+3"] },
  history: { group: "looking", keys: ["Alt+4"] },
  collections: { group: "looking", keys: ["Alt+5"] },
  larger: { group: "looking", keys: ["Mod++", "Mod+="] },
  smaller: { group: "looking", keys: ["Mod+-"] },
  usualSize: { group: "looking", keys: ["Mod+0"] },
  theme: { group: "looking", keys: ["Alt+T"] },
  fullscreen: { group: "window", keys: ["F11"] },
  print: { group: "window", keys: ["Mod+P"] },
  shortcuts: { group: "window", keys: ["?", "F1"] },
  close: { group: "window", keys: ["Escape"] },
  quit: { group: "window", keys: ["Mod+Q"] },
} as const satisfies Record<string, Binding>;

export type KeyAction = keyof typeof KEYS;

export const KEY_ACTIONS = Object.keys(KEYS) as KeyAction[];

export const isMac = /mac/iu.test(navigator.platform);

const NAMES: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

const MAC_NAMES: Record<string, string> = { Mod: "⌘", Alt: "⌥", Shift: "⇧", Ctrl: "⌃" };

/** The keys of an action as they are written on this system: `Ctrl+Shift+C`, `⇧⌘C`. */
export function keyName(keys: string, mac = isMac): string {
  const parts = splitKeys(keys).map((part) => NAMES[part] ?? part);
  if (!mac) return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join("+");
  return parts.map((part) => MAC_NAMES[part] ?? part).join("");
}

/** The first of an action's keys, for tooltips and menus. */
export function keyOf(action: KeyAction, mac = isMac): string {
  return keyName(KEYS[action].keys[0], mac);
}

/** The keys in the form that `aria-keyshortcuts` wants. */
export function ariaKeys(action: KeyAction, mac = isMac): string {
  const control = mac ? "Meta" : "Control";
  return KEYS[action].keys
    .map((keys) => splitKeys(keys).map((part) => (part === "Mod" ? control : part)))
    .map((parts) => parts.map((part) => (part === "+" ? "Plus" : part)).join("+"))
    .join(" ");
}

export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Which action a key press means. */
export function actionOf(press: Press, mac = isMac): KeyAction | null {
  const pressed = new Set(formsOf(press, mac));
  return KEY_ACTIONS.find((action) => KEYS[action].keys.some((keys) => pressed.has(keys))) ?? null;
}

/** Whether a key press types text where text can be typed. */
export function isTyping(press: Press, mac = isMac): boolean {
  if (press.ctrlKey || press.metaKey) return false;
  if (press.altKey) return mac;
  return press.key.length === 1;
}

/** All ways to write a key press: by its character, and by its place on other layouts. */
function formsOf(press: Press, mac: boolean): string[] {
  const mod = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (other) return [];
  const letter = /^(?:Key|Digit)(.)$/u.exec(press.code)?.[1];
  const modified = mod || press.altKey;
  // Beside a modifier, or on a layout of another script, the place of the key is what is meant.
  const latin = press.key.length > 1 || press.key.charCodeAt(0) < 128;
  const byPlace = letter !== undefined && (press.altKey || !latin) ? letter : null;
  const key = byPlace ?? (press.key.length === 1 ? press.key.toUpperCase() : press.key);
  const prefix = `${mod ? "Mod+" : ""}${press.altKey ? "Alt+" : ""}`;
  // Characters such as `?` and `+` need Shift on many layouts: there it says nothing.
  const speaks = press.shiftKey && (modified || key.length > 1) && !/^[^\p{L}\p{N}]$/u.test(key);
  return [`${prefix}${speaks ? "Shift+" : ""}${key}`];
}

function splitKeys(keys: string): string[] {
  if (keys.length > 1 && keys.endsWith("++")) return [...keys.slice(0, -2).split("+"), "+"];
  return keys.length === 1 ? [keys] : keys.split("+");
}
