// A petition's place as a point: taken from the browser's position or from a map, each on a press of its button and
// never before. What it finds stands in the field below; without this script that field is typed.
(() => {
  const box = document.querySelector(".pick");
  const field = document.getElementById("point");
  if (!box || !field) return;
  const said = box.dataset;
  const part = (name) => box.querySelector(name);
  const [here, open, side, told] = [".pick-here", ".pick-open", ".pick-side", ".pick-told"].map(part);
  let map = null;
  let marker = null;

  box.hidden = false;
  here.hidden = !navigator.geolocation;

  const typed = () => {
    const found = field.value.match(/^\s*(-?\d{1,2}\.\d{3,})[°,;/\s]+(-?\d{1,3}\.\d{3,})°?\s*$/);
    return found && Math.abs(found[1]) <= 90 && Math.abs(found[2]) <= 180 ? [Number(found[1]), Number(found[2])] : null;
  };

  const mark = () => {
    const at = typed();
    if (!map) return;
    if (marker) marker.remove();
    marker = at && L.marker(at, {
      icon: L.divIcon({ className: "map-centre", iconSize: [16, 16] }), interactive: false, keyboard: false
    }).addTo(map);
  };

  // Five decimals are about a metre.
  const choose = (latitude, longitude, words) => {
    field.value = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    told.textContent = words.replace("POINT", field.value);
    mark();
  };

  here.addEventListener("click", () => {
    told.textContent = said.wait;
    const found = ({ coords }) => {
      const metres = Math.ceil(coords.accuracy).toLocaleString(document.documentElement.lang);
      choose(coords.latitude, coords.longitude, said.found.replace("NUMBER", metres));
      if (map) map.setView(typed(), 17);
    };
    const lost = () => { told.textContent = said.lost; };
    navigator.geolocation.getCurrentPosition(found, lost, { enableHighAccuracy: true, timeout: 10000, maximumAge: 10000 });
  });

  const load = (made) => new Promise((done, failed) => {
    made.onload = done;
    made.onerror = () => { made.remove(); failed(); };
    document.head.append(made);
  });

  const draw = () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    map = L.map(part(".pick-map"), {
      minZoom: 9, maxZoom: 18, scrollWheelZoom: false, zoomControl: false,
      zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm
    });
    map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    L.control.zoom({ zoomInTitle: said.zoomIn, zoomOutTitle: said.zoomOut }).addTo(map);
    if (said.tiles) {
      L.tileLayer(said.tiles, {
        maxZoom: 18, referrerPolicy: "strict-origin-when-cross-origin",
        attribution: `<a href="${said.tilesTerms}">${said.tilesBy}</a>`
      }).addTo(map);
    }
    const at = typed();
    const lines = window.allimiBoundaries && L.geoJSON(window.allimiBoundaries, {
      interactive: false, style: { className: said.tiles ? "map-border" : "map-border map-ground" }
    });
    if (at) map.setView(at, 16);
    else if (lines) map.fitBounds(lines.getBounds());
    else map.setView([Number(said.latitude), Number(said.longitude)], 11);
    if (lines) lines.addTo(map).bringToBack();
    map.on("click", ({ latlng }) => {
      const point = latlng.wrap();
      choose(point.lat, point.lng, said.chosen);
    });
    mark();
  };

  open.addEventListener("click", async () => {
    open.disabled = true;
    told.textContent = said.loading;
    try {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: said.sheet });
      await Promise.all([
        load(sheet), window.L || load(Object.assign(document.createElement("script"), { src: said.script }))
      ]);
    } catch {
      told.textContent = said.failed;
      open.disabled = false;
      return;
    }
    told.textContent = "";
    side.hidden = false;
    open.hidden = true;
    draw();
    part(".pick-map").focus({ preventScroll: true });
  });

  part(".pick-middle").addEventListener("click", () => {
    const point = map.getCenter().wrap();
    choose(point.lat, point.lng, said.chosen);
  });

  field.addEventListener("change", () => {
    mark();
    if (map && typed()) map.setView(typed(), Math.max(map.getZoom(), 15));
  });
})();
