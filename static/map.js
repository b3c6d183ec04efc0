/* The large map: shows the sites of the list beside it. Nothing is only here. */
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L) return;
  var said = box.dataset;
  var note = document.querySelector(".map-note");
  var jump = document.querySelector(".to-map");
  box.hidden = false;
  if (jump) jump.hidden = false;
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var map = L.map(box, {
    zoomControl: false, maxZoom: 18, minZoom: 9, scrollWheelZoom: false,
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm
  });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut }).addTo(map);
  if (said.tiles) {
    L.tileLayer(said.tiles, {
      maxZoom: 18, referrerPolicy: "strict-origin-when-cross-origin",
      attribution: '<a href="' + said.tilesTerms + '">' + said.tilesBy + "</a>"
    }).addTo(map);
  }
  var layer = L.layerGroup().addTo(map);

  // The first view is set once: another right after it would ask for the sites twice.
  var lines = window.allimiBoundaries && L.geoJSON(window.allimiBoundaries, {
    interactive: false, style: { className: said.tiles ? "map-border" : "map-border map-ground" }
  });
  var chosen = null;
  if (lines) {
    var code = new URLSearchParams(location.search).get("district");
    lines.eachLayer(function (shape) { if (shape.feature.properties.code === code) chosen = shape; });
  }
  if (said.circle) {
    var centre = said.circle.split(",").map(Number);
    var circle = L.circle(centre, { radius: said.kilometres * 1000, className: "map-circle", interactive: false }).addTo(map);
    map.fitBounds(L.latLng(centre).toBounds(said.kilometres * 2000));
    L.marker(centre, { icon: L.divIcon({ className: "map-centre", iconSize: [16, 16] }), interactive: false, keyboard: false }).addTo(map);
    circle.bringToBack();
  } else if (lines) {
    map.fitBounds((chosen || lines).getBounds());
  } else {
    map.setView([+said.latitude, +said.longitude], +said.zoom);
  }
  if (lines) {
    lines.addTo(map).bringToBack();
    if (chosen) { chosen.getElement().classList.add("map-chosen"); chosen.bringToFront(); }
  }

  function words(text, number) { return text.replace("NUMBER", number.toLocaleString(document.documentElement.lang)); }

  function pin(at, icon, label, act) {
    var marker = L.marker(at, { icon: icon, keyboard: true, alt: label, title: label });
    marker.on("add", function () {
      var element = marker.getElement();
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", label);
    });
    marker.on("click", act);
    marker.on("keypress", function (event) {
      var key = event.originalEvent.key;
      if (key !== "Enter" && key !== " ") return;
      event.originalEvent.preventDefault();
      act();
    });
    return marker.addTo(layer);
  }

  function cluster(row) {
    var size = row[2] < 10 ? 44 : row[2] < 100 ? 50 : 58;
    var deepest = map.getZoom() >= map.getMaxZoom();
    var icon = L.divIcon({ className: "map-cluster", html: "<span>" + row[2].toLocaleString() + "</span>", iconSize: [size, size] });
    pin([row[0], row[1]], icon, words(deepest ? said.here : said.several, row[2]), function () {
      if (!deepest) { map.setView([row[0], row[1]], Math.min(map.getZoom() + 2, 18)); return; }
      location.assign(said.siteList + "?near=" + row[0] + "," + row[1] + "&radius=0.5");
    });
  }

  function single(site) {
    var icon = L.divIcon({ className: "map-site status-" + site.status, html: '<span aria-hidden="true"></span>', iconSize: [44, 44] });
    var card = document.createElement("div");
    var link = document.createElement("a");
    var status = document.createElement("p");
    link.href = site.url;
    link.textContent = site.name;
    if (site.lang) link.lang = site.lang;
    status.textContent = site.word;
    card.append(link, status);
    var popup = L.popup({ maxWidth: 260, autoPanPadding: [20, 20], offset: [0, -6] }).setLatLng(site.at).setContent(card);
    var marker = pin(site.at, icon, site.name + ", " + site.word, function () {
      popup.openOn(map);
      link.focus({ preventScroll: true });
    });
    card.addEventListener("keydown", function (event) { if (event.key === "Escape") map.closePopup(popup); });
    // Who closes it goes on from where they were.
    popup.on("remove", function () {
      var element = marker.getElement();
      if (element && popup.getElement().contains(document.activeElement)) element.focus();
    });
  }

  var asked = 0;
  function load() {
    var query = new URLSearchParams(location.search);
    ["page", "after", "before"].forEach(function (name) { query.delete(name); });
    var zoom = map.getZoom();
    var bounds = map.getBounds().pad(0.1);
    // Whole cells, so that neighbours on the same view ask for the same address.
    var cell = 360 / Math.pow(2, zoom + 2);
    function down(degrees) { return (Math.floor(degrees / cell) * cell).toFixed(6); }
    function up(degrees) { return (Math.ceil(degrees / cell) * cell).toFixed(6); }
    query.set("bbox", [down(bounds.getSouth()), down(bounds.getWest()), up(bounds.getNorth()), up(bounds.getEast())].join(","));
    query.set("zoom", zoom);
    var mine = ++asked;
    fetch(said.points + "?" + query).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(function (found) {
      if (mine !== asked) return;
      layer.clearLayers();
      found.clusters.forEach(cluster);
      found.sites.forEach(single);
      note.textContent = words(said.shown, found.shown);
    }).catch(function () { if (mine === asked) note.textContent = said.failed; });
  }
  var open = false;
  map.on("popupopen", function () { open = true; });
  map.on("popupclose", function () { open = false; });
  // A popup's own move of the map must not take its marker away.
  map.on("moveend", function () { if (!open) load(); });
  load();
})();
