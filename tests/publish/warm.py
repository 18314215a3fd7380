"""What the fork server imports and computes once, so that whole runs in its children are quick."""

import pipeline.engine.assemble
import pipeline.engine.local
import pipeline.engine.stages
import pipeline.run  # noqa: F401
from pipeline import extract

extract("某市2019年工作要点\n一、推进项目建设。加快建设东湖产业园二期。\n入驻:2019-03-02\n")
