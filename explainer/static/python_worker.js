// Python beside a page: it starts with the first question, and answers in the order of the questions.
import { loadPyodide } from "./pyodide.mjs";

const begin = async () => {
  const archive = fetch(new URL("packages.zip", import.meta.url)).then((found) => {
    if (!found.ok) throw new Error(`packages.zip: ${found.status}`);
    return found.arrayBuffer();
  });
  const [python, packed] = await Promise.all([loadPyodide({ indexURL: new URL(".", import.meta.url).href }), archive]);
  postMessage({ told: "starts" });
  python.unpackArchive(packed, "zip", { extractDir: python.runPython("import site; site.getsitepackages()[0]") });
  return python.pyimport("explainer.recognition.in_page").answer;
};

let begun;
onmessage = async ({ data: { id, asked } }) => {
  try {
    begun ??= begin();
    const answer = (await begun)(asked);
    postMessage({ id, answer });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
