/* The engine of identification in the browser: the rules of `identify/domain`, held to them by shared vectors.
   Whole numbers only (BigInt), so that both agree to the byte. null is "not known"; not answered is never no. */
(function (home) {
  "use strict";

  var OPEN_ANSWERS = ["not_known", "not_said"];
  var SMUGGLING = ["crossing.procured", "crossing.benefit", "crossing.illegal_entry", "crossing.not_national"];

  function anyOf(values) {
    var unknown = false;
    for (var i = 0; i < values.length; i += 1) {
      if (values[i] === true) { return true; }
      unknown = unknown || values[i] === null;
    }
    return unknown ? null : false;
  }

  function allOf(values) {
    var unknown = false;
    for (var i = 0; i < values.length; i += 1) {
      if (values[i] === false) { return false; }
      unknown = unknown || values[i] === null;
    }
    return unknown ? null : true;
  }

  function unique(list) { return Array.from(new Set(list)); }

  /* What hangs together in an interview, found once: questions by id and by code, atoms, and what follows what. */
  function prepare(interview) {
    var known = {
      interview: interview, byId: {}, about: new Map(), atomOf: {}, atoms: {}, shows: {}, atomsOf: {}, ever: {}, after: {}
    };
    Object.keys(interview.elements).forEach(function (name) {
      if (name !== "smuggling") { known.atoms[name] = interview.elements[name]; }
    });
    SMUGGLING.forEach(function (code) { known.atoms[code] = [code]; });
    Object.keys(known.atoms).forEach(function (atom) {
      known.ever[atom] = 0;
      known.atoms[atom].forEach(function (code) { known.atomOf[code] = atom; });
    });
    interview.questions.forEach(function (question) {
      known.byId[question.id] = question;
      known.shows[question.id] = unique([].concat.apply([], question.choices.map(function (each) { return each.shows; })));
      known.shows[question.id].forEach(function (code) {
        if (!known.about.has(code)) { known.about.set(code, []); }
        known.about.get(code).push(question);
      });
      known.atomsOf[question.id] = atomsOf(known, known.shows[question.id]);
      known.atomsOf[question.id].forEach(function (atom) { known.ever[atom] += 1; });
      for (var before = question.only_if; before; before = known.byId[before[0]].only_if) {
        (known.after[before[0]] = known.after[before[0]] || []).push(question);
      }
    });
    return known;
  }

  function atomsOf(known, codes) {
    return unique(codes.filter(function (code) { return code in known.atomOf; }).map(function (code) {
      return known.atomOf[code];
    })).sort();
  }

  function choiceOf(question, id) {
    return question.choices.find(function (each) { return each.id === id; }) || null;
  }

  function applies(known, question, answers) {
    if (!question.only_if) { return true; }
    if (applies(known, known.byId[question.only_if[0]], answers) === false) { return false; }
    var given = answers[question.only_if[0]];
    if (given === undefined) { return null; }
    return question.only_if[1].indexOf(given) >= 0 || (OPEN_ANSWERS.indexOf(given) >= 0 ? null : false);
  }

  function told(known, answers, asked) {
    var facts = {};
    known.about.forEach(function (questions, code) {
      var unknown = false;
      var shown = questions.some(function (question) {
        if (asked[question.id] === false) { return false; }
        var choice = asked[question.id] ? choiceOf(question, answers[question.id]) : null;
        if (choice === null) { unknown = true; return false; }
        return choice.shows.indexOf(code) >= 0;
      });
      facts[code] = shown ? true : (unknown ? null : false);
    });
    return facts;
  }

  function fact(facts, code) { return facts[code] === undefined ? null : facts[code]; }

  function elementsOf(known, facts) {
    var found = {};
    Object.keys(known.interview.elements).forEach(function (name) {
      var values = known.interview.elements[name].map(function (code) { return fact(facts, code); });
      found[name] = name === "smuggling" ? allOf(values) : anyOf(values);
    });
    return found;
  }

  function trafficking(e) { return allOf([e.act, e.purpose, anyOf([e.means, e.child])]); }

  function decide(e) {
    var met = trafficking(e);
    if (met) {
      if (e.smuggling) { return ["both", "D1"]; }
      return e.child ? ["child_trafficking", "T2"] : ["trafficking", "T1"];
    }
    if (met === null) { return ["insufficient_information", stillOpen(e)]; }
    return notMet(e);
  }

  function stillOpen(e) {
    if (e.act === null) { return "T9"; }
    if (e.smuggling) { return "D5"; }
    if (e.purpose === null) { return e.child ? "T10" : "T7"; }
    return e.means === null ? "T6" : "T8";
  }

  function notMet(e) {
    if (e.smuggling) {
      if (e.danger === null) { return ["insufficient_information", "D4"]; }
      if (e.danger) { return ["aggravated_smuggling", e.other && e.means ? "D8" : "D4"]; }
      return ["smuggling", "D3"];
    }
    if (e.smuggling === null) { return ["insufficient_information", "D3"]; }
    if (e.purpose === null) { return ["insufficient_information", e.act ? "T7" : "T5"]; }
    if (!e.purpose) { return leftOver(e, "D10", "D11"); }
    if (e.act === false) { return ["other_offence", "T5"]; }
    if (e.act === null) { return ["insufficient_information", "T9"]; }
    return leftOver(e, "T3", "T3");
  }

  function leftOver(e, offence, nothing) {
    if (e.labour === null) { return ["insufficient_information", "D6"]; }
    if (e.labour) { return ["labour_violation_only", "D6"]; }
    if (e.other === null) { return ["insufficient_information", "D10"]; }
    return e.other ? ["other_offence", offence] : ["none_indicated", nothing];
  }

  function presumed(facts) {
    return facts["age.maybe_child"] === true && !facts["age.under_18"] && !facts["age.under_18_then"];
  }

  function named(rule, facts) {
    if (rule === "T2" && presumed(facts)) { return "T8"; }
    var unaided = facts["crossing.procured"] === false || facts["crossing.benefit"] === false;
    return rule === "D11" && facts["crossing.illegal_entry"] && unaided ? "D9" : rule;
  }

  function flagsOf(result, e, facts) {
    var met = trafficking(e);
    var indicated = ["trafficking", "child_trafficking", "both"].indexOf(result) >= 0;
    var holds = [
      ["child_protection", e.child],
      ["age_presumed", presumed(facts)],
      ["potential_victim", met === null && (e.means || e.purpose || e.smuggling || e.child)],
      ["non_punishment_check", met !== false && (facts["purpose.forced_criminality"] || e.other)],
      ["not_liable_for_being_smuggled", e.smuggling !== false && facts["crossing.illegal_entry"]],
      ["forced_labour_check", facts["purpose.forced_labour"] && !indicated],
      ["consent_irrelevant", facts.consent && (e.means || e.child)],
      ["debt_bondage_for_crossing", facts["crossing.debt_worked_off"]]
    ];
    return holds.filter(function (each) { return Boolean(each[1]); }).map(function (each) { return each[0]; });
  }

  function determine(known, facts) {
    var e = elementsOf(known, facts);
    var decided = decide(e);
    return {
      elements: e, result: decided[0], child: e.child, rule: named(decided[1], facts),
      flags: flagsOf(decided[0], e, facts)
    };
  }

  /* Chances are three counts (true, false, never known), as BigInt. */
  var TRUE = [1n, 0n, 0n], FALSE = [0n, 1n, 0n], NEVER = [0n, 0n, 1n];

  function all(chance) { return chance[0] + chance[1] + chance[2]; }

  function atomValue(known, facts, atom) {
    return anyOf(known.atoms[atom].map(function (code) { return fact(facts, code); }));
  }

  function chanceOf(atom) {
    if (atom.value !== null) { return atom.value ? TRUE : FALSE; }
    if (!atom.left) { return NEVER; }
    var against = BigInt(Math.max(atom.ever, 1));
    return atom.stuck ? [BigInt(atom.left), 0n, against] : [BigInt(atom.left), against, 0n];
  }

  function less(atom, questions) {
    if (atom.value !== null || !questions) { return atom; }
    var left = Math.max(atom.left - questions, 0);
    return { value: left || atom.stuck ? null : false, ever: atom.ever, left: left, stuck: atom.stuck };
  }

  function standingOf(known, facts, answers, asked) {
    var standing = {};
    Object.keys(known.atoms).forEach(function (atom) {
      standing[atom] = { value: atomValue(known, facts, atom), ever: known.ever[atom], left: 0, stuck: false };
    });
    known.interview.questions.forEach(function (question) {
      if (asked[question.id] === false) { return; }
      var open = OPEN_ANSWERS.indexOf(answers[question.id]) >= 0;
      var never = asked[question.id] === null && neverAsked(known, question, answers);
      known.atomsOf[question.id].forEach(function (atom) {
        if (open || never) { standing[atom].stuck = true; }
        else if (!(question.id in answers)) { standing[atom].left += 1; }
      });
    });
    return standing;
  }

  function neverAsked(known, question, answers) {
    for (var before = question.only_if; before; before = known.byId[before[0]].only_if) {
      if (OPEN_ANSWERS.indexOf(answers[before[0]]) >= 0) { return true; }
    }
    return false;
  }

  /* What each answer does: the atoms that it shows, and how many questions it takes from each atom. */
  function outcomesOf(known, question, answers) {
    var after = known.after[question.id] || [];
    var seen = {};
    var outcomes = [];
    question.choices.forEach(function (choice) {
      var takes = {};
      function take(atoms) { atoms.forEach(function (atom) { takes[atom] = (takes[atom] || 0) + 1; }); }
      take(known.atomsOf[question.id]);
      after.forEach(function (depending) {
        var needed = neededOf(known, depending, question.id);
        if (!(depending.id in answers) && needed.indexOf(choice.id) < 0) { take(known.atomsOf[depending.id]); }
      });
      var outcome = { shows: atomsOf(known, choice.shows), takes: takes };
      var key = JSON.stringify([outcome.shows, Object.keys(takes).sort().map(function (atom) { return [atom, takes[atom]]; })]);
      if (!seen[key]) { seen[key] = true; outcomes.push(outcome); }
    });
    return { list: outcomes, key: Object.keys(seen).join("|") };
  }

  function neededOf(known, question, before) {
    var condition = question.only_if;
    while (condition && condition[0] !== before) { condition = known.byId[condition[0]].only_if; }
    return condition ? condition[1] : [];
  }

  function both(one, other) {
    var met = one[0] * other[0];
    var possible = (one[0] + one[2]) * (other[0] + other[2]);
    return [met, all(one) * all(other) - possible, possible - met];
  }

  function results(chances) {
    var smuggling = SMUGGLING.reduce(function (sofar, code) { return both(sofar, chances[code]); }, TRUE);
    var means = chances.means;
    var enough = [[all(means), 0n, 0n], means, [means[0], 0n, means[1] + means[2]]];
    var counts = [];
    chances.child.forEach(function (share, place) {
      shares(enough[place], smuggling, chances).forEach(function (count) { counts.push(share * count); });
    });
    return counts;
  }

  function shares(enough, smuggling, chances) {
    var act = chances.act, purpose = chances.purpose;
    var danger = chances.danger, labour = chances.labour, other = chances.other;
    var beyond = all(danger) * all(labour) * all(other);
    var met = act[0] * purpose[0] * enough[0];
    var possible = (act[0] + act[2]) * (purpose[0] + purpose[2]) * (enough[0] + enough[2]);
    var ruledOut = all(act) * all(purpose) * all(enough) - possible;
    var crossed = ruledOut * smuggling[0] * all(labour) * all(other);
    var stayed = smuggling[1] * all(danger);
    var noAct = purpose[0] * act[1] * all(enough) * stayed * all(labour) * all(other);
    var noMeans = purpose[0] * act[0] * enough[1] * stayed;
    var noPurpose = purpose[1] * all(act) * all(enough) * stayed;
    var decided = [
      met * smuggling[0] * beyond,
      met * (all(smuggling) - smuggling[0]) * beyond,
      crossed * danger[1],
      crossed * danger[0],
      (noMeans + noPurpose) * labour[0] * all(other),
      noAct + (noMeans + noPurpose) * labour[1] * other[0],
      (noMeans + noPurpose) * labour[1] * other[1]
    ];
    var sum = decided.reduce(function (one, next) { return one + next; }, 0n);
    decided.push(all(act) * all(purpose) * all(enough) * all(smuggling) * beyond - sum);
    return decided;
  }

  /* Fractions: [over, under], under above zero. The chance that two draws from the counts differ. */
  function undecided(counts) {
    var total = 0n, same = 0n;
    counts.forEach(function (count) { total += count; same += count * count; });
    return [total * total - same, total * total];
  }

  function chancesOf(standing) {
    var chances = {};
    Object.keys(standing).forEach(function (atom) { chances[atom] = chanceOf(standing[atom]); });
    return chances;
  }

  function afterwards(standing, outcomes) {
    var shown = new Set();
    outcomes.forEach(function (outcome) {
      outcome.shows.forEach(function (atom) { if (standing[atom].value === null) { shown.add(atom); } });
    });
    function shows(outcome) { return outcome.shows.some(function (atom) { return shown.has(atom); }); }
    var showing = outcomes.filter(shows).length;
    var chances = 1;
    shown.forEach(function (atom) {
      chances = Math.max(chances, standing[atom].left + Math.max(standing[atom].ever, 1));
    });
    var total = 0n, over = 0n, under = 1n;
    outcomes.forEach(function (outcome) {
      var likely = BigInt(shows(outcome) ? 1 : Math.max(chances - showing, 1));
      var then = {};
      Object.keys(standing).forEach(function (atom) {
        then[atom] = outcome.shows.indexOf(atom) >= 0 ? TRUE : chanceOf(less(standing[atom], outcome.takes[atom] || 0));
      });
      var left = undecided(results(then));
      over = over * left[1] + likely * left[0] * under;
      under = under * left[1];
      total += likely;
    });
    return [over, under * total];
  }

  function bestQuestion(known, facts, answers, asked, waiting) {
    var standing = standingOf(known, facts, answers, asked);
    var before = undecided(results(chancesOf(standing)));
    var best = null, weight = [0n, 1n], gains = {};
    if (before[0] === 0n) { return null; }
    waiting.forEach(function (question) {
      var outcomes = outcomesOf(known, question, answers);
      if (!(outcomes.key in gains)) {
        var then = afterwards(standing, outcomes.list);
        gains[outcomes.key] = [before[0] * then[1] - then[0] * before[1], before[1] * then[1]];
      }
      var gain = [gains[outcomes.key][0], gains[outcomes.key][1] * BigInt(question.burden)];
      if (gain[0] * weight[1] > weight[0] * gain[1]) { best = question.id; weight = gain; }
    });
    return best;
  }

  function nextQuestion(known, facts, answers, asked) {
    var waiting = known.interview.questions.filter(function (question) {
      return !(question.id in answers) && asked[question.id] === true;
    });
    var first = waiting.find(function (question) {
      var atoms = known.atomsOf[question.id];
      var settled = atoms.length > 0 && atoms.every(function (atom) { return atomValue(known, facts, atom) === true; });
      return question.first && !settled;
    });
    return first ? first.id : bestQuestion(known, facts, answers, asked, waiting);
  }

  /* What the answers come to: the document that `screening_document` makes. */
  function screen(known, answers) {
    var asked = {};
    known.interview.questions.forEach(function (question) { asked[question.id] = applies(known, question, answers); });
    var facts = told(known, answers, asked);
    var found = determine(known, facts);
    var actions = [];
    known.interview.questions.forEach(function (question) {
      var choice = asked[question.id] ? choiceOf(question, answers[question.id]) : null;
      if (choice) { actions = actions.concat(choice.actions); }
    });
    return {
      facts: facts, elements: found.elements, result: found.result, child: found.child, rule: found.rule,
      flags: found.flags, next: nextQuestion(known, facts, answers, asked), actions: unique(actions)
    };
  }

  /* A document as one JSON text: keys in order, so that it can be compared byte for byte. */
  function canonical(value) {
    if (Array.isArray(value)) { return "[" + value.map(canonical).join(",") + "]"; }
    if (value && typeof value === "object") {
      return "{" + Object.keys(value).sort().map(function (key) {
        return JSON.stringify(key) + ":" + canonical(value[key]);
      }).join(",") + "}";
    }
    return JSON.stringify(value);
  }

  home.handrailEngine = { prepare: prepare, screen: screen, canonical: canonical };
})(typeof window === "undefined" ? globalThis : window);
