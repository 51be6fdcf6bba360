/* What this phone keeps: its place in the house, two slots that a passphrase may open, the open interview under
   the passphrase, the same interview sealed to the organisation, and the letters that wait to be sent. */
(function (home) {
  "use strict";

  var ROUNDS = 600000, LIFE = 12 * 3600 * 1000;
  var opening = null;

  function database() {
    opening = opening || new Promise(function (done, failed) {
      var asked = indexedDB.open("handrail-field", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("kept");
        asked.result.createObjectStore("letters", { autoIncrement: true });
      };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
    return opening;
  }

  /* Do all of `work` or nothing of it; done only when it stands on the disk. */
  async function together(work) {
    var db = await database();
    return new Promise(function (done, failed) {
      var all = db.transaction(["kept", "letters"], "readwrite", { durability: "strict" });
      all.oncomplete = function () { done(); };
      all.onerror = all.onabort = function () { failed(all.error); };
      work(all.objectStore("kept"), all.objectStore("letters"));
    });
  }

  async function get(name) {
    var db = await database();
    return new Promise(function (done, failed) {
      var asked = db.transaction("kept").objectStore("kept").get(name);
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }

  function put(name, value) { return together(function (kept) { kept.put(value, name); }); }

  function random(length) { return crypto.getRandomValues(new Uint8Array(length)); }

  async function keyFrom(passphrase, salt) {
    var typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    var derived = { name: "PBKDF2", hash: "SHA-256", salt: salt, iterations: ROUNDS };
    return crypto.subtle.deriveKey(derived, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async function box(key, data) {
    var iv = random(12);
    return { iv: iv, data: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, data)) };
  }

  async function unbox(key, boxed) {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv: boxed.iv }, key, boxed.data));
  }

  /* A slot: a room's key and its number under a passphrase. Without a passphrase it is noise of the same size. */
  async function slot(passphrase, room) {
    var salt = random(16);
    var inside = passphrase === null ? random(33) : random(33).fill(room, 32);
    var key = passphrase === null
      ? await crypto.subtle.importKey("raw", random(32), "AES-GCM", false, ["encrypt"])
      : await keyFrom(passphrase, salt);
    return { salt: salt, boxed: await box(key, inside) };
  }

  async function setPassphrases(own, duress) {
    var slots = [await slot(own, 0), await slot(duress || null, 1)];
    if (random(1)[0] % 2) { slots.reverse(); }
    await together(function (kept) {
      kept.put(slots, "slots");
      [0, 1].forEach(function (room) { kept.delete("open" + room); kept.delete("standby" + room); });
    });
  }

  /* The room that a passphrase opens: { number, key }, or null. Both slots are always tried: time tells nothing. */
  async function unlock(passphrase) {
    var found = null;
    var slots = await get("slots");
    for (var i = 0; i < slots.length; i += 1) {
      var key = await keyFrom(passphrase, slots[i].salt);
      try {
        var inside = await unbox(key, slots[i].boxed);
        found = {
          number: inside[32],
          key: await crypto.subtle.importKey("raw", inside.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"])
        };
      } catch (wrong) { /* not this slot */ }
    }
    return found;
  }

  /* Keep the open interview twice: under the passphrase to go on with it, and sealed so that it is never lost. */
  async function keepOpen(room, interview, letter) {
    var boxed = await box(room.key, handrailLetters.padded(interview));
    await together(function (kept) {
      kept.put(boxed, "open" + room.number);
      kept.put({ letter: letter, until: Date.now() + LIFE }, "standby" + room.number);
    });
  }

  async function openInterview(room) {
    var boxed = await get("open" + room.number);
    return boxed ? JSON.parse(new TextDecoder().decode(await unbox(room.key, boxed))) : null;
  }

  /* End the open interview: one step, so that its letter waits to be sent and nothing else is left of it. */
  function finish(room, letter) {
    return together(function (kept, letters) { move(kept, letters, room.number, letter); });
  }

  function move(kept, letters, number, letter) {
    var asked = kept.get("counted");
    asked.onsuccess = function () {
      var counted = (asked.result || 0) + 1;
      kept.put(counted, "counted");
      letters.add(Object.assign({ number: counted }, letter));
      kept.delete("open" + number);
      kept.delete("standby" + number);
    };
  }

  /* Open interviews whose time is up at `time`: what was said goes its way, and the open copy goes. */
  async function endOpen(time) {
    for (var room = 0; room < 2; room += 1) {
      var standby = await get("standby" + room);
      if (standby && standby.until < time) { await finish({ number: room }, standby.letter); }
    }
  }

  async function waiting() {
    var db = await database();
    return new Promise(function (done, failed) {
      var found = [];
      var asked = db.transaction("letters").objectStore("letters").openCursor();
      asked.onerror = function () { failed(asked.error); };
      asked.onsuccess = function () {
        if (!asked.result) { done(found); return; }
        found.push({ at: asked.result.key, letter: asked.result.value });
        asked.result.continue();
      };
    });
  }

  function sent(at) { return together(function (_kept, letters) { letters.delete(at); }); }

  home.handrailStore = {
    get: get, put: put, setPassphrases: setPassphrases, unlock: unlock, keepOpen: keepOpen,
    openInterview: openInterview, finish: finish, endOpen: endOpen, waiting: waiting, sent: sent
  };
})(typeof window === "undefined" ? globalThis : window);
