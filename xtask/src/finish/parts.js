
// The files of each part, with their integrity; one that is tiny stands here itself.
const parts = PARTS;
const coming = {};
const here = {};

// Loads what a part is made of. Nothing is given back when all of it is here.
function loadPart(name) {
    const missing = parts[name].filter(([file]) => !here[file]);
    return missing.length ? Promise.all(missing.map(loadFile)) : undefined;
}

// A file that did not come is asked for again the next time; one that did must never be run twice.
function loadFile([file, integrity]) {
    return coming[file] ??= runPart(file, integrity).then(
        () => { here[file] = true; },
        (error) => { delete coming[file]; delete compiled[file]; throw error; },
    );
}

async function runPart(file, integrity) {
    await __wbg_load(await compile([file, integrity]), { __wasm_split: wasm });
}

// Parts that are fetched and compiled, or about to be.
const compiled = {};

function compile([file, integrity]) {
    return compiled[file] ??= integrity
        ? fetchPart(file, integrity)
        : WebAssembly.compile(Uint8Array.from(atob(file), (byte) => byte.charCodeAt(0)));
}

async function fetchPart(file, integrity) {
    const answer = await fetch(new URL(file, import.meta.url), { integrity });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    // A server that does not know the type of wasm files is no reason to go without them.
    return answer.headers.get("Content-Type") === "application/wasm"
        ? WebAssembly.compileStreaming(answer)
        : WebAssembly.compile(await answer.arrayBuffer());
}

// What a server's page opens with is fetched and compiled while the app itself is.
if (location.hash.startsWith("#/server/")) {
    for (const part of parts.latency_section) compile(part).catch(() => { delete compiled[part[0]]; });
}
