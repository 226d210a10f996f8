-- Who says that something happened, and how long events, assignments and the inventory are kept.

ALTER TABLE tachograph.event ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE tachograph.event ADD COLUMN agent text NOT NULL DEFAULT '';
ALTER TABLE tachograph.event ADD COLUMN asserted_at timestamptz NOT NULL DEFAULT now();

COMMENT ON COLUMN tachograph.event.kind IS
    'deploy, container_started, container_ended, container_oom, agent_started, fault, config, …';
COMMENT ON COLUMN tachograph.event.subject IS
    'What it happened to: a target''s slug, a GPU''s uuid, a container''s or agent''s name.';
COMMENT ON COLUMN tachograph.event.source IS 'Who says so: docker, inventory, agent, …; empty for people.';
COMMENT ON COLUMN tachograph.event.agent IS 'The agent that says so; empty for none.';
COMMENT ON COLUMN tachograph.event.asserted_at IS 'When it was said: a row is replaced only by what was said then or later.';

ALTER TABLE tachograph.retention DROP CONSTRAINT IF EXISTS retention_resolution_check;
ALTER TABLE tachograph.retention ADD CONSTRAINT retention_resolution_check CHECK (resolution IN (
    '10s', '1m', '1h', '1d', 'ranking', 'event', 'gpu_assignment', 'target', 'engine', 'container', 'model', 'model_route',
    'cluster_job', 'usage', 'score'));
ALTER TABLE tachograph.retention ADD COLUMN time_column text NOT NULL DEFAULT 'window_start';

COMMENT ON COLUMN tachograph.retention.time_column IS 'Column of those tables whose age counts; rows that have NULL stay.';

UPDATE tachograph.retention SET time_column = 'window_end' WHERE resolution = 'ranking';
INSERT INTO tachograph.retention (resolution, keep, time_column) VALUES
    ('event', '3 years', 'started_at'),
    ('gpu_assignment', '1 year', 'known_until'),
    ('target', '1 year', 'asserted_at'),
    ('engine', '1 year', 'asserted_at'),
    ('container', '90 days', 'asserted_at'),
    ('model', '1 year', 'asserted_at'),
    ('model_route', '90 days', 'asserted_at'),
    ('cluster_job', '90 days', 'asserted_at');
