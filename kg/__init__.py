"""Who backs whom, since when, and who says so: a knowledge graph from news articles."""
