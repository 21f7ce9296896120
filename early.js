// Theme and language, before the first paint. A file of its own, because the content security
// policy forbids inline scripts; the app takes over from here when it is loaded.
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
})();
