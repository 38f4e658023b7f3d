// The coloured pins of folium.Icon, without the pictures that it would load from a network.
L.AwesomeMarkers = {
  icon({ markerColor = "blue" }) {
    const colour = { lightred: "#ff8e7f", darkpurple: "#5b396b", black: "#303030" }[markerColor] ?? markerColor;
    const icon = L.divIcon({ className: "ex-pin", iconSize: [26, 38], iconAnchor: [13, 38], popupAnchor: [0, -34], html: "<svg viewBox='0 0 26 38' width='26' height='38' aria-hidden='true'><path d='M13 37C9 27 1 22 1 13a12 12 0 0 1 24 0c0 9-8 14-12 24z' stroke='#22282d'/><circle cx='13' cy='13' r='4.5' fill='#fff'/></svg>" });
    const create = icon.createIcon;
    icon.createIcon = (old) => {
      const made = create.call(icon, old);
      made.querySelector("path").style.fill = CSS.supports("color", colour) ? colour : "#38aadd";
      return made;
    };
    return icon;
  },
};
