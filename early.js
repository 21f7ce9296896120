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
  load(root.lang);

  // The live connection, and on a server's page the history of the latencies, while the app is still
  // on its way. A history is asked for once the first frame names the server: the answer for one that
  // is not there would stand in the console as an error. The addresses are those of
  // `src/api/endpoint.rs`.
  const early = { socket: null, heard: [], history: null };
  const askFor = (id, frame) => {
    if (early.history || !frame.includes(`"ID":${id},`)) {
      return;
    }
    let token = null;
    try {
      token = sessionStorage.getItem("lotus.token") ?? localStorage.getItem("lotus.token");
    } catch {
      // Storage is blocked: there is no token.
    }
    const address = `/api/v1/monitor/${id}`;
    const options = { cache: "no-store", signal: AbortSignal.timeout(10_000) };
    const asOneself = { headers: { Authorization: token }, credentials: "omit", redirect: "error" };
    // A stored token that no header can carry fails as any answer may that does not come.
    const ask = async () => {
      const answer = await fetch(address, token ? { ...options, ...asOneself } : options);
      // Read at once: what comes while the app does is whole when the app is there.
      const body = await answer.text();
      answer.text = async () => body;
      return answer;
    };
    const answer = ask();
    answer.catch(() => {});
    early.history = { address, token, answer };
  };
  const open = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
    early.socket = socket;
    const server = /^#\/server\/(\d+)(?:$|\?)/.exec(location.hash);
    for (const kind of ["open", "message", "close"]) {
      socket.addEventListener(kind, (event) => {
        if (early.heard) {
          // Of several frames only the newest is worth reading.
          early.heard = [...early.heard.filter(({ type }) => type !== kind), event];
          if (server && kind === "message") {
            askFor(server[1], event.data);
          }
        }
      });
    }
  };
  if (!document.hidden) {
    try {
      open();
    } catch {
      // No address a socket could have: the app tells what that means.
    }
  }
  // For the app, once: the connection, which then says again what it has said.
  globalThis.lotusSocket = () => {
    const { socket, heard } = early;
    early.socket = null;
    early.heard = null;
    queueMicrotask(() => {
      for (const { type, data } of heard ?? []) {
        socket.dispatchEvent(new MessageEvent(type, { data }));
      }
    });
    return socket ?? undefined;
  };
  // For the app, once: the answer of this address in this name, if it was asked for.
  globalThis.lotusAnswer = (address, token) => {
    const { history } = early;
    if (history?.address === address && history.token === (token ?? null)) {
      early.history = {};
      return history.answer;
    }
    return undefined;
  };
})();
