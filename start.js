// Loads the app. A file of its own, because the content security policy forbids inline scripts.
const app = document.querySelector('meta[name="lotus-app"]').dataset;
const preload = document.querySelector('link[rel="preload"][as="fetch"]');

try {
  const glue = await import(new URL(app.js, document.baseURI));
  const integrity = preload?.dataset.integrity ?? "";
  const wasm = fetch(new URL(app.wasm, document.baseURI), { integrity });
  await glue.default({ module_or_path: wasm });
} catch (error) {
  document.documentElement.dataset.app = "failed";
  throw error;
}
