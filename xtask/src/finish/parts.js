
// The files of each part, with their integrity.
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
    return compiled[file] ??= lotusCompile(new URL(file, import.meta.url), integrity);
}

// What a server's page opens with is fetched and compiled while the app itself is.
if (location.hash.startsWith("#/server/")) {
    for (const part of parts.latency_section) compile(part).catch(() => { delete compiled[part[0]]; });
}
