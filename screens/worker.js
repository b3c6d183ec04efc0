// Keeps the last screen, so that a stick that is switched off and on again while there is no network shows it and not an
// error. It keeps one screen and what that needs, answers with it only where the network does not, and says how long it
// was kept (screen.js tells it, and shows nothing of it after a day). The next answer of the city replaces it, one that
// says that the site was taken down included.
"use strict";
const STORE = "allimi-screen", KEPT_AT = "x-kept-at";
const WRITE_EVERY = 10 * 60 * 1000; // what says the same is not written anew before: a stick's flash wears out

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const request = event.request, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (/\/screens\/[^/]+\/$/.test(address.pathname)) event.respondWith(screen(event));
  else event.respondWith(fetch(request).catch(() => kept(request)));
});

async function screen(event) {
  const isOpened = event.request.mode === "navigate";
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (failure) {
    // Asking for news must fail without a network, or the page would believe that it is fresh.
    if (isOpened) return kept(event.request);
    throw failure;
  }
  if (answer.status === 200 || answer.status === 410) event.waitUntil(keep(event.request.url, answer.clone()));
  return isOpened && answer.status >= 500 ? kept(event.request).catch(() => answer) : answer;
}

async function keep(url, answer) {
  const text = await answer.text(), store = await caches.open(STORE), before = await store.match(url, { ignoreVary: true });
  if (!text.includes('id="screen"')) return;
  const age = before ? Date.now() - Number(before.headers.get(KEPT_AT)) : WRITE_EVERY;
  if (age >= 0 && age < WRITE_EVERY && said(await before.text()) === said(text)) return;
  const headers = { "Content-Type": "text/html; charset=utf-8", [KEPT_AT]: String(Date.now()) };
  headers["Content-Security-Policy"] = answer.headers.get("Content-Security-Policy") || "default-src 'none'";
  await store.put(url, new Response(text, { headers }));
  await keepParts(store, url, text);
}

// Pictures, sheet and script of this screen; whatever an earlier one needed goes.
async function keepParts(store, url, text) {
  const parts = new Set(), named = /\b(?:src|href)="(\/[^"]+)"/g;
  for (let found = named.exec(text); found; found = named.exec(text)) {
    parts.add(new URL(found[1].replace(/&amp;/g, "&"), url).href);
  }
  for (const request of await store.keys()) {
    if (request.url !== url && !parts.delete(request.url)) await store.delete(request);
  }
  // A picture that is not to be had must not cost the others.
  await Promise.all([...parts].map((part) => store.add(part).catch(() => undefined)));
}

// Without the moment it was made at.
function said(text) {
  return text.replace(/ data-(?:built|since)="[^"]*"|<span id="age-words">[^<]*/g, "");
}

async function kept(request) {
  const found = await (await caches.open(STORE)).match(request, { ignoreVary: true });
  if (!found) throw new TypeError("nothing is kept of this address");
  if (!found.headers.has(KEPT_AT)) return found;
  const age = Date.now() - Number(found.headers.get(KEPT_AT));
  const text = (await found.text()).replace('<div id="screen"', `<div id="screen" data-kept="${age}"`);
  return new Response(text, { headers: found.headers });
}
