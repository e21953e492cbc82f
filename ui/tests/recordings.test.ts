import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FILM, FOGHORN, LONG_FILM } from "../src/backend/demo/media";
import { fakeBackend, type Fake } from "../src/backend/fake";
import { prepareRecordings, Recordings, type RecordingFailure } from "../src/reader/recordings";
import { pageWith, settle } from "./helpers";

/** jsdom plays nothing: what is played, and what is held in memory, is counted here. */
const paused = new WeakMap<HTMLMediaElement, boolean>();
const held = new Map<string, Blob>();
let made = 0;
let recordings: Recordings | null = null;

beforeEach(() => {
  held.clear();
  const media = HTMLMediaElement.prototype;
  vi.spyOn(media, "play").mockImplementation(function (this: HTMLMediaElement) {
    paused.set(this, false);
    this.dispatchEvent(new Event("play"));
    return Promise.resolve();
  });
  vi.spyOn(media, "pause").mockImplementation(function (this: HTMLMediaElement) {
    paused.set(this, true);
  });
  vi.spyOn(media, "load").mockImplementation(() => undefined);
  vi.spyOn(media, "paused", "get").mockImplementation(function (this: HTMLMediaElement) {
    return paused.get(this) ?? true;
  });
  URL.createObjectURL = (blob) => {
    const url = `blob:test/${String((made += 1))}`;
    held.set(url, blob as Blob);
    return url;
  };
  URL.revokeObjectURL = (url) => {
    held.delete(url);
  };
});

afterEach(() => {
  recordings?.stop();
});

interface Shown {
  page: HTMLElement;
  fake: Fake;
  film: HTMLVideoElement;
  sound: HTMLVideoElement;
  failures: RecordingFailure[];
}

function shown(address = FILM): Shown {
  const page = pageWith(
    `<p>Before</p><video class="film" data-media="${address}" data-poster="pandect://demo/p.png"></video>
     <video class="sound" data-media="${FOGHORN}"></video><video data-media="https://a.example/b"></video>`,
  );
  const fake = fakeBackend();
  fake.media.part = 3_000;
  const failures: RecordingFailure[] = [];
  prepareRecordings(page, (one) => `media:${one}`);
  recordings = new Recordings(page, fake, (failure) => failures.push(failure));
  const [film, sound] = page.querySelectorAll("video");
  if (!film || !sound) throw new Error("no recordings");
  return { page, fake, film, sound, failures };
}

function key(at: HTMLElement, name: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
  at.dispatchEvent(event);
  return event;
}

/** Holds the parts back, and hands them out one by one. */
function heldBack(fake: Fake): () => Promise<void> {
  const waiting: (() => void)[] = [];
  fake.media.wait = () => new Promise((resolve) => waiting.push(resolve));
  return async () => {
    waiting.shift()?.();
    await settle();
  };
}

async function click(video: HTMLVideoElement): Promise<void> {
  video.click();
  // Each part takes some turns.
  for (let turn = 0; turn < 4; turn += 1) await settle();
}

