// Replaces this small page by the packed one (gzip, base64).
(async () => {
  try {
    const packed = atob(document.getElementById("packed").textContent);
    const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const page = await new Response(unpacked).text();
    document.open();
    document.write(page);
    document.close();
    // Behind the frame stand words for a notebook that may show no maps: nobody is to hear them now.
    window.frameElement?.parentElement.querySelector(":scope > figcaption")?.remove();
  } catch (error) {
    document.getElementById("packed-message").textContent =
      "This browser is too old to show the map (it needs Chrome 80, Firefox 113 or Safari 16.4). " +
      "The same content stands in the table beside it.";
  }
})();
