/** What the context menus offer. */
import { articleOf, withSection } from "../address";
import type { Annotation } from "../generated/Annotation";
import type { Color } from "../generated/Color";
import type { SectionView } from "../generated/SectionView";
import type { Style } from "../generated/Style";
import {
  bookmarkHere,
  bookmarkPage,
  highlight,
  note,
  otherStyle,
  print,
  readLater,
  underline,
} from "../keys/actions";
import { keyOf } from "../keys/keys";
import { m } from "../messages";
import { COLORS } from "../reader/mark-styles";
import type { LinkTarget } from "../reader/links";
import type { Recordings } from "../reader/recordings";
import type { App } from "./app.svelte";
import { handbookAddress } from "./handbook";
import type { MenuGroups, MenuItem, Picture } from "./overlays.svelte";

/** Longer selections are not offered for a search. */
const SEARCHABLE = 60;

export function selectionMenu(app: App, words: string): MenuGroups {
  const short = words.replace(/\s+/gu, " ");
  const items: MenuItem[] =
    short.length <= SEARCHABLE
      ? [{ label: m.menus.searchFor(short), run: () => void app.startSearch(short) }]
      : [];
  return [
    [
      { label: m.marks.copy, run: () => void app.copy(words) },
      {
        label: m.marks.copyCitation,
        keys: keyOf("copyCitation"),
        run: () => void app.copyCitation(),
      },
    ],
    [
      ...COLORS.map((color) => ({
        label: markLabel(app, color, app.settings.value.style),
        run: () => void highlight(app, color),
        ...(color === app.settings.value.color ? { keys: keyOf("highlight") } : {}),
      })),
      { label: m.marks.underline, keys: keyOf("underline"), run: () => void underline(app) },
    ],
    [
      { label: m.marks.note, keys: keyOf("note"), run: () => void note(app) },
      {
        label: m.marks.bookmarkHere,
        keys: keyOf("bookmarkSection"),
        run: () => void bookmarkHere(app),
      },
    ],
    items,
  ];
}

/** What marking in a colour is called, by the person's name for it. */
export function markLabel(app: App, color: Color, style: Style): string {
  const name = app.colorName(color);
  return style === "underline" ? m.marks.underlineIn(name) : m.marks.highlight(name);
}

export function linkMenu(app: App, target: LinkTarget): MenuGroups {
  if (target.kind === "external") {
    const { url } = target;
    return [
      [
        {
          label: m.links.openOutside,
          run: () => (app.overlays.dialog = { kind: "external", url }),
        },
        { label: m.links.copyLink, run: () => void app.copy(url, m.toasts.linkCopied) },
      ],
    ];
  }
  if (target.kind === "file") {
    return [
      [
        {
          label: m.links.open,
          run: () => {
            app.links.follow(target);
          },
        },
        saveItem(app, target.address),
        {
          label: m.links.copyAddress,
          run: () => void app.copy(target.address, m.toasts.linkCopied),
        },
      ],
    ];
  }
  const address =
    target.kind === "inside"
      ? target.address
      : withSection(app.page.view?.address ?? "", target.fragment.replace(/^s-/u, ""));
  return [
    [
      { label: m.links.open, run: () => void app.open(address) },
      { label: m.links.copyAddress, run: () => void app.copy(address, m.toasts.linkCopied) },
    ],
    target.kind === "inside" ? [readLaterItem(app, articleOf(address))] : [],
  ];
}

function readLaterItem(app: App, address: string): MenuItem {
  return {
    label: m.readLater.add,
    checked: app.bookmarks.of(address)?.readLater ?? false,
    run: () => void app.bookmarks.toggleReadLater(address),
  };
}

export function pictureMenu(app: App, picture: Picture): MenuGroups {
  return [
    [
      {
        label: m.article.enlarge,
        run: () => (app.overlays.dialog = { kind: "picture", picture }),
      },
      saveItem(app, picture.address),
    ],
  ];
}

export function recordingMenu(
  app: App,
  recordings: Recordings,
  video: HTMLVideoElement,
): MenuGroups {
  const labels = {
    idle: m.media.playIt,
    loading: m.media.stopLoading,
    paused: m.media.playIt,
    playing: m.media.pause,
  };
  return [
    [
      {
        label: labels[recordings.stateOf(video)],
        run: () => {
          recordings.press(video);
        },
      },
      saveItem(app, video.dataset.media ?? ""),
    ],
  ];
}

function saveItem(app: App, address: string): MenuItem {
  return { label: m.media.save, run: () => void app.saveCopy(address).catch(app.failed) };
}

