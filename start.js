// Loads the app. A file of its own, because the content security policy forbids inline scripts.
const app = document.querySelector('meta[name="lotus-app"]').dataset;
const preload = document.querySelector('link[rel="preload"][as="fetch"]');

// A trap ends the app: what it holds may be half changed.
const fail = () => {
  document.documentElement.dataset.app = "failed";
};
const ended = (error) => {
  if (error instanceof WebAssembly.RuntimeError) {
    fail();
  }
};
addEventListener("error", (event) => ended(event.error));
addEventListener("unhandledrejection", (event) => ended(event.reason));

try {
  const glue = await import(new URL(app.js, document.baseURI));
  const integrity = preload?.dataset.integrity ?? "";
  const wasm = fetch(new URL(app.wasm, document.baseURI), { integrity });
  await glue.default({ module_or_path: wasm });
} catch (error) {
  fail();
  throw error;
}
