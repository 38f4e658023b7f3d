// A country whose middle is out of view still needs its name. This finds, in the part of it that is
// in view, the point farthest from its borders and from the edge of the map.
window.explainer = window.explainer || {};

(() => {
  const [COLUMNS, ROWS] = [16, 11];
  const LEAST = 5; // points of that grid: a country with fewer in view gets no name
  const shapes = new Map();

  const shape = (id) => {
    if (!shapes.has(id)) {
      const features = ["region", "rest", "world"].flatMap((name) => explainer.files?.[name]?.features ?? []);
      const geometry = features.find(({ properties }) => properties.id === id)?.geometry;
      const rings = geometry?.type === "Polygon" ? geometry.coordinates : geometry?.coordinates.flat();
      const bounds = rings && L.latLngBounds(rings.flat().map(([lon, lat]) => [lat, lon]));
      shapes.set(id, { rings, bounds });
    }
    return shapes.get(id);
  };

  // An odd number of borders lies between a point inside and the far west.
  const inside = (rings, { lat, lng }) => {
    let odd = false;
    for (const ring of rings) {
      for (let i = 1; i < ring.length; i += 1) {
        const [x1, y1] = ring[i - 1];
        const [x2, y2] = ring[i];
        if (y1 > lat !== y2 > lat && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) odd = !odd;
      }
    }
    return odd;
  };

  // Returns where on the map a name {lat, lon, area} stands now, as [latitude, longitude].
  explainer.inView = (map, { lat, lon, area }) => {
    const view = map.getBounds();
    if (!area || view.pad(-0.06).contains([lat, lon])) return [lat, lon];
    const { rings, bounds } = shape(area);
    if (!rings || !view.intersects(bounds)) return [lat, lon];
    const { x: width, y: height } = map.getSize();
    const [within, outside] = [[], []];
    for (let place = 0; place < COLUMNS * ROWS; place += 1) {
      const [column, row] = [place % COLUMNS, Math.floor(place / COLUMNS)];
      const point = L.point(((column + 0.5) * width) / COLUMNS, ((row + 0.5) * height) / ROWS);
      (inside(rings, map.containerPointToLatLng(point)) ? within : outside).push(point);
    }
    if (within.length < LEAST) return [lat, lon];
    // A name is wider than high, so it needs more room to the sides.
    const room = ({ x, y }) =>
      Math.min(x / 2, (width - x) / 2, y, height - y, ...outside.map((other) => Math.hypot((other.x - x) / 2, other.y - y)));
    const best = within.reduce((a, b) => (room(b) > room(a) ? b : a));
    const found = map.containerPointToLatLng(best);
    return [found.lat, found.lng];
  };
})();
