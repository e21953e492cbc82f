import { fileNameOf, isAddress } from "../address";
import type { Backend } from "../backend/backend";
import type { MediaAbout } from "../generated/MediaAbout";
import { m } from "../messages";

/** What is read in parts is held in memory, and so may be this large. */
export const MOST_HELD = 256_000_000;

export type RecordingSource = Pick<Backend, "mediaUrl" | "playsByUrl" | "mediaAbout" | "readMedia">;

export type RecordingKind = "film" | "sound";

/** A recording that cannot be played, and why. */
export interface RecordingFailure {
  address: string;
  kind: RecordingKind;
  cause:
    | { kind: "large"; about: MediaAbout }
    | { kind: "undecoded"; about: MediaAbout }
    | { kind: "unread"; reason: unknown };
}

const RECORDINGS = "video[data-media]";
/** Seconds that an arrow key goes on or back in a sound. */
const STEP = 5;
/** What tells that a sound goes on, or stands still. None of these events bubbles. */
const HEARD = ["play", "pause", "ended", "timeupdate", "durationchange", "seeked"];

/** The recording that an event happened at. */
export function recordingOf(target: EventTarget | null): HTMLVideoElement | null {
  return target instanceof HTMLVideoElement && target.matches(RECORDINGS) ? target : null;
}

/** Makes every recording a button that plays it. Nothing of it is loaded before. */
export function prepareRecordings(holder: Element, mediaUrl: (address: string) => string): void {
  for (const video of holder.querySelectorAll<HTMLVideoElement>(RECORDINGS)) {
    if (!isAddress(addressOf(video))) continue;
    const poster = video.dataset.poster ?? "";
    if (isAddress(poster)) showPoster(video, mediaUrl(poster));
    video.tabIndex = 0;
    beButton(video);
  }
}

/**
 * The sounds and films of the shown article. Each is a button until it is ready; then a film has the
 * system's controls, for which a sound has no room: it stays a button, and its groove shows how far it
 * is. One plays at a time. Only attributes of the elements change.
 */
export class Recordings {
  readonly #page: HTMLElement;
  readonly #source: RecordingSource;
  readonly #failed: (failure: RecordingFailure) => void;
  readonly #loading = new Map<HTMLVideoElement, AbortController>();
  /** What is ready, each with the URL that it is played from. */
  readonly #ready = new Map<HTMLVideoElement, string>();