export function sectionMenu(app: App, section: SectionView): MenuGroups {
  const address = withSection(app.page.view?.address ?? "", section.anchor);
  return [
    [
      {
        label: m.section.bookmark,
        checked: app.bookmarks.of(address) !== undefined,
        run: () => void app.bookmarks.toggle(address),
      },
      { label: m.section.note, run: () => void app.marks.noteOn(address) },
      {
        label: m.section.copyLink,
        run: () => void app.copy(address, m.toasts.linkCopied),
      },
    ],
  ];
}

export function markMenu(app: App, mark: Annotation): MenuGroups {
  return [
    [
      {
        label: m.marks.edit,
        run: () => {
          app.marks.edit(mark.id);
        },
      },
      { label: m.marks.copy, run: () => void app.copy(mark.quote) },
      {
        label: m.marks.copyCitation,
        run: () => void app.copyQuote(mark.quote, mark.address),
      },
    ],
    [
      ...COLORS.map((color) => ({
        label: markLabel(app, color, mark.style),
        checked: mark.color === color,
        run: () => void app.marks.update(mark.id, { color }),
      })),
      ...(mark.note === ""
        ? []
        : [
            {
              label: m.marks.noColor,
              checked: mark.color === null,
              run: () => void app.marks.update(mark.id, { color: null }),
            },
          ]),
    ],
    [
      {
        label: m.marks.underline,
        checked: mark.style === "underline",
        run: () => void app.marks.update(mark.id, { style: otherStyle(mark.style) }),
      },
    ],
    [{ label: m.marks.remove, danger: true, run: () => void app.marks.remove(mark) }],
  ];
}

export function pageMenu(app: App): MenuGroups {
  const { trail, view } = app.page;
  const moves: MenuItem[] = [
    {
      label: m.bar.back,
      keys: keyOf("back"),
      disabled: trail.before === null,
      run: () => void app.move(-1),
    },
    {
      label: m.bar.forward,
      keys: keyOf("forward"),
      disabled: trail.after === null,
      run: () => void app.move(1),
    },
  ];
  if (!view) return [moves];
  const address = articleOf(view.address);
  return [
    moves,
    [
      {
        label: m.bar.bookmark,
        keys: keyOf("bookmarkPage"),
        checked: app.bookmarks.of(address) !== undefined,
        run: () => {
          bookmarkPage(app);
        },
      },
      {
        ...readLaterItem(app, address),
        keys: keyOf("readLater"),
        run: () => void readLater(app),
      },
      {
        label: m.menus.copyPageLink,
        run: () => void app.copy(app.page.sectionAddress ?? address, m.toasts.linkCopied),
      },
    ],
  ];
}

/** The menu behind the three dots. */
export function mainMenu(app: App): MenuGroups {
  const article: MenuItem[] = app.page.view
    ? [
        {
          label: m.menus.find,
          keys: keyOf("find"),
          run: () => {
            app.find.start("");
          },
        },
        {
          label: m.menus.print,
          keys: keyOf("print"),
          run: () => {
            print(app, true);
          },
        },
        {
          label: m.menus.printPlain,
          run: () => {
            print(app, false);
          },
        },
      ]
    : [];
  return [
    [
      { label: m.menus.random, keys: keyOf("random"), run: () => void app.random() },
      {
        label: m.study.menu(app.study.due),
        keys: keyOf("study"),
        run: () => void app.openStudy(),
      },
    ],
    [
      { label: m.undo.undo, keys: keyOf("undo"), run: () => void app.undoing.step("undo") },
      { label: m.undo.redo, keys: keyOf("redo"), run: () => void app.undoing.step("redo") },
    ],
    [
      {
        label: m.collections.add,
        run: () => {
          app.showPanel("collections");
          app.collections.chooseArchive();
        },
      },
      {
        label: m.collections.addFolder,
        run: () => {
          app.showPanel("collections");
          app.collections.chooseNotes();
        },
      },
    ],
    [
      {
        label: m.desk.titles.notebook,
        keys: keyOf("notebook"),
        run: () => void app.desk.openNotebook(),
      },
      { label: m.desk.titles.trash, run: () => void app.desk.openTrash() },
      { label: m.desk.titles.backups, run: () => void app.desk.openBackups() },
    ],
    article,
    [
      {
        label: m.menus.fullscreen,
        keys: keyOf("fullscreen"),
        run: () => void app.backend.toggleFullscreen().catch(app.failed),
      },
    ],
    [
      { label: m.menus.handbook, run: () => void app.open(handbookAddress("handbook")) },
      {
        label: m.menus.shortcuts,
        keys: keyOf("shortcuts"),
        run: () => (app.overlays.dialog = { kind: "shortcuts" }),
      },
      {
        label: m.menus.dataFolder,
        run: () => void app.backend.openDataFolder().catch(app.failed),
      },
      { label: m.menus.about, run: () => (app.overlays.dialog = { kind: "about" }) },
    ],
    [
      {
        label: m.menus.quit,
        keys: keyOf("quit"),
        run: () => {
          void app.quit();
        },
      },
    ],
  ];
}
