// Everything that begins before the app is there: theme and language, the app's own files, the live
// connection and the first questions to the dashboard. A file of its own, because the content security
// policy forbids inline scripts, and the first thing that runs: what can be under way is under way
// while the browser still reads the page.
(() => {
  const root = document.documentElement;

  // Theme and language, before the first paint; the app takes over from here when it is loaded.
  const stored = (storage, key) => {
    try {
      return globalThis[storage].getItem(key)?.trim();
    } catch {
      // Storage is blocked: the system's theme and the browser's language it is, and no token.
      return "";
    }
  };
  const cookies = () => {
    try {
      return document.cookie;
    } catch {
      return "";
    }
  };
  const theme = stored("localStorage", "lotus.theme");
  const language = stored("localStorage", "lotus.language");
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

  // The first questions. Each is asked in the name of the stored token or of the browser's cookies; the
  // addresses are those of `src/api/endpoint.rs`.
  const token = stored("sessionStorage", "lotus.token") || stored("localStorage", "lotus.token");
  const cookiesThen = cookies();
  const answers = {};
  const ask = async (address, token) => {
    const options = { cache: "no-store", signal: AbortSignal.timeout(10_000) };
    const asOneself = { headers: { Authorization: token }, credentials: "omit", redirect: "error" };
    const answer = await fetch(address, token ? { ...options, ...asOneself } : options);
    // Read at once: what comes while the app does is whole when the app is there.
    const body = await answer.arrayBuffer();
    answer.arrayBuffer = async () => body;
    answer.cameAt = performance.now();
    return answer;
  };
  // What is given back settles with the answer: one that does not come is asked for again, and told, by
  // the app. What the app asked for before is not asked for here.
  const askEarly = (address, token) => {
    const name = `${token || ""} ${address}`;
    if (name in answers) {
      return undefined;
    }
    answers[name] = ask(address, token);
    return answers[name].catch(() => {});
  };
  // For the app, once: the answer of this address in this name, if it was asked for; nothing of one that
  // took too long. One that lay here for a while, because the app was long on its way, is no answer to
  // what is asked now, and neither is one to who signed out since.
  globalThis.lotusAnswer = (address, token) => {
    const name = `${token || ""} ${address}`;
    const answer = answers[name];
    answers[name] = undefined;
    if (!token && cookies() !== cookiesThen) {
      return undefined;
    }
    // A history gets a sample a minute; how the fleet stands is old after seconds.
    const keeps = address.includes("/monitor/") ? 30_000 : 3_000;
    return answer?.then(
      (answer) => (performance.now() - answer.cameAt < keeps ? answer : Promise.reject()),
      (error) => (error?.name === "TimeoutError" ? undefined : Promise.reject(error)),
    );
  };

  // The live connection, which takes longest to come, and on a server's page the history of its
  // latencies. Only of a server that a frame names: the answer for one that is not there would stand in
  // the console as an error.
  const server = /^#\/server\/(\d+)(?:$|\?)/.exec(location.hash)?.[1];
  let isFirst = true;
  let history;
  let socket = null;
  let heard = [];
  const open = (come) => {
    socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`);
    for (const kind of ["open", "message", "close"]) {
      socket.addEventListener(kind, (event) => {
        // Of several frames only the newest is worth reading.
        heard = heard && [...heard.filter(({ type }) => type !== kind), event];
        if (kind === "message" && isFirst) {
          isFirst = false;
          if (server && event.data.includes(`"ID":${server},`)) {
            history = askEarly(`/api/v1/monitor/${server}`, token);
          }
        }
        if (kind !== "open") {
          come(history);
        }
      });
    }
  };
  // For the app: settled once there is something to show, or nothing will come, or the page has waited
  // long enough. A skeleton that stands for a moment is only a flash.
  const something = new Promise((resolve) => {
    if (document.hidden) {
      resolve();
      return;
    }
    try {
      open(resolve);
    } catch {
      // No address a socket could have: the app tells what that means.
      resolve();
    }
  });
  const longEnough = new Promise((resolve) => setTimeout(resolve, 150));
  globalThis.lotusHeard = Promise.race([something, longEnough]);
  // For the app, once: the connection, which then says again what it has said.
  globalThis.lotusSocket = () => {
    const given = socket;
    const said = heard ?? [];
    socket = null;
    heard = null;
    queueMicrotask(() => {
      for (const { type, data } of said) {
        given.dispatchEvent(new MessageEvent(type, { data }));
      }
    });
    return given ?? undefined;
  };

  // Who is asking. Who has no cookie at all is a guest, about whom the app asks in its own time.
  if (cookiesThen) {
    askEarly("/api/v1/server/details", null);
  }
  if (token) {
    askEarly("/api/v1/server/details", token);
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
