import type { ErrorCode } from "../generated/ErrorCode";
import type { ErrorView } from "../generated/ErrorView";
import { m } from "../messages";

/** Whatever a call rejected with, as an error that can be shown. */
export function errorOf(reason: unknown): ErrorView {
  if (isErrorView(reason)) return reason;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: "internal", message: message || m.errors.unknown, hint: null };
}

export function isCode(reason: unknown, code: ErrorCode): boolean {
  return isErrorView(reason) && reason.code === code;
}

/** The message as a sentence of its own. */
export function sentence(error: ErrorView): string {
  const text = error.message.charAt(0).toLocaleUpperCase() + error.message.slice(1);
  return /[.!?…]$/u.test(text) ? text : `${text}.`;
}

function isErrorView(reason: unknown): reason is ErrorView {
  return typeof reason === "object" && reason !== null && "code" in reason && "message" in reason;
}
