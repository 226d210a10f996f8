-- Deliberate re-computations: who gave out which epoch, for which range.

CREATE TABLE tachograph.recomputation (
    epoch integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job text NOT NULL,
    range_start timestamptz NOT NULL,
    range_end timestamptz NOT NULL,
    source text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    windows bigint,
    CONSTRAINT some_range CHECK (range_start < range_end)
);

COMMENT ON TABLE tachograph.recomputation IS
    'Every deliberate re-computation of a past range. Its number is the epoch of the rows that it wrote.';
COMMENT ON COLUMN tachograph.recomputation.epoch IS 'Epoch of its rows, from 1; running jobs write epoch 0.';
COMMENT ON COLUMN tachograph.recomputation.job IS 'The job whose rows it replaces.';
COMMENT ON COLUMN tachograph.recomputation.range_start IS 'Inclusive start, by the time requests were sent.';
COMMENT ON COLUMN tachograph.recomputation.range_end IS 'Exclusive end.';
COMMENT ON COLUMN tachograph.recomputation.source IS 'Where its records came from: kafka or files.';
COMMENT ON COLUMN tachograph.recomputation.started_at IS 'When its epoch was given out.';
COMMENT ON COLUMN tachograph.recomputation.finished_at IS
    'When all its rows were written; NULL while it runs and when it failed, where a part of the range may be replaced.';
COMMENT ON COLUMN tachograph.recomputation.windows IS 'Windows it wrote, of all resolutions.';