  constructor(
    page: HTMLElement,
    source: RecordingSource,
    failed: (failure: RecordingFailure) => void,
  ) {
    this.#page = page;
    this.#source = source;
    this.#failed = failed;
    page.addEventListener("click", this.#click);
    page.addEventListener("keydown", this.#keydown);
    // These two do not bubble.
    page.addEventListener("error", this.#broken, true);
    page.addEventListener("play", this.#played, true);
    for (const event of HEARD) page.addEventListener(event, this.#heard, true);
  }

  stop(): void {
    this.leave();
    this.#page.removeEventListener("click", this.#click);
    this.#page.removeEventListener("keydown", this.#keydown);
    this.#page.removeEventListener("error", this.#broken, true);
    this.#page.removeEventListener("play", this.#played, true);
    for (const event of HEARD) this.#page.removeEventListener(event, this.#heard, true);
  }

  /** The article is left: nothing plays on, nothing is loaded further, nothing is held. */
  leave(): void {
    for (const video of [...this.#loading.keys()]) this.#stopLoading(video);
    for (const video of [...this.#ready.keys()]) this.#putBack(video);
  }

  /** What pressing a recording would do now. */
  stateOf(video: HTMLVideoElement): "idle" | "loading" | "paused" | "playing" {
    if (this.#loading.has(video)) return "loading";
    if (!this.#ready.has(video)) return "idle";
    return video.paused ? "paused" : "playing";
  }

  /** Plays a recording, or stops what it does. */
  press(video: HTMLVideoElement): void {
    switch (this.stateOf(video)) {
      case "idle":
        void this.#load(video);
        break;
      case "loading":
        this.#stopLoading(video);
        break;
      case "paused":
        play(video);
        break;
      case "playing":
        video.pause();
    }
  }

  async #load(video: HTMLVideoElement): Promise<void> {
    const address = addressOf(video);
    if (this.#source.playsByUrl) {
      this.#start(video, this.#source.mediaUrl(address));
      return;
    }
    const stopping = new AbortController();
    this.#loading.set(video, stopping);
    beLoading(video, 0);
    try {
      const about = await this.#source.mediaAbout(address);
      const recording = await this.#read(about, video, stopping.signal);
      if (stopping.signal.aborted) return;
      if (recording) this.#start(video, URL.createObjectURL(recording));
      else this.#tell(video, { kind: "large", about });
    } catch (reason) {
      if (!stopping.signal.aborted) this.#tell(video, { kind: "unread", reason });
    } finally {
      if (this.#loading.get(video) === stopping) this.#loading.delete(video);
    }
  }

  #stopLoading(video: HTMLVideoElement): void {
    this.#loading.get(video)?.abort();
    this.#loading.delete(video);
    beButton(video);
  }

  /** All of a recording, or null where it is too large to be held. */
  async #read(
    { address, bytes, mime }: MediaAbout,
    video: HTMLVideoElement,
    stopped: AbortSignal,
  ): Promise<Blob | null> {
    const parts: ArrayBuffer[] = [];
    let read = 0;
    while (Math.max(read, bytes) <= MOST_HELD && !stopped.aborted) {
      const part = await this.#source.readMedia(address, read);
      if (part.byteLength === 0) return new Blob(parts, { type: mime });
      parts.push(part);
      read += part.byteLength;
      if (!stopped.aborted) beLoading(video, Math.min(1, read / Math.max(1, bytes)));
    }
    return null;
  }

  #start(video: HTMLVideoElement, url: string): void {
    this.#ready.set(video, url);
    bePlayer(video);
    video.src = url;
    play(video);
  }

  /** Takes a recording out of its player; it is a button again. */
  #putBack(video: HTMLVideoElement): void {
    const url = this.#ready.get(video);
    // Forgotten first: taking the source away is a mistake of its own to the player.
    this.#ready.delete(video);
    video.pause();
    video.removeAttribute("src");
    video.load();
    if (url?.startsWith("blob:")) URL.revokeObjectURL(url);
    beButton(video);
  }

  #tell(video: HTMLVideoElement, cause: RecordingFailure["cause"]): void {
    beButton(video);
    this.#failed({ address: addressOf(video), kind: kindOf(video), cause });
  }

  readonly #click = (event: MouseEvent): void => {
    const video = recordingOf(event.target);
    // The controls of a player take its clicks.
    if (!video || event.defaultPrevented || this.#hasControls(video)) return;
    event.preventDefault();
    this.press(video);
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    const video = recordingOf(event.target);
    if (!video || this.#hasControls(video)) return;
    const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key];
    if (step !== undefined && this.#ready.has(video)) {
      event.preventDefault();
      video.currentTime = Math.max(0, video.currentTime + step);
      return;
    }
    if (event.repeat || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    this.press(video);
  };

  readonly #broken = (event: Event): void => {
    const video = recordingOf(event.target);
    if (!video || !this.#ready.has(video)) return;
    this.#putBack(video);
    // The player does not say whether the file is not there or cannot be decoded.
    this.#source.mediaAbout(addressOf(video)).then(
      (about) => {
        this.#tell(video, { kind: "undecoded", about });
      },
      (reason: unknown) => {
        this.#tell(video, { kind: "unread", reason });
      },
    );
  };

  readonly #heard = (event: Event): void => {
    const video = recordingOf(event.target);
    if (video && this.#ready.has(video) && kindOf(video) === "sound") showHeard(video);
  };

  #hasControls(video: HTMLVideoElement): boolean {
    return this.#ready.has(video) && kindOf(video) === "film";
  }

  readonly #played = (event: Event): void => {
    for (const video of this.#ready.keys()) {
      if (video !== event.target && !video.paused) video.pause();
    }
  };
}

function addressOf(video: HTMLVideoElement): string {
  return video.dataset.media ?? "";
}

function kindOf(video: HTMLVideoElement): RecordingKind {
  return video.classList.contains("sound") ? "sound" : "film";
}

function play(video: HTMLVideoElement): void {
  // Where the system wants one more press, the controls are there for it.
  video.play().catch(() => undefined);
}

function beButton(video: HTMLVideoElement): void {
  video.controls = false;
  video.removeAttribute("aria-busy");
  video.style.removeProperty("--loaded");
  video.removeAttribute("data-playing");
  video.setAttribute("role", "button");
  name(video, m.media.play[kindOf(video)]);
}

function beLoading(video: HTMLVideoElement, loaded: number): void {
  video.setAttribute("aria-busy", "true");
  video.style.setProperty("--loaded", loaded.toFixed(3));
  name(video, (file) => m.media.loading(file, Math.floor(loaded * 100)));
}

function bePlayer(video: HTMLVideoElement): void {
  video.removeAttribute("aria-busy");
  video.style.removeProperty("--loaded");
  if (kindOf(video) === "sound") {
    showHeard(video);
    return;
  }
  video.removeAttribute("role");
  name(video, m.media.film);
  video.controls = true;
}

/** How far a sound is, and what pressing it would do. */
function showHeard(video: HTMLVideoElement): void {
  const share = video.duration > 0 ? video.currentTime / video.duration : 0;
  video.style.setProperty("--loaded", Math.min(1, share).toFixed(3));
  video.toggleAttribute("data-playing", !video.paused);
  name(video, video.paused ? m.media.play.sound : m.media.pauseSound);
}

function name(video: HTMLVideoElement, text: (file: string) => string): void {
  video.setAttribute("aria-label", text(fileNameOf(addressOf(video))));
}

/**
 * The picture gives the element its size, and is painted as background, under the sign that says
 * that it plays: a poster of the element itself would lie over that.
 */
function showPoster(video: HTMLVideoElement, url: string): void {
  video.poster = url;
  const quoted = url.replace(/["\\\s]/gu, encodeURIComponent);
  video.style.setProperty("--poster", `url("${quoted}")`);
}
