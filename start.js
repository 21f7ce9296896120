// Everything that begins before the app is there: theme and language, and the app's own files. A file
// of its own, because the content security policy forbids inline scripts, and the first thing that runs:
// what can be under way is under way while the browser still reads the page.
(() => {
  const root = document.documentElement;

  // Theme and language, before the first paint; the app takes over from here when it is loaded.
  const stored = (key) => {
    try {
      return localStorage.getItem(key)?.trim();
    } catch {
      // Storage is blocked: the system's theme and the browser's language it is.
      return "";
    }
  };
  const theme = stored("lotus.theme");
  const language = stored("lotus.language");
  if (theme === "light" || theme === "dark") {
    root.dataset.theme = theme;
  }
  const spoken = [
    [/^zh\b(?!.*\bhans\b).*\b(hant|tw|hk|mo)\b/i, "zh-TW"],
    [/^zh\b/i, "zh-CN"],
    [/^en\b/i, "en"],
    [/^ja\b/i, "ja"],
    [/^es\b/i, "es"],
  ];
  for (const wanted of language ? [language] : navigator.languages) {
    const match = spoken.find(([pattern]) => pattern.test(wanted));
    if (match) {
      root.lang = match[1];
      break;
    }
  }

  // The app. A trap ends it: what it holds may be half changed.
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

  // Also for what the app loads later. What is not whole does not pass its integrity check.
  const compile = async (address, integrity) => {
    const answer = await fetch(new URL(address, document.baseURI), { integrity });
    if (!answer.ok) {
      throw new Error(`${address}: ${answer.status}`);
    }
    // A server that does not know the type of wasm files is no reason to go without them.
    return answer.headers.get("Content-Type") === "application/wasm"
      ? WebAssembly.compileStreaming(answer)
      : WebAssembly.compile(await answer.arrayBuffer());
  };
  globalThis.lotusCompile = compile;
  const run = async () => {
    const { js, wasm, integrity } = document.querySelector('meta[name="lotus-app"]').dataset;
    const glue = import(new URL(js, document.baseURI));
    const [{ default: start }, module_or_path] = await Promise.all([
      glue,
      compile(wasm, integrity ?? ""),
    ]);
    if (document.readyState === "loading") {
      await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
    }
    await start({ module_or_path });
  };
  run().catch((error) => {
    fail();
    throw error;
  });

  // The files of texts that are here or on their way, by language. The one that is shown first is
  // asked for at once.
  const files = {};
  const load = (tag) => {
    const { file, integrity } = document.querySelector(`meta[data-texts="${tag}"]`).dataset;
    files[tag] ??= fetch(file, { integrity, signal: AbortSignal.timeout(30_000) })
      .then((answer) => answer.text())
      .catch(() => {
        delete files[tag];
      });
    return files[tag];
  };
  // For the app: the file, or nothing where it does not come within five seconds from now.
  globalThis.lotusTexts = (tag) =>
    Promise.race([load(tag), new Promise((resolve) => setTimeout(resolve, 5_000))]);
  load(root.lang);
})();