describe("recordings of an article", () => {
  it("are buttons with a name, and nothing of them is loaded", () => {
    const { page, film, sound } = shown();
    expect(film.getAttribute("role")).toBe("button");
    expect(film.tabIndex).toBe(0);
    expect(film.getAttribute("aria-label")).toBe("Play the film Beam in the fog.mp4");
    expect(sound.getAttribute("aria-label")).toBe("Play the sound Foghorn.wav");
    expect(film.getAttribute("poster")).toBe("media:pandect://demo/p.png");
    expect(film.style.getPropertyValue("--poster")).toBe('url("media:pandect://demo/p.png")');
    const foreign = page.querySelectorAll("video")[2];
    expect(foreign?.hasAttribute("role")).toBe(false);
    expect(page.querySelectorAll("video[src], video[controls]")).toHaveLength(0);
  });

  it("are read in parts into a player, where it cannot load them itself", async () => {
    const { page, fake, film } = shown();
    const text = page.textContent;
    const nodes = page.querySelectorAll("*").length;
    const next = heldBack(fake);
    film.focus();
    await click(film);
    expect(film.getAttribute("aria-busy")).toBe("true");
    await next();
    expect(film.style.getPropertyValue("--loaded")).toBe("0.600");
    expect(film.getAttribute("aria-label")).toContain("60 percent");
    expect(film.controls).toBe(false);
    await next();
    await next();
    const blob = held.get(film.src);
    expect(blob?.type).toBe("video/mp4");
    expect(blob?.size).toBe(5_000);
    expect(film.hasAttribute("aria-busy")).toBe(false);
    expect(film.controls).toBe(true);
    expect(film.hasAttribute("role")).toBe(false);
    expect(film.getAttribute("aria-label")).toBe("Film Beam in the fog.mp4");
    expect(film.paused).toBe(false);
    expect(document.activeElement).toBe(film);
    expect(page.textContent).toBe(text);
    expect(page.querySelectorAll("*")).toHaveLength(nodes);
  });

  it("are loaded by the player where it can", async () => {
    const { fake, film } = shown();
    fake.playsByUrl = true;
    fake.mediaUrl = (address) => `media:${address}`;
    const read = vi.spyOn(fake, "readMedia");
    await click(film);
    expect(film.getAttribute("src")).toBe(`media:${FILM}`);
    expect(film.controls).toBe(true);
    expect(film.paused).toBe(false);
    expect(read).not.toHaveBeenCalled();
  });

  it.each(["Enter", " "])("play on the key “%s”, which then is the player's", async (name) => {
    const { film } = shown();
    expect(key(film, name).defaultPrevented).toBe(true);
    for (let turn = 0; turn < 6; turn += 1) await settle();
    expect(film.controls).toBe(true);
    expect(key(film, name).defaultPrevented).toBe(false);
  });

  it("of sound stay buttons that pause and play, and show how far they are", async () => {
    const { sound } = shown();
    await click(sound);
    for (let turn = 0; turn < 6; turn += 1) await settle();
    expect(sound.controls).toBe(false);
    expect(sound.hasAttribute("data-playing")).toBe(true);
    expect(sound.getAttribute("aria-label")).toBe("Pause the sound Foghorn.wav");
    Object.defineProperty(sound, "duration", { value: 20 });
    sound.currentTime = 5;
    sound.dispatchEvent(new Event("timeupdate"));
    expect(sound.style.getPropertyValue("--loaded")).toBe("0.250");
    expect(key(sound, "ArrowRight").defaultPrevented).toBe(true);
    expect(sound.currentTime).toBe(10);
    key(sound, "ArrowLeft");
    key(sound, "ArrowLeft");
    key(sound, "ArrowLeft");
    expect(sound.currentTime).toBe(0);
    expect(key(sound, "Enter").defaultPrevented).toBe(true);
    expect(sound.paused).toBe(true);
    sound.dispatchEvent(new Event("pause"));
    expect(sound.getAttribute("aria-label")).toBe("Play the sound Foghorn.wav");
  });

  it("stop loading on a second press, and begin anew on a third", async () => {
    const { fake, film, failures } = shown();
    const first = heldBack(fake);
    await click(film);
    await click(film);
    expect(film.hasAttribute("aria-busy")).toBe(false);
    expect(film.style.getPropertyValue("--loaded")).toBe("");
    expect(film.getAttribute("aria-label")).toBe("Play the film Beam in the fog.mp4");
    const second = heldBack(fake);
    await click(film);
    // The part that was still asked for when the loading was stopped comes to nothing.
    await first();
    expect(recordings?.stateOf(film)).toBe("loading");
    expect(film.style.getPropertyValue("--loaded")).toBe("0.000");
    for (let part = 0; part < 3; part += 1) await second();
    expect(recordings?.stateOf(film)).toBe("playing");
    expect(held.size).toBe(1);
    expect(failures).toEqual([]);
  });

  it("play one at a time", async () => {
    const { film, sound } = shown();
    await click(film);
    await click(sound);
    expect(sound.paused).toBe(false);
    expect(film.paused).toBe(true);
  });

  it("end with the page: none plays on, none is held", async () => {
    const { film, fake, sound } = shown();
    await click(film);
    expect(held.size).toBe(1);
    const next = heldBack(fake);
    await click(sound);
    recordings?.leave();
    expect(film.paused).toBe(true);
    expect(film.hasAttribute("src")).toBe(false);
    expect(held.size).toBe(0);
    for (let part = 0; part < 5; part += 1) await next();
    expect(sound.hasAttribute("src")).toBe(false);
    expect(held.size).toBe(0);
  });
});

describe("recordings that cannot be played", () => {
  it("are buttons again, and it is said what they are made with", async () => {
    const { film, failures } = shown();
    await click(film);
    film.dispatchEvent(new Event("error"));
    await settle();
    expect(failures).toMatchObject([
      { address: FILM, kind: "film", cause: { kind: "undecoded", about: { mime: "video/mp4" } } },
    ]);
    expect(film.getAttribute("role")).toBe("button");
    expect(film.controls).toBe(false);
    expect(held.size).toBe(0);
    // Taking the source away may be a mistake to the player, but is none to the person.
    film.dispatchEvent(new Event("error"));
    await settle();
    expect(failures).toHaveLength(1);
  });

  it("are not read when they are too large to be held", async () => {
    const { fake, film, failures } = shown(LONG_FILM);
    const read = vi.spyOn(fake, "readMedia");
    await click(film);
    expect(failures.map((failure) => failure.cause.kind)).toEqual(["large"]);
    expect(read).not.toHaveBeenCalled();
    expect(film.hasAttribute("aria-busy")).toBe(false);
    expect(film.getAttribute("aria-label")).toBe("Play the film A_night_on_the_rock.webm");
  });

  it("may be missing", async () => {
    const { fake, film, failures } = shown("pandect://demo/media/Gone.ogv");
    await click(film);
    expect(failures).toMatchObject([
      { cause: { kind: "unread", reason: { code: "article-missing" } } },
    ]);
    expect(film.hasAttribute("aria-busy")).toBe(false);
    // Loaded by the player itself, it looks like any other mistake of it.
    fake.playsByUrl = true;
    await click(film);
    film.dispatchEvent(new Event("error"));
    await settle();
    expect(failures.map((failure) => failure.cause.kind)).toEqual(["unread", "unread"]);
  });
});
