import { en } from "./en";

/** The catalogue in use. Another language is another object of the same shape. */
export type Messages = typeof en;
export const m: Messages = en;
