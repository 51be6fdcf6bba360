/* Quick exit, the menu on small screens, and focus on what needs mending. Every page works without this file. */
(function () {
  "use strict";

  var root = document.documentElement;
  var LEFT = "handrail-left";
  root.classList.add("js");

  function remembered(key) {
    try { return window.sessionStorage.getItem(key); } catch (refused) { return null; }
  }

  function remember(key) {
    try { window.sessionStorage.setItem(key, "1"); } catch (refused) { return; }
  }

  function forget(key) {
    try { window.sessionStorage.removeItem(key); } catch (refused) { return; }
  }

  /* Clears the screen first, then signs out, then goes: the eye over the shoulder is the quickest of the three. */
  function leave(link, alone) {
    document.title = " ";
    document.body.className = "left";
    document.body.textContent = "";
    remember(LEFT);
    if (link.dataset.signOut && navigator.sendBeacon) { navigator.sendBeacon(link.dataset.signOut); }
    if (!alone && otherTabs) { otherTabs.postMessage("leave"); }
    window.location.replace(link.href);
  }

  var otherTabs = "BroadcastChannel" in window ? new BroadcastChannel("handrail") : null;

  function watchQuickExit() {
    var link = document.querySelector("[data-quick-exit]");
    if (!link) { return; }
    var said = document.querySelector("[data-quick-exit-said]");
    var pressedAt = -Infinity;
    link.addEventListener("click", function (event) {
      event.preventDefault();
      leave(link, false);
    });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" && event.key !== "Esc") { pressedAt = -Infinity; return; }
      if (event.repeat) { return; }
      if (event.timeStamp - pressedAt < 1500) { leave(link, false); return; }
      pressedAt = event.timeStamp;
      if (said) {
        said.textContent = said.dataset.quickExitSaid;
        window.setTimeout(function () { said.textContent = ""; }, 1500);
      }
    }, true);
    if (otherTabs) { otherTabs.onmessage = function (event) { if (event.data === "leave") { leave(link, true); } }; }
  }

  /* Going back after a quick exit brings the old page neither out of the browser's memory nor from a house
     that has not heard of the sign-out yet: what was left stays empty until the house has answered to it. */
  function stayAway() {
    if (remembered(LEFT) === null) { return; }
    var link = document.querySelector("[data-quick-exit]");
    if (!link || !link.dataset.signOut) { forget(LEFT); root.hidden = false; return; }
    document.body.textContent = "";
    window.fetch(link.dataset.signOut, { method: "POST" }).then(function (answer) {
      if (answer.ok) { forget(LEFT); window.location.reload(); }
    }, function () { /* not heard of it yet: it stays empty */ });
  }

  root.hidden = remembered(LEFT) !== null;
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && remembered(LEFT) !== null) { document.body.textContent = ""; window.location.reload(); }
  });

  function watchMenus() {
    var button = document.querySelector("[data-menu-button]");
    var parts = document.querySelectorAll("[data-menu-part]");
    function show(open) {
      parts.forEach(function (part) { part.toggleAttribute("data-closed", !open); });
      button.setAttribute("aria-expanded", String(open));
    }
    if (button) {
      show(false);
      button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") !== "true"); });
    }
    var menus = document.querySelectorAll("details.menu");
    function closeFrom(target) {
      menus.forEach(function (menu) { if (menu.open && !menu.contains(target)) { menu.open = false; } });
    }
    document.addEventListener("click", function (event) { closeFrom(event.target); });
    document.addEventListener("focusin", function (event) { closeFrom(event.target); });
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") { return; }
      menus.forEach(function (menu) {
        if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
      });
    });
  }

  function watchPrint() {
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () { window.print(); });
    });
  }

  /* A security key that did not answer, or was taken away: say it on the page. */
  document.addEventListener("allauth.error", function () {
    var said = document.querySelector("[data-key-problem]");
    if (said) { said.hidden = false; said.focus(); }
  });

  document.addEventListener("DOMContentLoaded", function () {
    stayAway();
    watchQuickExit();
    watchMenus();
    watchPrint();
    var summary = document.querySelector("[data-focus-first]");
    if (summary && !summary.closest("[data-specimen]")) { summary.focus(); }
  });
})();
