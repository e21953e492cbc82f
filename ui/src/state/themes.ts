import type { Theme } from "../generated/Theme";

export const THEMES: readonly Theme[] = ["system", "light", "sepia", "dark"];
