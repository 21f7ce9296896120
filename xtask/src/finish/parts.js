
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
    return coming[file] ??= fetchPart(file, integrity).then(
        () => { here[file] = true; },
        (error) => { delete coming[file]; throw error; },
    );
}

async function fetchPart(file, integrity) {
    const answer = await fetch(new URL(file, import.meta.url), { integrity });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    await __wbg_load(answer, { __wasm_split: wasm });
}
