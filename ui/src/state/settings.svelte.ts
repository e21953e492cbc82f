import type { Backend } from "../backend/backend";
import type { Settings } from "../generated/Settings";

export const TEXT_SIZE = { least: 14, most: 28, usual: 18 } as const;
/** Megabytes that making an index may take. */
export const INDEX_MEMORY = [64, 128, 256, 512] as const;
export const PANEL_WIDTH = { least: 200, most: 480, usual: 272 } as const;

/** Changes that follow one another this fast are saved together. */
const REST = 200;

export const DEFAULT_SETTINGS: Settings = {
  theme: "system",
  face: "literata",
  textSize: TEXT_SIZE.usual,
  measure: "middle",
  panelOpen: true,
  panel: "contents",
  panelWidth: PANEL_WIDTH.usual,
  color: "amber",
  style: "highlight",
  colorNames: { amber: "", green: "", blue: "", rose: "", violet: "" },
  keepHistory: true,
  recentSearches: [],
  indexMemory: INDEX_MEMORY[0],
};

/** What the person chose; every change is shown at once and saved when it rests. */
export class SettingsState {
  value = $state.raw<Settings>(DEFAULT_SETTINGS);
  readonly #backend: Backend;
  readonly #failed: (reason: unknown) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsaved = false;

  constructor(backend: Backend, failed: (reason: unknown) => void) {
    this.#backend = backend;
    this.#failed = failed;
  }

  /** Rejects where the library cannot be opened at all. */
  async load(): Promise<void> {
    this.value = { ...DEFAULT_SETTINGS, ...(await this.#backend.settings()) };
  }

  change(change: Partial<Settings>): void {
    this.value = { ...this.value, ...change };
    this.#unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.flush();
    }, REST);
  }

  resizeText(by: number): void {
    const size = by === 0 ? TEXT_SIZE.usual : this.value.textSize + by;
    this.change({ textSize: within(size, TEXT_SIZE) });
  }

  resizePanel(width: number): void {
    this.change({ panelWidth: Math.round(within(width, PANEL_WIDTH)) });
  }

  /** Saves what is not saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.#unsaved) return;
    this.#unsaved = false;
    await this.#backend.saveSettings(this.value).catch(this.#failed);
  }
}

function within(value: number, limits: { least: number; most: number }): number {
  return Math.min(limits.most, Math.max(limits.least, value));
}
