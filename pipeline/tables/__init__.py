"""The published tables: one declaration each, everything else is rendered from it."""

from pipeline.tables.columns import Table
from pipeline.tables.dates import Dates
from pipeline.tables.documents import Documents
from pipeline.tables.entities import Entities
from pipeline.tables.listings import Listings
from pipeline.tables.mentions import Mentions
from pipeline.tables.projects import Projects
from pipeline.tables.quality import Quality
from pipeline.tables.tasks import Tasks
from pipeline.tables.texts import Texts

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "texts": Texts,
    "tasks": Tasks,
    "projects": Projects,
    "listings": Listings,
    "dates": Dates,
    "entities": Entities,
    "mentions": Mentions,
    "quality": Quality,
}
