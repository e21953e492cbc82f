import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/inter/wght-italic.css";
import "@fontsource-variable/literata/opsz.css";
import "@fontsource-variable/literata/opsz-italic.css";
import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/app.css";
import "./styles/article.css";
import "./styles/imported.css";
import "./styles/folds.css";
import "./styles/recordings.css";
import "./styles/figures.css";
import "./styles/list-page.css";
import "./styles/print.css";
import { mount } from "svelte";
import AppWindow from "./App.svelte";
import type { Backend } from "./backend/backend";
import { tauriBackend } from "./backend/tauri";
import StartError from "./pages/StartError.svelte";
import { App } from "./state/app.svelte";
import { errorOf } from "./state/errors";

async function backend(): Promise<Backend> {
  // The fake is for work in a browser; the build for the window does not contain it.
  if (import.meta.env.MODE === "fake") {
    const fake = (await import("./backend/fake")).fakeBackend();
    fake.library.fill();
    // `?marks=300` opens a library in which so much was marked.
    const amount = Number(new URLSearchParams(location.search).get("marks") ?? 0);
    if (amount > 0) {
      const { fillMarks } = await import("./backend/demo/many-marks");
      fillMarks(fake.marks, fake.bookmarks, amount);
    }
    // To be reached from the browser's console.
    Object.assign(window, { fake });
    return fake;
  }
  return tauriBackend;
}

async function start(target: HTMLElement): Promise<void> {
  const border = await backend();
  const app = new App(border);
  try {
    await app.start();
  } catch (reason) {
    show();
    mount(StartError, { target, props: { error: errorOf(reason), backend: border } });
    return;
  }
  show();
  mount(AppWindow, { target, props: { app } });
}

/** From now on the page has its own paper. */
function show(): void {
  document.documentElement.dataset.shown = "";
}

const target = document.getElementById("app");
if (target) void start(target);
