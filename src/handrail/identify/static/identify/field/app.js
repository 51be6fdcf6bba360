/* The app: one thing a screen. It holds the open interview in memory while it is unlocked, and nowhere else in clear. */
(function () {
  "use strict";

  var IDLE = 5 * 60 * 1000, LEAST_PASSPHRASE = 10, OPEN = ["not_known", "not_said"];
  var stage = document.getElementById("stage");
  var place = stage.dataset;
  var state = { room: null, interview: null, words: null, own: null, known: null, phone: null, problem: "" };
  var idle = null;

  /* ---- drawing ---- */

  function make(tag, options, children) {
    var node = document.createElement(tag);
    Object.keys(options || {}).forEach(function (name) {
      if (name === "text") { node.textContent = options.text; }
      else if (name === "click") { node.addEventListener("click", options.click); }
      else if (options[name] !== undefined && options[name] !== null && options[name] !== false) { node.setAttribute(name, options[name] === true ? "" : options[name]); }
    });
    (children || []).forEach(function (child) { if (child) { node.appendChild(child); } });
    return node;
  }

  function say(key, values) {
    return Object.keys(values || {}).reduce(function (text, name) {
      return text.replace("%(" + name + ")s", values[name]);
    }, state.own.app[key]);
  }

  function p(text, kind) { return make("p", { text: text, class: kind || null }); }

  function button(text, click, kind, more) {
    return make("button", Object.assign({ type: "button", text: text, click: click, class: kind || null }, more));
  }

  function field(label, name, options, hint) {
    var known = hint ? make("span", { text: hint, class: "hint", id: "hint-" + name }) : null;
    var input = make(options && options.choices ? "select" : "input", Object.assign(
      { id: name, name: name, autocomplete: "off", "aria-describedby": hint ? "hint-" + name : null },
      options && options.choices ? {} : { type: "text" }, options && options.attributes
    ));
    ((options && options.choices) || []).forEach(function (each) {
      input.appendChild(make("option", { value: each[0], text: each[1], selected: each[0] === options.chosen, lang: each[0] }));
    });
    return make("div", { class: "field" }, [make("label", { for: name, text: label }), known, input]);
  }

  function form(children, submit, sent) {
    var node = make("form", { novalidate: true }, children.concat([make("button", { type: "submit", text: sent })]));
    node.addEventListener("submit", function (event) {
      event.preventDefault();
      var values = {};
      node.querySelectorAll("input,select").forEach(function (each) { values[each.name] = each.value; });
      var pressed = node.querySelector("[type=submit]");
      pressed.disabled = true;
      submit(values).catch(failed).finally(function () { pressed.disabled = false; });
    });
    return node;
  }

  function show(title, children, more) {
    var problem = state.problem ? [make("p", { text: state.problem, class: "problem", role: "alert" })] : [];
    state.problem = "";
    var heading = make("h1", { text: title, tabindex: "-1", lang: more && more.lang });
    stage.replaceChildren.apply(stage, [heading].concat(problem, children.filter(Boolean)));
    document.title = more && more.hidden ? document.title : title;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  function failed(problem) {
    state.problem = say("failed", { what: String(problem && problem.message || problem) });
    if (state.room) { home(); } else { locked(); }
  }

  /* ---- the phone ---- */

  async function words(language) {
    var answer = await fetch(place.words.replace("/en/", "/" + language + "/"));
    return answer.json();
  }

  async function start() {
    state.phone = await handrailStore.get("phone");
    var offered = JSON.parse(place.languages);
    var wanted = (await handrailStore.get("language")) || (navigator.language || "en").split("-")[0];
    state.own = await words(offered.some(function (each) { return each[0] === wanted; }) ? wanted : "en");
    state.words = state.own;
    document.documentElement.lang = state.own.language;
    state.known = handrailEngine.prepare(await (await fetch(place.pack)).json());
    if (!state.phone) {
      show(say("not_set_up"), [p(say("not_set_up_how")), make("a", { class: "button", href: place.phones, text: say("set_up") })]);
      return;
    }
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    if (await handrailStore.get("slots")) { locked(); } else { choosePassphrase(); }
    send();
  }

  function choosePassphrase() {
    show(say("choose_passphrase"), [
      p(say("choose_passphrase_why")),
      form([
        field(say("passphrase"), "own", { attributes: { type: "password" } }, say("passphrase_hint")),
        field(say("passphrase_again"), "again", { attributes: { type: "password" } }),
        field(say("duress"), "duress", { attributes: { type: "password" } }, say("duress_hint"))
      ], async function (typed) {
        if (Array.from(typed.own).length < LEAST_PASSPHRASE) { state.problem = say("passphrase_short"); return choosePassphrase(); }
        if (typed.own !== typed.again) { state.problem = say("passphrase_differs"); return choosePassphrase(); }
        if (typed.duress && (typed.duress === typed.own || Array.from(typed.duress).length < LEAST_PASSPHRASE)) {
          state.problem = say("duress_wrong");
          return choosePassphrase();
        }
        await handrailStore.setPassphrases(typed.own, typed.duress);
        state.room = await handrailStore.unlock(typed.own);
        return home();
      }, say("keep"))
    ]);
  }

  function locked() {
    state.room = state.interview = null;
    state.words = state.own;
    show(say("locked"), [
      unlocking(async function () { await resume(); }),
      languages(),
      details("forgot", forgetting)
    ]);
  }

  function unlocking(then) {
    return form([field(say("passphrase"), "passphrase", { attributes: { type: "password" } })], async function (typed) {
      var room = await handrailStore.unlock(typed.passphrase);
      if (!room) { state.problem = say("opens_nothing"); return locked(); }
      state.room = room;
      return then();
    }, say("open"));
  }

  function details(key, inside) {
    return make("details", {}, [make("summary", { text: say(key) })].concat(inside()));
  }

  function forgetting() {
    return [p(say("forgot_how")), button(say("begin_anew"), async function () {
      await handrailStore.endOpen(Infinity);
      await handrailStore.put("slots", null);
      choosePassphrase();
      send();
    }, "second")];
  }

  function languages() {
    var chosen = field(say("language"), "language", { choices: JSON.parse(place.languages), chosen: state.own.language });
    chosen.querySelector("select").addEventListener("change", async function (event) {
      await handrailStore.put("language", event.target.value);
      location.reload();
    });
    return chosen;
  }

  async function resume() {
    await handrailStore.endOpen(Date.now());
    state.interview = await handrailStore.openInterview(state.room);
    if (!state.interview) { return home(); }
    state.words = await words(state.interview.language);
    return ask();
  }

  /* ---- home ---- */

  async function home() {
    var letters = state.room.number === 0 ? await handrailStore.waiting() : [];
    show(say("home"), [
      button(say("begin"), begin),
      make("p", { text: letters.length ? say("unsent", { count: letters.length }) : say("nothing_unsent"), role: "status", "data-unsent": String(letters.length) }),
      state.said ? p(say(state.said), "soft") : null,
      letters.length ? button(say("send_now"), async function () { await send(); home(); }, "second") : null,
      letters.length ? button(say("take_out"), function () { takeOut(letters); }, "second") : null,
      details("what_it_keeps", function () {
        return ["keeps_1", "keeps_2", "keeps_3", "keeps_4"].map(function (key) { return p(say(key)); });
      }),
      languages(),
      button(say("lock"), locked, "quiet")
    ]);
  }

  async function send() {
    if (!state.phone) { return; }
    var came = await handrailSending.sendAll(place.send);
    state.said = came === "sent" ? "" : { "offline": "said_offline", "unknown-phone": "said_unknown", "refused": "said_refused" }[came];
  }

  function takeOut(letters) {
    var text = JSON.stringify({ handrail: "letters", letters: letters.map(function (each) { return JSON.parse(handrailSending.message(each.letter)); }) });
    var link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: "handrail-letters.json" });
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  /* ---- the interview ---- */

  function begin() {
    show(say("before"), [
      make("ul", {}, ["before_1", "before_2", "before_3", "before_4"].map(function (key) { return make("li", { text: say(key) }); })),
      form([
        field(say("asked_in"), "language", { choices: JSON.parse(place.asked), chosen: state.own.language }),
        field(say("interpreter"), "interpreter", { attributes: { maxlength: "120" } }, say("interpreter_hint")),
        field(say("called"), "called", { attributes: { maxlength: "120" } }, say("called_hint")),
        field(say("case"), "case", { attributes: { maxlength: "40" } }, say("case_hint"))
      ], async function (typed) {
        state.words = await words(typed.language);
        state.interview = Object.assign(typed, {
          id: crypto.randomUUID(), began: new Date().toISOString(), answers: [],
          instrument: state.known.interview.id, version: state.known.interview.version, ended: false
        });
        await keep();
        return ask();
      }, say("begin"))
    ]);
  }

  async function letterOf(interview) {
    var sealed = await handrailLetters.seal(
      handrailLetters.fromBase64(state.phone.public), place.info, handrailLetters.padded(interview)
    );
    return { key: state.phone.key, sealed: sealed };
  }

  async function keep() {
    await handrailStore.keepOpen(state.room, state.interview, await letterOf(state.interview));
  }

  function found() {
    return handrailEngine.screen(state.known, Object.fromEntries(state.interview.answers));
  }

  function ask() {
    var came = found();
    var question = came.next && state.known.byId[came.next];
    var handed = state.handed;
    if (handed && (!question || question.observed)) { return handBack(); }
    if (!question) { return result(); }
    var spoken = state.words;
    show(spoken.questions[question.id], [
      question.observed ? p(say("observed"), "soft") : null,
      spoken.reviewed ? null : p(spoken.app.draft, "soft"),
      handed ? null : atOnce(came),
      answers(question, spoken),
      aloud(spoken, spoken.questions[question.id]),
      handed
        ? button(spoken.app.hand_back, handBack, "quiet", { lang: spoken.language })
        : make("div", { class: "below" }, [
          state.interview.answers.length ? button(say("back"), back, "quiet") : null,
          question.observed ? null : button(say("hand_over"), function () { state.handed = true; ask(); }, "quiet"),
          button(say("pause"), locked, "quiet"),
          button(say("stop_here"), result, "quiet")
        ])
    ], { lang: spoken.language, hidden: true });
  }

  function answers(question, spoken) {
    var ids = question.choices.map(function (each) { return each.id; });
    return make("div", { class: "answers" }, ids.concat(OPEN).map(function (id) {
      return button(spoken.answers[id], function () { answer(question.id, id).catch(failed); }, OPEN.indexOf(id) < 0 ? null : "second", {
        lang: spoken.language, "data-answer": id, "data-question": question.id
      });
    }));
  }

  async function answer(question, id) {
    stage.querySelectorAll("[data-answer]").forEach(function (each) { each.disabled = true; });
    state.interview.answers.push([question, id]);
    await keep();
    ask();
  }

  async function back() {
    state.interview.answers.pop();
    await keep();
    ask();
  }

  function atOnce(came) {
    return came.actions.length
      ? make("div", { class: "at-once" }, [make("h2", { text: say("at_once") }), make("ul", {}, came.actions.map(function (each) {
        return make("li", { text: state.own.actions[each] });
      }))])
      : null;
  }

  function aloud(spoken, text) {
    var voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
    var voice = voices.find(function (each) { return each.localService && each.lang.split(/[-_]/)[0] === spoken.language.split("-")[0]; });
    if (!voice) { return null; }
    return button(spoken.app.read_aloud, function () {
      var said = new SpeechSynthesisUtterance(text);
      said.voice = voice;
      said.lang = voice.lang;
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
    }, "quiet", { lang: spoken.language });
  }

  /* The person gives the phone back: the officer's passphrase, for the result is not for a finger that slips. */
  function handBack() {
    state.handed = false;
    var interview = state.interview, room = state.room;
    state.room = state.interview = null;
    show(say("hand_back_title"), [unlocking(async function () {
      state.interview = state.room.number === room.number ? interview : null;
      return state.interview ? ask() : home();
    })]);
  }

  function result() {
    var came = found();
    show(state.own.results[came.result], [
      p(say("only_screening"), "soft"),
      atOnce(came),
      came.flags.length ? make("ul", {}, came.flags.map(function (each) { return make("li", { text: state.own.flags[each] }); })) : null,
      button(say("finish"), function () { finish().catch(failed); }),
      came.next ? button(say("go_on"), ask, "second") : null,
      state.interview.answers.length ? button(say("back"), back, "quiet") : null
    ]);
  }

  async function finish() {
    state.interview.ended = true;
    await handrailStore.finish(state.room, await letterOf(state.interview));
    state.interview = null;
    state.words = state.own;
    await home();
    await send();
    if (state.room && !state.interview) { await home(); }
  }

  /* ---- leaving ---- */

  function awake() {
    clearTimeout(idle);
    if (state.room) { idle = setTimeout(locked, IDLE); }
  }

  ["pointerdown", "keydown"].forEach(function (name) { document.addEventListener(name, awake); });
  window.addEventListener("online", async function () {
    await send();
    if (state.room && stage.querySelector("[data-unsent]")) { home(); }
  });
  if ("serviceWorker" in navigator) { navigator.serviceWorker.register(place.worker, { scope: place.scope }); }
  start().catch(function () { stage.textContent = place.failed; });
})();
