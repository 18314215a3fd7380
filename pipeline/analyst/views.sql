-- Every state in which a document tells of a project, oldest first; repeated texts count once.
CREATE OR REPLACE VIEW project_history AS
SELECT
    project_id,
    name,
    coalesce(published_end, published_start) AS as_of,
    status,
    concat_ws(' by ', target_status, target_end) AS target,
    source AS document,
    concat(
        regexp_extract(
            substr(source_text_all, greatest(span_start - 199, 1), least(span_start, 200)),
            '[^。;；!！?？\n]*$'
        ),
        source_text,
        regexp_extract(substr(source_text_all, span_end + 1, 200), '^[^。;；!！?？\n]*[。;；!！?？]?')
    ) AS sentence,
    target_status,
    target_start,
    target_end,
    published_start,
    document_id,
    span_start
FROM projects
JOIN (FROM documents WHERE duplicate_of IS NULL) USING (document_id)
JOIN (SELECT document_id, source_text AS source_text_all FROM texts) USING (document_id)
ORDER BY project_id, as_of NULLS FIRST, published_start NULLS FIRST, document;
COMMENT ON VIEW project_history IS 'Every state in which a document tells of a project, oldest first';
COMMENT ON COLUMN project_history.project_id IS 'the undertaking, the same in every document';
COMMENT ON COLUMN project_history.name IS 'as the document writes it';
COMMENT ON COLUMN project_history.as_of IS 'last day on which the document may have been written';
COMMENT ON COLUMN project_history.status IS 'state at the time of writing';
COMMENT ON COLUMN project_history.target IS 'next step that is promised, and by when';
COMMENT ON COLUMN project_history.document IS 'source of the document';
COMMENT ON COLUMN project_history.sentence IS 'the sentence of the source that names it first';

-- Promises whose last day a later document has passed without the step reached. A state nobody
-- tells says nothing; what was cancelled is no longer owed.
CREATE OR REPLACE VIEW project_overdue AS
WITH ranked(status, reached) AS (
    VALUES ('proposed', 1), ('planned', 2), ('under_construction', 3), ('completed', 4),
           ('operating', 5), ('suspended', 0), ('cancelled', 9)
),
states AS (FROM project_history JOIN ranked USING (status)),
newest AS (
    FROM states
    QUALIFY row_number() OVER (
        PARTITION BY project_id ORDER BY as_of DESC NULLS LAST, published_start DESC, document DESC
    ) = 1
)
SELECT
    promise.project_id,
    newest.name,
    promise.target_status,
    promise.target_end,
    promise.as_of AS promised_as_of,
    promise.document AS promised_in,
    newest.status,
    newest.as_of,
    newest.document,
    newest.published_start - promise.target_end AS days_late,
    newest.sentence
FROM project_history AS promise
JOIN newest USING (project_id)
JOIN ranked AS owed ON owed.status = coalesce(promise.target_status, 'completed')
WHERE promise.target_end < newest.published_start AND newest.reached < owed.reached
ORDER BY days_late DESC, promise.project_id, promise.target_end;
COMMENT ON VIEW project_overdue IS 'Promises that a later document has passed without the step reached';
COMMENT ON COLUMN project_overdue.target_end IS 'last day by which the step was promised';
COMMENT ON COLUMN project_overdue.promised_in IS 'source of the document that promised it';
COMMENT ON COLUMN project_overdue.status IS 'state in the newest document that tells one';
COMMENT ON COLUMN project_overdue.document IS 'source of that newest document';
COMMENT ON COLUMN project_overdue.days_late IS 'days from the promise to the newest document, at least';

-- Key jobs and measures whose plan period is not over, each with the job it stands under.
CREATE OR REPLACE VIEW open_tasks AS
SELECT
    task.task_id,
    task.issuer,
    documents.published_end AS as_of,
    job.text AS job,
    task.text AS task,
    task.action,
    task.period_label,
    task.period_end,
    documents.source AS document
FROM tasks AS task
JOIN documents USING (document_id)
LEFT JOIN tasks AS job ON job.task_id = task.parent_task_id
WHERE documents.duplicate_of IS NULL
  AND (task.period_end IS NULL OR task.period_end >= current_date)
ORDER BY as_of DESC NULLS LAST, document, task.span_start;
COMMENT ON VIEW open_tasks IS 'Tasks whose plan period, if they name one, is not over';

-- Dated lines from today on, repeats left out.
CREATE OR REPLACE VIEW upcoming_listings AS
SELECT start_date, end_date, kind, label, name, venue, organizer, source AS document, listing_id
FROM listings
JOIN documents USING (document_id)
WHERE listings.duplicate_of IS NULL
  AND documents.duplicate_of IS NULL
  AND coalesce(end_date, start_date) >= current_date
ORDER BY start_date, end_date, document, listings.position;
COMMENT ON VIEW upcoming_listings IS 'Dated lines from today on, repeats left out';
