import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** Sinks that turn text into markup; the one Trusted Types policy is in `src/reader/trusted.ts`. */
const sinks = ["innerHTML", "outerHTML", "srcdoc"].map((name) => ({
  selector: `AssignmentExpression > MemberExpression.left[property.name="${name}"]`,
  message: "Markup enters the document through src/reader/trusted.ts alone.",
}));

export default ts.config(
  { ignores: ["dist", "src/generated"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser },
    },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 500 }],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["@tauri-apps/*"],
              message: "Only src/backend/tauri.ts speaks to Tauri; use the Backend interface.",
            },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        ...sinks,
        {
          selector: 'CallExpression[callee.property.name="insertAdjacentHTML"]',
          message: "Markup enters the document through src/reader/trusted.ts alone.",
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: {
        extraFileExtensions: [".svelte"],
        parser: ts.parser,
        svelteConfig,
      },
    },
    rules: {
      "svelte/no-at-html-tags": "error",
      // State here is replaced, never changed in place, so that plain sets do.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  { files: ["**/*.svelte"], rules: { "max-lines": ["error", { max: 250 }] } },
  { files: ["src/backend/tauri.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["src/reader/trusted.ts", "tests/**"], rules: { "no-restricted-syntax": "off" } },
  { files: ["*.config.{js,ts}"], languageOptions: { globals: { ...globals.node } } },
);
