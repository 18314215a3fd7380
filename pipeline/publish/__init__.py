"""From finished tables to a snapshot that readers can trust, whatever breaks on the way.

data/.lock                 held by the one run that may publish
data/.staging/             what an unfinished run owns; the next run clears it
data/.refused/<run>/       snapshots the release gate turned down, the newest few
data/quarantine/           input that could not be used, byte for byte, with the reason
data/snapshots/<run>/      complete, never changed
data/latest                the symlink readers follow; replacing it is the commit
"""
