// Compiles modules with the Python of a page: node live_compile.mjs FOLDER < names.json
import fs from "node:fs";

const folder = process.argv[2];
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: folder });
python.FS.mkdirTree("/wheels");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/wheels");
python.globals.set("NAMES", fs.readFileSync(0, "utf8"));
python.runPython(fs.readFileSync(new URL("live_compile.py", import.meta.url), "utf8"));
python.runPython(`
import json

NAMES = {*json.loads(NAMES)}
for path in [*Path("/wheels").glob("*.whl"), Path("/wheels/python_stdlib.zip")]:
    rewrite(path, NAMES)
`);
