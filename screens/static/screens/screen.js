// A site's screen: turns the slides, asks for news, and without a network goes on with what it has and says from when
// that is. ECMAScript 5 throughout: the browsers of televisions and sticks are old, and run for months.
//
// Time is the city's, told by the page, and counted on from there: a stick's own clock is often wrong. `Date` and the
// time since the start are both asked and the longer one believed, since one may be set and the other may sleep.
(function () {
  "use strict";
  var ASK_EVERY = 30 * 1000, GIVE_UP_AFTER = 25 * 1000;
  var LOST_AFTER = 2 * 60 * 1000, DEAD_AFTER = 24 * 60 * 60 * 1000;
  var RELOAD_AFTER = 24 * 60 * 60 * 1000; // an old browser's memory is emptied now and then, when there is a network
  var screen = document.getElementById("screen");
  if (!screen) return;
  var started = elapsed(), base = elapsed(), known = moment(screen), asking = null, turning = 0, stopped = false;
  var kept = screen.getAttribute("data-kept"); // milliseconds, where the worker had it; a stick's clock may be wrong
  if (Number(kept) > 0) { base.wall -= Number(kept); base.steady -= Number(kept); }

  function elapsed() {
    var steady = window.performance && performance.now ? performance.now() : 0;
    return { wall: new Date().getTime(), steady: steady };
  }
  function since(then) {
    var now = elapsed();
    return Math.max(now.wall - then.wall, now.steady - then.steady, 0);
  }
  function moment(element) { return Number(element.getAttribute("data-built")); }
  function now() { return known + since(base); }
  function word(name) { return screen.getAttribute("data-" + name) || ""; }

  function clock(milliseconds) {
    var there = new Date(milliseconds + Number(word("offset")) * 60000);
    return two(there.getUTCHours()) + ":" + two(there.getUTCMinutes());
  }
  function two(number) { return (number < 10 ? "0" : "") + number; }
  function age(milliseconds) {
    var minutes = Math.floor(milliseconds / 60000);
    if (minutes < 120) return word("ago").replace("MINUTES", String(minutes));
    return word("hours-ago").replace("HOURS", String(Math.floor(minutes / 60)));
  }

  // What is over is left out, by the city's time: a closure of yesterday, a warning that ended.
  function isOver(element) {
    var until = element.getAttribute("data-until");
    return Boolean(until) && Number(until) <= now();
  }
  function slides() {
    var all = document.querySelectorAll(".slide"), valid = [], i;
    for (i = 0; i < all.length; i++) if (!isOver(all[i])) valid.push(all[i]);
    return valid;
  }
  function turn(step) {
    var valid = slides(), at = -1, i;
    for (i = 0; i < valid.length; i++) if (/ is-standing/.test(valid[i].className)) at = i;
    show(valid[(at + step + valid.length) % valid.length]);
  }
  function show(slide) {
    var all = document.querySelectorAll(".slide"), i;
    for (i = 0; i < all.length; i++) all[i].className = all[i].className.replace(" is-standing", "");
    if (slide) slide.className += " is-standing";
    clearTimeout(turning);
    if (!stopped) turning = setTimeout(function () { turn(1); }, (slide ? Number(slide.getAttribute("data-seconds")) : 10) * 1000);
  }

  function tellAge() {
    var line = document.getElementById("age"), words = document.getElementById("age-words");
    var old = now() - known, text = word("updated").replace("TIME", clock(known));
    var warnings = document.querySelectorAll(".warnings strong"), left = warnings.length, i;
    for (i = 0; i < warnings.length; i++) if (isOver(warnings[i])) { warnings[i].className = "is-over"; left--; }
    if (warnings.length && !left) warnings[0].parentNode.className = "warnings is-over";
    screen.className = old >= DEAD_AFTER ? "screen is-dead" : "screen";
    line.className = old >= LOST_AFTER || kept !== null ? "age is-lost" : "age";
    if (old >= DEAD_AFTER) text = word("dead");
    else if (kept !== null) text = word("since");
    else if (old >= LOST_AFTER) text = word("lost").replace("TIME", clock(known)).replace("AGE", age(old));
    if (words.textContent !== text) words.textContent = text;
  }

  function ask() {
    if (asking) asking.abort();
    var request = asking = new XMLHttpRequest();
    request.open("GET", location.href.split("#")[0]);
    request.onload = function () { if (asking === request) { asking = null; take(request); } };
    request.onerror = request.onabort = function () { if (asking === request) asking = null; };
    setTimeout(function () { if (asking === request) request.abort(); }, GIVE_UP_AFTER);
    request.send();
  }
  // Any answer in a screen's frame counts, the one that says that the site was taken down included. An answer that
  // stood in a cache is as old as the server's date says.
  function take(request) {
    var page = document.implementation.createHTMLDocument("");
    page.documentElement.innerHTML = request.responseText;
    var fresh = page.getElementById("screen");
    if (!fresh) return;
    var cached = Date.parse(request.getResponseHeader("Date") || "") - moment(fresh);
    base = elapsed();
    known = moment(fresh);
    kept = null;
    if (cached > 5000) { base.wall -= cached; base.steady -= cached; }
    if (fresh.getAttribute("data-program") !== word("program") || since(started) > RELOAD_AFTER) { location.reload(); return; }
    if (bare(fresh) !== bare(screen)) replace(fresh);
    tellAge();
  }
  // What a screen says, without its age, and without which slide stands.
  function bare(frame) {
    return parts(frame).replace(/ is-standing/g, "").replace(/ is-over/g, "").replace(/ class="is-over"/g, "");
  }
  function parts(frame) {
    var found = frame.querySelectorAll(".top, .warnings, .slides"), text = "", i;
    for (i = 0; i < found.length; i++) text += found[i].outerHTML;
    return text;
  }
  function replace(fresh) {
    var standing = index(".is-standing"), i, attribute;
    for (i = 0; i < fresh.attributes.length; i++) {
      attribute = fresh.attributes[i];
      if (attribute.name.indexOf("data-") === 0) screen.setAttribute(attribute.name, attribute.value);
    }
    screen.innerHTML = fresh.innerHTML;
    var valid = slides();
    show(valid[standing % (valid.length || 1)]);
  }
  function index(which) {
    var valid = slides(), i;
    for (i = 0; i < valid.length; i++) if (valid[i] === document.querySelector(".slide" + which)) return i;
    return 0;
  }

  // A remote control's arrows, and its OK: whoever reads slowly, or checks the screen, stops it.
  document.addEventListener("keydown", function (event) {
    var key = event.keyCode;
    if (key === 32 || key === 13) { stopped = !stopped; turn(stopped ? 0 : 1); }
    else if (key === 39 || key === 40) turn(1);
    else if (key === 37 || key === 38) turn(-1);
    else return;
    event.preventDefault();
  });
  // Keeps the screen for when the stick is switched on again without a network (worker.js). Old browsers do without.
  if (navigator.serviceWorker) navigator.serviceWorker.register(word("worker"))["catch"](function () {});
  window.addEventListener("load", function () { ask(); });
  setInterval(ask, ASK_EVERY);
  setInterval(tellAge, 5000);
  tellAge();
  turn(0);
})();
