import type { Theme } from "../generated/Theme";

export const THEMES: readonly Theme[] = ["system", "light", "sepia", "dark"];

/** Red, green and blue of a colour as the engine says it; null where one can see through it. */
export function rgbOf(color: string): [number, number, number] | null {
  const [, red, green, blue] = /^rgb\((\d+), (\d+), (\d+)\)$/u.exec(color) ?? [];
  return blue === undefined ? null : [Number(red), Number(green), Number(blue)];
}
