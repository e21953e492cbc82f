import type { ErrorCode } from "../../generated/ErrorCode";
import type { ErrorView } from "../../generated/ErrorView";

export function failure(code: ErrorCode, message: string, hint: string | null = null): ErrorView {
  return { code, message, hint };
}
