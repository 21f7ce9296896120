// Theme and language, before the first paint, and the first request for that language's texts. A
// file of its own, because the content security policy forbids inline scripts; the app takes over
// from here when it is loaded.
(() => {
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem("lotus.theme");
    language = localStorage.getItem("lotus.language");
  } catch {
    // Storage is blocked: the system's theme and the browser's language it is.
  }
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

  // The files of texts that are here or on their way, by language. The one that is shown first is
  // asked for at once, beside the app. What is not whole does not pass its integrity check.
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
  if (root.lang !== "en") {
    load(root.lang);
  }
})();
