// Keeps one edition of the site, whole, for use without a network. A newer one is fetched beside it
// and takes over when no page of the old one is open any more, or when the reader says so. Files that
// are named by what they hold belong to every edition that names them: they are fetched once.
const HERE = new URL(self.registration.scope).pathname;
const NAME = `explainer ${HERE} ${EDITION}`;
const SHARED = `explainer ${HERE} files`;
const shared = (file) => file.startsWith("assets/");

self.addEventListener("install", (event) => {
  const fetched = async () => {
    const [own, others] = await Promise.all([NAME, SHARED].map((name) => caches.open(name)));
    const there = await Promise.all(FILES.map((file) => shared(file) && others.match(file)));
    const missing = FILES.filter((file, place) => shared(file) && !there[place]);
    await others.addAll(missing);
    await own.addAll(FILES.filter((file) => !shared(file)).map((file) => new Request(file, { cache: "reload" })));
  };
  event.waitUntil(fetched());
});

self.addEventListener("activate", (event) => {
  const tidied = async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith(`explainer ${HERE} `));
    await Promise.all(ours.filter((name) => name !== NAME && name !== SHARED).map((name) => caches.delete(name)));
    const kept = await caches.open(SHARED);
    const wanted = new Set([...FILES, ...LATER].map((file) => new URL(file, self.registration.scope).href));
    const old = (await kept.keys()).filter(({ url }) => !wanted.has(url));
    await Promise.all(old.map((request) => kept.delete(request)));
  };
  event.waitUntil(tidied());
});

self.addEventListener("message", ({ data }) => data === "now" && self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  const answer = async () => {
    const own = await (await caches.open(NAME)).match(address.href, { ignoreSearch: true });
    if (own) return own;
    const others = await caches.open(SHARED);
    const kept = await others.match(address.href);
    if (kept) return kept;
    const found = await fetch(event.request);
    // What somebody chose in an explorer is kept from then on.
    if (found.ok && address.pathname.startsWith(`${HERE}assets/`)) event.waitUntil(others.put(address.href, found.clone()));
    return found;
  };
  event.respondWith(answer());
});
