// Compiles modules with the Python of a page: node live_compile.mjs FOLDER < names of wheels to join
import fs from "node:fs";

const folder = process.argv[2];
const { loadPyodide } = await import(`${folder}/pyodide.mjs`);
const python = await loadPyodide({ indexURL: folder });
python.FS.mkdirTree("/wheels");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/wheels");
python.globals.set("NAMES", fs.readFileSync(0, "utf8"));
python.runPython(fs.readFileSync(new URL("live_compile.py", import.meta.url), "utf8"));
python.runPython(`
if joined := [Path("/wheels") / name for name in NAMES.split()]:
    join(Path("/wheels/python_stdlib.zip"), joined)
for path in Path("/wheels").glob("*.whl"):
    join(path)
`);
