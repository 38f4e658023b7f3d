// Leaflet's own pin, a picture of four kilobytes, as a drawing that needs no file.
(() => {
  const drawing =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 25 41'><path fill='#2a81cb' stroke='#246'" +
    " d='M12.5,40C10,30,1,21,1,12.5a11.5,11.5,0,0,1,23,0C24,21,15,30,12.5,40z'/>" +
    "<circle cx='12.5' cy='12.5' r='4.5' fill='#fff'/></svg>";
  const pin = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
  L.Icon.Default.imagePath = "";
  L.Icon.Default.mergeOptions({ iconUrl: pin, iconRetinaUrl: pin, shadowUrl: "" });
})();
