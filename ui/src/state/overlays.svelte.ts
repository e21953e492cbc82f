import type { MediaAbout } from "../generated/MediaAbout";
import type { BackupPreview } from "../generated/BackupPreview";
import type { Color } from "../generated/Color";
import type { ImportReport } from "../generated/ImportReport";
import type { NotebookFilter } from "../generated/NotebookFilter";
import type { Preview } from "../generated/Preview";
import type { Restored } from "../generated/Restored";
import type { RecordingFailure } from "../reader/recordings";

export type Dialog =
  | { kind: "external"; url: string }
  | { kind: "shortcuts" }
  | { kind: "about" }
  | { kind: "colors" }
  | { kind: "report"; collection: string; title: string }
  | { kind: "picture"; picture: Picture }
  | { kind: "file"; address: string }
  | { kind: "unplayable"; failure: RecordingFailure }
  | { kind: "export"; filter: NotebookFilter; shown: number; ids: string[] }
  | { kind: "importing" }
  | { kind: "imported"; report: ImportReport }
  | { kind: "backup"; preview: BackupPreview }
  | { kind: "restored"; restored: Restored }
  | { kind: "confirm"; question: Question };

/** What cannot be taken back is asked once. */
export interface Question {
  title: string;
  says: string;
  /** What the button does, in a word. */
  answer: string;
  run: () => Promise<void>;
  /** Called when it was done and the dialog is gone. */
  closed?: () => void;
}

/** A picture of an article, to be looked at alone. */
export interface Picture {
  address: string;
  source: string;
  description: string;
  caption: string;
}

export interface MenuItem {
  label: string;
  run: () => void;
  /** As in the table of keys. */
  keys?: string;
  disabled?: boolean;
  danger?: boolean;
  /** A choice among others: whether it is the one chosen. */
  checked?: boolean;
  /** The colour that it is about. */
  swatch?: Color;
}

/** Groups of items, with a rule between them. */
export type MenuGroups = MenuItem[][];

export interface OpenMenu {
  label: string;
  groups: MenuGroups;
  x: number;
  y: number;
}

export type Bubble =
  | { kind: "preview"; preview: Preview; rect: DOMRect }
  | { kind: "file"; about: MediaAbout; rect: DOMRect }
  | { kind: "missing"; address: string; rect: DOMRect }
  | { kind: "reference"; nodes: Node[]; rect: DOMRect };

/** What lies over the page. One of each kind at a time; Escape closes the topmost. */
export class Overlays {
  dialog = $state.raw<Dialog | null>(null);
  menu = $state.raw<OpenMenu | null>(null);
  bubble = $state.raw<Bubble | null>(null);
  look = $state(false);
  /** The ways to search, in the place of what was found. */
  searchHelp = $state(false);
  findOpen = $state(false);
  /** Below 900 px the side panel lies over the page, and is closed at first. */
  drawer = $state(false);

  openMenu(event: MouseEvent, label: string, groups: MenuGroups): void {
    event.preventDefault();
    const { x, y } = pointOf(event);
    this.openMenuAt(x, y, label, groups);
  }

  openMenuAt(x: number, y: number, label: string, groups: MenuGroups): void {
    const filled = groups.filter((group) => group.length > 0);
    if (filled.length > 0) this.menu = { label, groups: filled, x, y };
  }

  /** Opens a menu under the button that was pressed. */
  openMenuBelow(button: Element, label: string, groups: MenuGroups): void {
    const rect = button.getBoundingClientRect();
    const rightToLeft = getComputedStyle(button).direction === "rtl";
    this.openMenuAt(rightToLeft ? rect.right : rect.left, rect.bottom + 4, label, groups);
  }
}

/** Where the event happened; opened by keyboard, that is where the focus is. */
function pointOf(event: MouseEvent): { x: number; y: number } {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const rect = (event.target as Element).getBoundingClientRect();
  return { x: rect.left + 8, y: rect.bottom };
}
