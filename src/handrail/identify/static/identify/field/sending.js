/* Sends what waits, one by one and in order. A letter goes from the phone only when the server says that it has it;
   one that is sent again is known there by its bytes. Returns "sent", "offline", "unknown-phone" or "refused". */
(function (home) {
  "use strict";

  function message(letter) {
    return JSON.stringify({ number: letter.number, key: letter.key, sealed: handrailLetters.toBase64(letter.sealed) });
  }

  async function send(address) {
    await handrailStore.endOpen(Date.now());
    var phone = await handrailStore.get("phone");
    var letters = await handrailStore.waiting();
    for (var i = 0; i < letters.length; i += 1) {
      var answer;
      try {
        answer = await fetch(address, {
          method: "POST", credentials: "omit", cache: "no-store", body: message(letters[i].letter),
          headers: { Authorization: "Bearer " + phone.secret, "Content-Type": "application/json" }
        });
      } catch (unreachable) { return "offline"; }
      if (answer.status === 401) { return "unknown-phone"; }
      if (answer.status >= 500) { return "offline"; }
      if (!answer.ok) { return "refused"; }
      await handrailStore.sent(letters[i].at);
    }
    return "sent";
  }

  /* One at a time over all windows of the app. */
  function sendAll(address) {
    return navigator.locks ? navigator.locks.request("handrail-send", function () { return send(address); }) : send(address);
  }

  home.handrailSending = { sendAll: sendAll, message: message };
})(typeof window === "undefined" ? globalThis : window);
