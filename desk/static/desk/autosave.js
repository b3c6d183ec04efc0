/* Keeps what is typed: at the desk every few seconds, and in this browser while the desk does not answer. */
(function () {
  "use strict";
  var status = document.getElementById("desk-autosave");
  var form = status && document.getElementById(status.dataset.element);
  if (!form) return;
  var said = status.dataset;
  var key = "allimi:" + said.owner + ":" + said.form;
  var shift = Number(said.now) - Date.now(); // the desk's clock against this one
  var WAIT = 2000;
  var OLD = 7 * 24 * 3600 * 1000;
  var timer = null;
  var sent = "";
  var leaving = false;

  function now() { return Date.now() + shift; }

  function values() {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken" || name.charAt(0) === "_") return;
      (found[name] = found[name] || []).push(value);
    });
    return JSON.stringify(found);
  }

  function keepHere(text) {
    try { localStorage.setItem(key, JSON.stringify({ at: now(), values: text })); } catch (full) { /* a private window */ }
  }

  function forgetHere() { try { localStorage.removeItem(key); } catch (denied) { /* nothing was kept either */ } }

  function here() {
    try { return JSON.parse(localStorage.getItem(key)); } catch (damaged) { return null; }
  }

  function token() {
    var cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    var field = form.querySelector("[name=csrfmiddlewaretoken]");
    // After signing in again in another tab, the page's own token is an old one.
    if (cookie && field) field.value = cookie[1];
    return field ? field.value : "";
  }

  function tell(words, link) {
    status.textContent = words;
    status.classList.toggle("desk-autosave-trouble", Boolean(link) || words === said.wordOffline);
    if (!link) return;
    var anchor = document.createElement("a");
    anchor.href = said.login;
    anchor.target = "_blank";
    anchor.rel = "noopener";
    anchor.textContent = said.wordSignIn;
    status.append(" ", anchor);
  }

  function send(text) {
    var data = new URLSearchParams({ form: said.form, values: text, csrfmiddlewaretoken: token() });
    return fetch(said.url, { method: "POST", body: data, credentials: "same-origin", keepalive: text.length < 60000 }).then(function (answer) {
      var json = (answer.headers.get("Content-Type") || "").indexOf("json") >= 0;
      if (answer.redirected || !json) { tell(said.wordSignedOut, true); return; }
      return answer.json().then(function (told) {
        if (!answer.ok) { tell(told.error); return; }
        sent = text;
        if (values() === text) forgetHere();
        tell(said.wordKept.replace("TIME", told.clock));
      });
    }).catch(function () { if (!leaving) tell(said.wordOffline); });
  }

  function changed() {
    var text = values();
    if (text === sent) return;
    keepHere(text);
    clearTimeout(timer);
    timer = setTimeout(function () { send(values()); }, WAIT);
  }

  function fill(text) {
    var kept = JSON.parse(text);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") return;
      var texts = kept[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") field.checked = texts.indexOf(field.value) >= 0;
      else if (texts.length && field.type !== "submit") field.value = texts[0];
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function offer(found) {
    var box = document.createElement("div");
    var words = document.createElement("p");
    var buttons = document.createElement("div");
    box.className = "desk-restore";
    box.setAttribute("role", "status");
    buttons.className = "desk-restore-do";
    words.textContent = said.wordFound.replace("TIME", new Date(found.at - shift).toLocaleString(document.documentElement.lang));
    buttons.append(
      button(said.wordRestore, function () { fill(found.values); box.remove(); var older = document.getElementById("desk-restore"); if (older) older.remove(); form.elements[0].focus(); }),
      button(said.wordDiscard, function () { forgetHere(); box.remove(); })
    );
    box.append(words, buttons);
    status.before(box);
  }

  function tidy() {
    try {
      Object.keys(localStorage).forEach(function (name) {
        if (name.indexOf("allimi:") !== 0) return;
        var entry = JSON.parse(localStorage.getItem(name));
        if (!entry || now() - entry.at > OLD) localStorage.removeItem(name);
      });
    } catch (denied) { /* nothing to tidy */ }
  }

  tidy();
  sent = values();
  var found = here();
  if (found && found.at <= Number(said.kept || 0)) { forgetHere(); found = null; }
  if (found && found.values !== sent) offer(found);

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function () {
    leaving = true;
    clearTimeout(timer);
    token();
    // Should the session be over, the answer is the sign-in page: what was typed is here then.
    if (values() !== sent) keepHere(values());
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden" || leaving || values() === sent) return;
    clearTimeout(timer);
    send(values());
  });
})();
