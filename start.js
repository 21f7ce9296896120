// What runs before the app does: theme and language, the start of the app itself, the word that it has
// ended, and the file of texts, which is asked for beside the app. A file of its own, because the
// content security policy forbids inline scripts.
(() => {
  const root = document.documentElement;

  // Theme and language, before the first paint; the app takes over from here when it is loaded.
  const stored = (key) => {
    try {
      return localStorage.getItem(key)?.trim() ?? "";
    } catch {
      // Storage is blocked: the system's theme and the browser's language it is.
      return "";
    }
  };
  const theme = stored("lotus.theme");
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
  const spoken = [...document.querySelectorAll('meta[name="lotus-texts"]')].flatMap((meta) =>
    meta.dataset.askedBy.split(" ").map((start) => ({ start, tag: meta.dataset.texts })),
  );
  // Of several that fit, the longest counts.
  spoken.sort((one, other) => other.start.length - one.start.length);
  for (const wanted of [stored("lotus.language"), ...navigator.languages]) {
    const tag = `${wanted.toLowerCase().replaceAll("_", "-")}-`;
    const match = spoken.find(({ start }) => tag.startsWith(`${start}-`));
    if (match) {
      root.lang = match.tag;
      break;
    }
  }

  // A trap ends the app: what it holds may be half changed.
  const fail = () => {
    root.dataset.app = "failed";
    // What still runs of it does not say otherwise.
    new MutationObserver(() => {
      if (root.dataset.app !== "failed") {
        root.dataset.app = "failed";
      }
    }).observe(root, { attributeFilter: ["data-app"] });
  };
  const ended = (error) => {
    if (error instanceof WebAssembly.RuntimeError) {
      fail();
    }
  };
  addEventListener("error", (event) => ended(event.error));
  addEventListener("unhandledrejection", (event) => ended(event.reason));

  // A server that does not know the type of wasm files is no reason to go without them, be it the app
  // or a part that it loads later.
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (coming, imports) => {
    const answer = await coming;
    return !answer.ok || answer.headers.get("Content-Type") === "application/wasm"
      ? instantiateStreaming(answer, imports)
      : WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  };

  const run = async () => {
    const { href: script } = document.querySelector("#lotus-script");
    const { href: module_or_path } = document.querySelector("#lotus-wasm");
    const { default: start } = await import(script);
    if (document.readyState === "loading") {
      await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
    }
    await start({ module_or_path });
  };
  run().catch((error) => {
    fail();
    throw error;
  });

  // The files of texts that are on their way or that nobody has taken yet, by language. The one that is
  // shown first is asked for at once.
  const files = {};
  const load = (tag) => {
    const { content } = document.querySelector(`meta[data-texts="${tag}"]`);
    files[tag] ??= fetch(content, { signal: AbortSignal.timeout(30_000) })
      .then((answer) => (answer.ok ? answer.text() : undefined))
      .catch(() => {});
    return files[tag];
  };
  // For the app: the file, or nothing where it does not come within five seconds from now.
  globalThis.lotusTexts = (tag) => {
    const file = load(tag);
    file.then(() => delete files[tag]);
    return Promise.race([file, new Promise((resolve) => setTimeout(resolve, 5_000))]);
  };
  load(root.lang);
})();
