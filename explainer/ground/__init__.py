"""The ground a story stands on: shapes of the world, and distances on the globe."""
