"""Where is it? The offline gazetteer, and live services for those who ask for them."""
