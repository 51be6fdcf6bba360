/* The service worker: the app's own files from the phone, everything else from the network.
   NAME and FILES stand before it when it is served: a new file, a new name, a new cache. */
/* global NAME, FILES */
"use strict";
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(NAME).then(function (cache) {
    return cache.addAll(FILES.map(function (file) { return new Request(file, { cache: "reload", credentials: "omit" }); }));
  }).then(function () { return self.skipWaiting(); }));
});

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf("handrail-field-") === 0 && name !== NAME;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("fetch", function (event) {
  var asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== location.origin || FILES.indexOf(asked.pathname) < 0) { return; }
  event.respondWith(caches.open(NAME).then(function (cache) {
    return cache.match(asked.pathname).then(function (kept) { return kept || fetch(event.request); });
  }));
});
