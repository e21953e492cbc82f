/** What jsdom does not have of a browser: here the system is light, until a test makes it dark. */

class SystemQuery extends EventTarget {
  matches = false;
  readonly media: string;

  constructor(media: string) {
    super();
    this.media = media;
  }
}

const dark = new SystemQuery("(prefers-color-scheme: dark)");

/** Makes the system dark, or light again. */
export function systemIsDark(matches: boolean): void {
  dark.matches = matches;
  dark.dispatchEvent(new Event("change"));
}

if (globalThis.window !== undefined) {
  window.matchMedia = (media) =>
    (media === dark.media ? dark : new SystemQuery(media)) as unknown as MediaQueryList;
}
