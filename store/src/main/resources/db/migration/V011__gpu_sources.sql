-- Which source of a GPU counted, and until when an assignment is known to last.

ALTER TABLE tachograph.gpu_window_10s ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE tachograph.gpu_window_10s ADD COLUMN driver_version text NOT NULL DEFAULT '';
ALTER TABLE tachograph.gpu_window_10s ADD COLUMN other_samples bigint NOT NULL DEFAULT 0;
ALTER TABLE tachograph.gpu_window_1m ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE tachograph.gpu_window_1m ADD COLUMN driver_version text NOT NULL DEFAULT '';
ALTER TABLE tachograph.gpu_window_1m ADD COLUMN other_samples bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN tachograph.gpu_window_10s.source IS
    'Kind of the source that counted last: nvml, dcgm, …; empty when it does not tell.';
COMMENT ON COLUMN tachograph.gpu_window_10s.driver_version IS 'Of the GPU''s driver, as last told; empty when unknown.';
COMMENT ON COLUMN tachograph.gpu_window_10s.other_samples IS
    'Readings of the same GPU by other sources, which do not count: one source per GPU does.';
COMMENT ON COLUMN tachograph.gpu_window_1m.source IS 'As in gpu_window_10s.';
COMMENT ON COLUMN tachograph.gpu_window_1m.driver_version IS 'As in gpu_window_10s.';
COMMENT ON COLUMN tachograph.gpu_window_1m.other_samples IS 'As in gpu_window_10s.';

ALTER TABLE tachograph.gpu_assignment ADD COLUMN expires_at timestamptz;
ALTER TABLE tachograph.gpu_assignment
    ADD COLUMN known_until timestamptz GENERATED ALWAYS AS (coalesce(valid_to, expires_at)) STORED;

COMMENT ON COLUMN tachograph.gpu_assignment.valid_to IS 'Exclusive; NULL while it lasts, as far as is known.';
COMMENT ON COLUMN tachograph.gpu_assignment.expires_at IS
    'When it is taken to have ended unless it was said again: a run that ended while no agent watched has no other end. '
    'NULL for never.';
COMMENT ON COLUMN tachograph.gpu_assignment.known_until IS
    'Until when it counts, exclusive: its end, else its expiry, else NULL for ever.';
