CREATE OR REPLACE VIEW tachograph.annotation AS
SELECT e.started_at AS "time", e.ended_at AS timeend, e.text,
       array_to_string(e.kind || e.tags, ',') AS tags, e.subject
FROM tachograph.event e
UNION ALL
SELECT a.since, a.resolved_at, a.summary, concat_ws(',', 'alert', a.kind, a.severity), a.target
FROM tachograph.alert a;

COMMENT ON VIEW tachograph.annotation IS
    'Events and alerts in the columns that Grafana''s annotation queries expect.';
COMMENT ON COLUMN tachograph.annotation."time" IS 'When it began.';
COMMENT ON COLUMN tachograph.annotation.timeend IS 'When it ended; NULL while it goes on.';
COMMENT ON COLUMN tachograph.annotation.text IS 'One sentence for people.';
COMMENT ON COLUMN tachograph.annotation.tags IS 'Comma-separated: the kind first.';
COMMENT ON COLUMN tachograph.annotation.subject IS 'What it happened to.';
