/** Pictures, recordings and other files of the demo, read in parts as the core hands them out. */
import { articleOf, fileNameOf } from "../../address";
import type { MediaAbout } from "../../generated/MediaAbout";
import type { MediaKind } from "../../generated/MediaKind";
import { failure } from "./failure";

const PLACE = "pandect://demo/media/";

export const FOGHORN = `${PLACE}Foghorn.wav`;
/** Its bytes are no film: every player fails on them. */
export const FILM = `${PLACE}Beam%20in%20the%20fog.mp4`;
export const LONG_FILM = `${PLACE}A_night_on_the_rock.webm`;
export const LIGHT_LIST = `${PLACE}List%20of%20lights.pdf`;

interface DemoFile {
  mime: string;
  kind: MediaKind;
  content: Uint8Array<ArrayBuffer>;
  /** Where more is told of than is there. */
  bytes?: number;
}

export class DemoMedia {
  /** The most bytes of a part. */
  part = 2_000_000;
  /** Whether the person chooses a place for a copy. */
  chooses = true;
  /** Lets a test, or a person who looks, hold the parts back. */
  wait: () => Promise<void> = () => Promise.resolve();
  readonly files = new Map<string, DemoFile>([
    [`${PLACE}tower.svg`, { mime: "image/svg+xml", kind: "picture", content: counted(900) }],
    [FOGHORN, { mime: "audio/wav", kind: "sound", content: foghorn() }],
    [FILM, { mime: "video/mp4", kind: "film", content: counted(5_000) }],
    [LONG_FILM, { mime: "video/webm", kind: "film", content: counted(10), bytes: 1_200_000_000 }],
    [LIGHT_LIST, { mime: "application/pdf", kind: "file", content: counted(48_230) }],
  ]);

  about(address: string): MediaAbout {
    const { mime, kind, content, bytes } = this.#find(address);
    const name = fileNameOf(address);
    return { address, name, mime, kind, bytes: bytes ?? content.byteLength };
  }

  async read(address: string, offset: number): Promise<ArrayBuffer> {
    await this.wait();
    return this.#find(address).content.slice(offset, offset + this.part).buffer;
  }

  save(address: string): boolean {
    this.#find(address);
    return this.chooses;
  }

  #find(address: string): DemoFile {
    const file = this.files.get(articleOf(address));
    if (!file) throw failure("article-missing", "the library has no such file");
    return file;
  }
}

function counted(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, index) => index % 251);
}

/** One low tone of a second, as an uncompressed sound of 8,000 bytes. */
function foghorn(): Uint8Array<ArrayBuffer> {
  const rate = 8_000;
  const sound = new Uint8Array(44 + rate);
  const view = new DataView(sound.buffer);
  const write = (at: number, text: string) => {
    sound.set(new TextEncoder().encode(text), at);
  };
  write(0, "RIFF");
  view.setUint32(4, 36 + rate, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, "data");
  view.setUint32(40, rate, true);
  for (let at = 0; at < rate; at += 1) {
    sound[44 + at] = 128 + Math.round(90 * Math.sin((2 * Math.PI * 110 * at) / rate));
  }
  return sound;
}
