import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
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
