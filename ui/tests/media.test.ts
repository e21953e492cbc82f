import { beforeEach, describe, expect, it, vi } from "vitest";
import { LIGHT_LIST } from "../src/backend/demo/media";
import { failure } from "../src/backend/demo/failure";
import type { Fake } from "../src/backend/fake";
import type { MediaAbout } from "../src/generated/MediaAbout";
import type { App } from "../src/state/app.svelte";
import { kindOf } from "../src/state/media-words";
import { settle } from "./helpers";
import { button, buttons, eachInWindow } from "./shown";

const FOG = "pandect://demo/fog-signal";
const at = eachInWindow();
let app: App;
let fake: Fake;

beforeEach(async () => {
  ({ app, fake } = at);
  await app.open(FOG);
  await settle();
});

const dialog = () => document.querySelector("dialog");
const inPage = (selector: string) => {
  const found = document.querySelector<HTMLElement>(`#page ${selector}`);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const click = async (element: HTMLElement) => {
  element.click();
  await settle();
};
/** Opens the menu of a part of the page; gives back what it offers. */
const menuOf = async (selector: string) => {
  inPage(selector).dispatchEvent(
    new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: 1, clientY: 1 }),
  );
  await settle();
  return [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')];
};
const labels = (items: HTMLElement[]) => items.map((item) => item.textContent.trim());

describe("a link to a file", () => {
  it("is told apart from articles and from what is missing", () => {
    expect(inPage("a.file").getAttribute("href")).toBe(LIGHT_LIST);
    expect(inPage("a.file").className).toBe("file");
  });

  it("has a card with what the file is", async () => {
    const link = inPage("a.file") as HTMLAnchorElement;
    app.links.rest({ kind: "file", address: LIGHT_LIST }, link);
    await settle();
    const card = document.querySelector(".bubble")?.textContent;
    expect(card).toContain("List of lights.pdf");
    expect(card).toContain("PDF document · 48 kB");
  });

  it("opens a dialog that saves a copy, and says so", async () => {
    await click(inPage("a.file"));
    await settle();
    expect(app.page.view?.title).toBe("Fog signal");
    for (const words of ["List of lights.pdf", "PDF document", "48 kB"]) {
      expect(dialog()?.textContent).toContain(words);
    }
    fake.media.chooses = false;
    await click(button("Save a copy…"));
    expect(dialog()).not.toBeNull();
    expect(app.toasts.shown).toBeNull();
    fake.media.chooses = true;
    await click(button("Save a copy…"));
    expect(fake.calls.filter((call) => call === `saveMedia ${LIGHT_LIST}`)).toHaveLength(2);
    expect(dialog()).toBeNull();
    expect(app.toasts.shown?.text).toBe("Saved");
  });

  it("says in the dialog what went wrong", async () => {
    await click(inPage("a.file"));
    fake.media.save = () => {
      throw failure("disk-full", "`/tmp/a.pdf` has no room");
    };
    await click(button("Save a copy…"));
    const alert = dialog()?.querySelector('[role="alert"]');
    expect(alert?.textContent).toContain("/tmp/a.pdf has no room.");
    expect(alert?.querySelector("code")?.textContent).toBe("/tmp/a.pdf");
    expect(app.toasts.shown).toBeNull();
  });

  it("has a menu of its own", async () => {
    const items = await menuOf("a.file");
    expect(labels(items)).toEqual(["Open", "Save a copy…", "Copy address"]);
    items[1]?.click();
    await settle();
    expect(fake.calls).toContain(`saveMedia ${LIGHT_LIST}`);
    expect(app.toasts.shown?.text).toBe("Saved");
  });
});

describe("pictures and recordings", () => {
  it("can be saved from their menus", async () => {
    expect(labels(await menuOf("video.film"))).toEqual(["Play", "Save a copy…"]);
    fake.media.wait = () => new Promise(() => undefined);
    await click(inPage("video.sound"));
    expect(labels(await menuOf("video.sound"))).toEqual(["Stop loading", "Save a copy…"]);
    await app.open("pandect://demo/lighthouse");
    await settle();
    const items = await menuOf("figure img");
    expect(labels(items)).toEqual(["Enlarge the picture", "Save a copy…"]);
    items[0]?.click();
    await settle();
    await click(button("Save a copy…"));
    expect(fake.calls).toContain("saveMedia pandect://demo/media/tower.svg");
  });

  it("that are too large offer a copy, and those that are missing cannot", async () => {
    await click(inPage('video[data-media$="webm"]'));
    expect(dialog()?.textContent).toContain("This film cannot be played here");
    expect(dialog()?.textContent).toContain("1.2 GB");
    expect(buttons("Save a copy…")).toHaveLength(1);
    app.overlays.dialog = null;
    fake.media.files.clear();
    await click(inPage("video.sound"));
    expect(dialog()?.textContent).toContain("The library has no such file.");
    expect(buttons("Save a copy…")).toHaveLength(0);
  });

  it("that cannot be decoded say so, and open no dialog when the page is left before", async () => {
    const media = HTMLMediaElement.prototype;
    const pause = vi.spyOn(media, "pause").mockImplementation(() => undefined);
    vi.spyOn(media, "load").mockImplementation(() => undefined);
    vi.spyOn(media, "play").mockResolvedValue(undefined);
    fake.playsByUrl = true;
    await click(inPage("video.film"));
    inPage("video.film").dispatchEvent(new Event("error"));
    await settle();
    expect(dialog()?.textContent).toContain("Your system has no decoder for it (video/mp4).");
    app.overlays.dialog = null;
    for (const leave of [() => app.open("pandect://demo/tide"), () => app.home()]) {
      await app.open(FOG);
      await settle();
      const film = inPage("video.film");
      await click(film);
      pause.mockClear();
      await leave();
      await settle();
      expect(pause).toHaveBeenCalledTimes(1);
      film.dispatchEvent(new Event("error"));
      await settle();
      expect(dialog()).toBeNull();
    }
  });
});

describe("kinds of file", () => {
  it("are said in words where there are some", () => {
    const kind = (mime: string, of: MediaAbout["kind"]) =>
      kindOf({ address: "", name: "", mime, kind: of, bytes: 1 });
    expect(kind("application/pdf", "file")).toBe("PDF document");
    expect(kind("application/epub+zip", "file")).toBe("EPUB book");
    expect(kind("audio/ogg", "sound")).toBe("Sound");
    expect(kind("video/webm", "film")).toBe("Film");
    expect(kind("application/x-tar", "file")).toBe("application/x-tar");
    expect(kind("", "file")).toBe("File");
  });
});
