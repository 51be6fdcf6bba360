/* Sealing to the organisation: HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
   What is sealed here only the server opens: the phone keeps no key to it. The primitives are the browser's own. */
(function (home) {
  "use strict";

  var KEM = "KEM\u0000\u0010", SUITE = "HPKE\u0000\u0010\u0000\u0001\u0000\u0002";
  var BLOCK = 4096;

  function bytes(text) { return Uint8Array.from(text, function (sign) { return sign.charCodeAt(0); }); }

  function join() {
    var parts = Array.from(arguments);
    var all = new Uint8Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0));
    parts.reduce(function (at, part) { all.set(part, at); return at + part.length; }, 0);
    return all;
  }

  async function hmac(key, message) {
    var imported = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", imported, message));
  }

  function extract(suite, salt, label, material) {
    return hmac(salt.length ? salt : new Uint8Array(32), join(bytes("HPKE-v1"), bytes(suite), bytes(label), material));
  }

  /* One block of HKDF-Expand is 32 bytes: no key here is longer. */
  async function expand(suite, key, label, info, length) {
    var named = join(new Uint8Array([0, length]), bytes("HPKE-v1"), bytes(suite), bytes(label), info);
    return (await hmac(key, join(named, new Uint8Array([1])))).slice(0, length);
  }

  /* Return the encapsulated key and the sealed text in one, as the server's library reads them. */
  async function seal(publicBytes, info, text) {
    var curve = { name: "ECDH", namedCurve: "P-256" };
    var theirs = await crypto.subtle.importKey("raw", publicBytes, curve, false, []);
    var once = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    var enc = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
    var shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, once.privateKey, 256));
    var none = new Uint8Array(0);
    var secret = await expand(
      KEM, await extract(KEM, none, "eae_prk", shared), "shared_secret", join(enc, publicBytes), 32
    );
    var context = join(
      new Uint8Array([0]), await extract(SUITE, none, "psk_id_hash", none), await extract(SUITE, none, "info_hash", bytes(info))
    );
    var schedule = await extract(SUITE, secret, "secret", none);
    var key = await crypto.subtle.importKey(
      "raw", await expand(SUITE, schedule, "key", context, 32), "AES-GCM", false, ["encrypt"]
    );
    var iv = await expand(SUITE, schedule, "base_nonce", context, 12);
    return join(enc, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, key, text)));
  }

  /* A document as bytes, filled with spaces to whole blocks: its length tells nothing of what was said. */
  function padded(document) {
    var text = new TextEncoder().encode(JSON.stringify(document));
    var all = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(32);
    all.set(text);
    return all;
  }

  function toBase64(data) {
    var text = "";
    data.forEach(function (byte) { text += String.fromCharCode(byte); });
    return btoa(text);
  }

  home.handrailLetters = {
    seal: seal, padded: padded, toBase64: toBase64, fromBase64: function (text) { return bytes(atob(text)); }
  };
})(typeof window === "undefined" ? globalThis : window);
