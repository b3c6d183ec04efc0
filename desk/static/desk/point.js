/* A point chosen on a map, written into the two fields; typing into them moves the map. */
(function () {
  "use strict";
  var box = document.getElementById("desk-point");
  var latitude = document.getElementById("id_latitude");
  var longitude = document.getElementById("id_longitude");
  if (!box || !latitude || !longitude || !window.L) return;
  var said = box.dataset;
  var row = latitude.closest(".form-row") || latitude.parentElement;
  row.before(box);
  box.hidden = false;
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  var map = L.map(box.querySelector(".desk-point-map"), {
    minZoom: 8, maxZoom: 19, scrollWheelZoom: false, zoomControl: false, zoomAnimation: !calm, fadeAnimation: !calm
  });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut }).addTo(map);
  if (said.tiles) {
    L.tileLayer(said.tiles, {
      maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin",
      attribution: '<a href="' + said.tilesTerms + '">' + said.tilesBy + "</a>"
    }).addTo(map);
  }
  if (said.boundaries) {
    fetch(said.boundaries).then(function (answer) { return answer.json(); }).then(function (districts) {
      L.geoJSON(districts, { interactive: false, style: { className: "desk-point-border" } }).addTo(map).bringToBack();
    }).catch(function () {});
  }
  var marker = null;

  function typed() {
    if (latitude.value.trim() === "" || longitude.value.trim() === "") return null;
    var at = [Number(latitude.value), Number(longitude.value)];
    return at.every(isFinite) && Math.abs(at[0]) <= 90 && Math.abs(at[1]) <= 180 ? at : null;
  }

  function show(at) {
    if (!marker) {
      marker = L.marker(at, { draggable: true, keyboard: false, icon: L.divIcon({ className: "desk-point-here", html: "<span></span>", iconSize: [20, 20] }) });
      marker.on("dragend", function () { choose(marker.getLatLng()); });
      marker.addTo(map);
    }
    marker.setLatLng(at);
  }

  function choose(at) {
    var point = L.latLng(at).wrap();
    latitude.value = point.lat.toFixed(6);
    longitude.value = point.lng.toFixed(6);
    show(point);
    box.querySelector("[role=status]").textContent = said.chosen.replace("POINT", latitude.value + ", " + longitude.value);
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function follow() {
    var at = typed();
    if (!at) return;
    show(at);
    map.setView(at, Math.max(map.getZoom(), 15));
  }

  map.on("click", function (event) { choose(event.latlng); });
  box.querySelector("button").addEventListener("click", function () { choose(map.getCenter()); });
  [latitude, longitude].forEach(function (field) { field.addEventListener("change", follow); });
  var start = typed();
  map.setView(start || [Number(said.latitude), Number(said.longitude)], start ? 16 : 11);
  if (start) show(start);
})();
