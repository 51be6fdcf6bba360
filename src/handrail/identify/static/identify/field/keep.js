/* On the page that sets a phone up: takes the phone's place in the house from the page into the app's store. */
(async function () {
  "use strict";
  var given = document.getElementById("phone-given");
  if (!given) { return; }
  var phone = JSON.parse(given.textContent);
  var before = await handrailStore.get("phone");
  await handrailStore.put("phone", phone);
  if (!before) { await handrailStore.put("counted", 0); }
  document.querySelectorAll("[data-when-kept]").forEach(function (each) { each.hidden = false; });
})();
