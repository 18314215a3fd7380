"""A document to what it says: dates, names, tasks, projects, listings (steps in `findings`)."""
