/* Keeps what is typed into a long form on the server, some seconds after the last key. Nothing stays in the
   browser. The form works without this file: then what was sent is kept, also when the session had ended. */
(function () {
  "use strict";

  var AFTER = 3000;

  function watch(mark) {
    var form = mark.form;
    var line = form.querySelector("[data-draft-kept]");
    var waiting = null;
    var sending = false;
    var kept = new URLSearchParams(fields()).toString();

    function fields() {
      var found = new FormData(form);
      form.querySelectorAll("input[type=password], input[type=file]").forEach(function (field) { found.delete(field.name); });
      return found;
    }

    function keep(last) {
      window.clearTimeout(waiting);
      waiting = null;
      var now = new URLSearchParams(fields());
      if (sending || now.toString() === kept) { return; }
      kept = now.toString();
      window.fetch(mark.dataset.draft, { method: "POST", body: now, keepalive: last, redirect: "error" })
        .then(function (answer) { say(answer.ok); }, function () { say(false); });
    }

    function say(well) {
      var time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      line.textContent = well ? line.dataset.draftKept + " " + time : line.dataset.draftLost;
      if (!well) { kept = null; }
    }

    form.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keep, AFTER);
    });
    form.addEventListener("submit", function () { sending = true; window.clearTimeout(waiting); });
    document.addEventListener("visibilitychange", function () {
      if (document.visibilityState === "hidden") { keep(true); }
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-draft]").forEach(watch);
  });
})();
