import type { MediaKind } from "../generated/MediaKind";
import type { RecordingKind } from "../reader/recordings";
import { bytes } from "./format";

/** The texts about pictures, sounds, films and other files, in English. */
export const mediaTexts = {
  media: {
    play: {
      film: (name: string) => `Play the film ${name}`,
      sound: (name: string) => `Play the sound ${name}`,
    } satisfies Record<RecordingKind, (name: string) => string>,
    loading: (name: string, percent: number) =>
      `Loading ${name}, ${String(percent)} percent. Press to stop`,
    pauseSound: (name: string) => `Pause the sound ${name}`,
    film: (name: string) => `Film ${name}`,
    playIt: "Play",
    pause: "Pause",
    stopLoading: "Stop loading",
    kind: "Kind",
    size: "Size",
    kinds: {
      picture: "Picture",
      sound: "Sound",
      film: "Film",
      file: "File",
    } satisfies Record<MediaKind, string>,
    /** Kinds of document that people have a name for. */
    documents: {
      "application/pdf": "PDF document",
      "application/epub+zip": "EPUB book",
    } as Record<string, string>,
    amount: (amount: number) => bytes(amount),
    save: "Save a copy…",
    saved: "Saved",
    close: "Close",
  },

  unplayable: {
    title: {
      film: "This film cannot be played here",
      sound: "This sound cannot be played here",
    } satisfies Record<RecordingKind, string>,
    large: (amount: number) =>
      `It is too large for that (${bytes(amount)}). A copy can be opened with another program.`,
    undecoded: (mime: string) =>
      `Your system has no decoder for it (${mime}). A copy can be opened with another program.`,
  },
};
