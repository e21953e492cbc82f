import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** Faces that every page is set in: asked for with the page itself, not when its text is laid out. */
const FIRST_FACES = /(literata-latin-opsz-normal|inter-latin-wght-normal)-.*\.woff2$/u;

function preloadFaces(): Plugin {
  return {
    name: "preload-faces",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((name) => FIRST_FACES.test(name))
          .map((name) => ({
            tag: "link",
            attrs: {
              rel: "preload",
              as: "font",
              type: "font/woff2",
              crossorigin: true,
              href: `/${name}`,
            },
            injectTo: "head-prepend" as const,
          })),
    },
  };
}

export default defineConfig({
  plugins: [svelte(), preloadFaces()],
  base: "/",
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The web views of the supported systems: WebKitGTK 2.50, WebView2, Safari's from macOS 13 on.
    target: ["safari16.4", "chrome120"],
    // The content security policy allows no data: URLs, no inline script and no inline style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});
