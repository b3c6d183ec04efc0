/* Photos one by one: progress and outcome of each, two at a time. Without it the form sends all at once. */
(function () {
  "use strict";
  var form = document.getElementById("photo-drop");
  if (!form) return;
  var said = form.dataset;
  var input = form.querySelector("input[type=file]");
  var AT_ONCE = 2;
  var LARGEST = 30 * 1024 * 1024;
  var queue = [];
  var running = 0;
  var counts = { done: 0, all: 0, wrong: 0 };

  var zone = document.createElement("label");
  zone.className = "desk-drop-zone";
  zone.htmlFor = input.id;
  zone.textContent = said.wordDrop;
  input.before(zone);
  input.classList.add("visually-hidden"); // still reached by Tab, and opened by the zone, its label
  var list = document.createElement("ul");
  list.className = "desk-drop-list";
  var sum = document.createElement("p");
  sum.setAttribute("role", "status");
  var next = document.createElement("a");
  next.className = "button";
  next.href = location.pathname + "#taken";
  next.hidden = true;
  next.textContent = said.wordNext;
  next.addEventListener("click", function (event) { event.preventDefault(); location.hash = "taken"; location.reload(); });
  form.append(list, sum, next);
  form.querySelector(".desk-drop-do").hidden = true;

  function count() {
    sum.textContent = said.wordAll.replace("DONE", counts.done).replace("ALL", counts.all).replace("WRONG", counts.wrong);
    next.hidden = !counts.done || running > 0 || queue.length > 0;
  }

  function line(file) {
    var made = { file: file, row: document.createElement("li"), bar: document.createElement("progress"), words: document.createElement("span") };
    var name = document.createElement("span");
    name.className = "desk-drop-name";
    name.textContent = file.name;
    made.bar.max = 100;
    made.bar.value = 0;
    made.bar.setAttribute("aria-label", file.name);
    made.words.textContent = said.wordWaiting;
    made.row.append(name, made.bar, made.words);
    list.append(made.row);
    return made;
  }

  function add(files) {
    Array.prototype.forEach.call(files, function (file) {
      counts.all += 1;
      var item = line(file);
      if (file.size > LARGEST) refuse(item, said.wordTooLarge);
      else queue.push(item);
    });
    count();
    work();
  }

  function refuse(item, words, mayTryAgain) {
    counts.wrong += 1;
    item.row.className = "desk-drop-wrong";
    item.bar.hidden = true;
    item.words.textContent = words;
    if (!mayTryAgain) return;
    var again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = said.wordAgain;
    again.addEventListener("click", function () {
      again.remove();
      counts.wrong -= 1;
      item.row.className = "";
      item.bar.hidden = false;
      queue.push(item);
      work();
    });
    item.row.append(again);
  }

  function accept(item, told) {
    counts.done += 1;
    item.row.className = "desk-drop-done";
    item.bar.hidden = true;
    item.words.textContent = said.wordDone;
    var picture = document.createElement("img");
    picture.src = told.thumbnail;
    picture.alt = "";
    item.row.prepend(picture);
  }

  function token() {
    var cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  function send(item) {
    var request = new XMLHttpRequest();
    var data = new FormData();
    ["work_item", "viewpoint", "taken_on"].forEach(function (name) { data.append(name, form.elements[name].value); });
    data.append("photos", item.file, item.file.name);
    data.append("csrfmiddlewaretoken", token());
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    item.words.textContent = said.wordSending;
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) item.bar.value = Math.round(100 * event.loaded / event.total);
      if (event.loaded === event.total) item.words.textContent = said.wordCleaning;
    });
    request.addEventListener("loadend", function () {
      running -= 1;
      var told = request.response;
      if (request.status === 200 && told && told.thumbnail) accept(item, told);
      else if (told && told.error) refuse(item, told.error);
      else refuse(item, request.status === 0 ? said.wordFailed : said.wordSignedOut, true);
      count();
      work();
    });
    request.send(data);
  }

  function work() {
    while (running < AT_ONCE && queue.length) {
      running += 1;
      send(queue.shift());
    }
    count();
  }

  input.addEventListener("change", function () { add(input.files); input.value = ""; });
  ["dragenter", "dragover"].forEach(function (kind) {
    form.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.add("desk-drop-over"); });
  });
  ["dragleave", "drop"].forEach(function (kind) {
    form.addEventListener(kind, function () { zone.classList.remove("desk-drop-over"); });
  });
  form.addEventListener("drop", function (event) { event.preventDefault(); add(event.dataTransfer.files); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (input.files.length) add(input.files);
  });
  window.addEventListener("beforeunload", function (event) { if (running || queue.length) event.preventDefault(); });
})();
