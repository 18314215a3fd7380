"""How shards are worked on: planned, gone through, kept, assembled."""

import os

# Arrow's own allocator takes a third more memory for this work.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
