/** What a file is, as people call it. */
import type { MediaAbout } from "../generated/MediaAbout";
import { m } from "../messages";

export function kindOf({ kind, mime }: MediaAbout): string {
  if (kind !== "file") return m.media.kinds[kind];
  return m.media.documents[mime] ?? (mime || m.media.kinds.file);
}
