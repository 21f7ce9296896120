// What runs before the app does: theme and language, whether the browser can run it, the start of the
// app itself, the word that it has ended, and the file of texts, which is asked for beside the app. A
// file of its own, because the content security policy forbids inline scripts. It is written so that a
// browser too old for the app still reads it.
(() => {
  const root = document.documentElement;
  // Where this is missing the file was not run at all, and the page says that itself.
  root.dataset.started = "";

  // Theme and language, before the first paint; the app takes over from here when it is loaded.
  const stored = (key) => {
    try {
      return (localStorage.getItem(key) || "").trim();
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
    const tag = `${wanted.toLowerCase().split("_").join("-")}-`;
    const match = spoken.find(({ start }) => tag.startsWith(`${start}-`));
    if (match) {
      root.lang = match.tag;
      break;
    }
  }

  // The sentences of the page, of which one stands while the app has ended. A page that runs says none
  // of them, with or without its style sheet.
  const told = () => {
    const kind = root.dataset.app === "failed" ? root.dataset.unfit || "failed" : "";
    document.querySelectorAll(".failed").forEach((sentence) => {
      sentence.hidden = sentence.dataset.kind !== kind;
    });
  };
  addEventListener("DOMContentLoaded", told);

  // A trap ends the app: what it holds may be half changed.
  let isOver = false;
  const fail = () => {
    isOver = true;
    root.dataset.app = "failed";
  };
  new MutationObserver(() => {
    // What still runs of an app that ended does not say otherwise.
    if (isOver && root.dataset.app !== "failed") {
      root.dataset.app = "failed";
    }
    told();
  }).observe(root, { attributes: true, attributeFilter: ["data-app"] });
  const ended = (error) => {
    if (error instanceof WebAssembly.RuntimeError) {
      fail();
    }
  };
  addEventListener("error", (event) => ended(event.error));
  addEventListener("unhandledrejection", (event) => ended(event.reason));

  // What the app is made of. Where a browser lacks any of it, it is told so instead of a broken page.
  const supports = (property, value) =>
    typeof CSS === "object" && typeof CSS.supports === "function" && CSS.supports(property, value);
  // A function that needs what the compiler takes for granted: types by reference, several results, a
  // sign extended, a float that saturates, memory filled at once.
  const wasm = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 1, 111, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 23, 1,
    21, 0, 65, 0, 192, 67, 0, 0, 0, 0, 252, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 11,
  ];
  const fits =
    typeof WebAssembly === "object" &&
    WebAssembly.validate(new Uint8Array(wasm)) &&
    "noModule" in HTMLScriptElement.prototype &&
    typeof AbortSignal === "function" &&
    typeof AbortSignal.timeout === "function" &&
    typeof HTMLDialogElement === "function" &&
    supports("color", "light-dark(red, red)") &&
    supports("mask", "none") &&
    CSS.supports("selector(:has(a))");
  if (!fits) {
    root.dataset.unfit = "unfit";
    fail();
    return;
  }

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
    if (!files[tag]) {
      const named = document.querySelector(`meta[data-texts="${tag}"]`);
      const coming = named
        ? fetch(named.content, { signal: AbortSignal.timeout(30000) })
        : Promise.reject(new Error(`no ${tag}`));
      files[tag] = coming
        .then((answer) => (answer.ok ? answer.text() : undefined))
        .catch(() => {});
    }
    return files[tag];
  };
  // For the app: the file, or nothing where it does not come within five seconds from now.
  globalThis.lotusTexts = (tag) => {
    const file = load(tag);
    file.then(() => delete files[tag]);
    return Promise.race([file, new Promise((resolve) => setTimeout(resolve, 5000))]);
  };
  load(root.lang);
})();
