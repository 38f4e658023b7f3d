"""Maps of the story: folium maps that need no network."""
