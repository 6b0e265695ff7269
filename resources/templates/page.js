// Search, zone cards and printing of the page; the map and its layer switch are given by name.
// Texts from data come escaped for markup: they are taken apart by a textarea and shown as text only.
function lianfangPage(map, control) {
  "use strict";
  var entries = [], cards = {};
  var scratch = document.createElement("textarea");
  function plain(text) { scratch.innerHTML = text || ""; return scratch.value; }

  map.eachLayer(function (layer) {
    var facts = layer.feature && layer.feature.properties;
    if (!facts) { return; }
    if (facts.card !== undefined) { cards[facts.card] = layer; }
    var name = plain(facts.title || facts.name || facts.point);
    var parent = parentOf(layer);
    if (name && parent && parent.getPopup()) { entries.push({ name: name, layer: layer }); }
  });

  function parentOf(layer) {
    var found = null;
    control._layers.forEach(function (entry) { if (entry.layer.hasLayer(layer)) { found = entry.layer; } });
    return found;
  }

  function show(layer) {
    var parent = parentOf(layer);
    if (parent && !map.hasLayer(parent)) { map.addLayer(parent); }
    var place = layer.getBounds ? layer.getBounds().getCenter() : layer.getLatLng();
    if (layer.getBounds) { map.fitBounds(layer.getBounds(), { padding: [40, 40], maxZoom: 14 }); }
    else { map.setView(place, Math.max(map.getZoom(), 13)); }
    // The popup belongs to the whole layer: it opens as for a click on this feature.
    layer.fire("click", { latlng: place }, true);
  }

  var field = document.getElementById("search"), hits = document.getElementById("hits");
  function list() {
    var wanted = field.value.trim().toLowerCase();
    hits.textContent = "";
    if (!wanted) { return; }
    var found = entries.filter(function (one) { return one.name.toLowerCase().indexOf(wanted) >= 0; });
    found.slice(0, 30).forEach(function (one) {
      var row = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = one.name;
      button.onclick = function () { show(one.layer); };
      row.appendChild(button);
      hits.appendChild(row);
    });
    if (!found.length) {
      var none = document.createElement("li");
      none.textContent = hits.dataset.none;
      hits.appendChild(none);
    }
  }
  field.addEventListener("input", list);
  field.addEventListener("keydown", function (event) {
    var first = hits.querySelector("button");
    if (event.key === "Enter" && first) { first.click(); }
    if (event.key === "Escape") { field.value = ""; list(); }
  });

  document.querySelectorAll("[data-card]").forEach(function (button) {
    button.onclick = function () { var layer = cards[button.dataset.card]; if (layer) { show(layer); } };
  });

  document.getElementById("print").onclick = function () { window.print(); };
  function refit() { map.invalidateSize({ animate: false }); }
  window.addEventListener("beforeprint", refit);
  window.addEventListener("afterprint", refit);
  // The style's own change of size comes before the event in some browsers and after it in others.
  if (window.matchMedia) {
    var printing = window.matchMedia("print");
    if (printing.addEventListener) { printing.addEventListener("change", refit); }
  }
  if (window.innerWidth <= 700) {
    control.collapse();
    document.querySelector(".legend").open = false;
  }
}
