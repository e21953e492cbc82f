import type { Color } from "../generated/Color";
import type { ColorNames } from "../generated/ColorNames";
import { m } from "../messages";

/** What the person calls a colour; its own name where they call it nothing else. */
export function colorName(names: ColorNames, color: Color): string {
  return names[color].trim() || m.colors[color];
}
