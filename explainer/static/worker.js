// Keeps one edition of the site, whole, for use without a network. A newer one is fetched beside it
// and takes over when no page of the old one is open any more, or when the reader says so.
const NAME = `explainer-${EDITION}`;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: file.startsWith("assets/") ? "default" : "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("explainer-") && name !== NAME;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))));
});

self.addEventListener("message", ({ data }) => data === "now" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  const address = new URL(event.request.url);
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  const answer = async () => {
    const cache = await caches.open(NAME);
    const kept = await cache.match(address.href, { ignoreSearch: true });
    if (kept) return kept;
    const found = await fetch(event.request);
    // What an explorer shows for a choice is named by its content, so it can be kept as well.
    if (found.ok && address.pathname.includes("/assets/")) cache.put(event.request, found.clone());
    return found;
  };
  event.respondWith(answer());
});
