"""What a reader meets: pieces of a page, records in words, pages that need no network."""
