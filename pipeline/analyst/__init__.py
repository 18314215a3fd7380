"""What analysts look at: rows explained, views, differences, exports and the report."""
