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

DO $$
DECLARE
    size text;
BEGIN
    FOREACH size IN ARRAY ARRAY['10s', '1m', '1h', '1d'] LOOP
        EXECUTE format(
            'COMMENT ON COLUMN tachograph.request_window_%s.epoch IS %L',
            size,
            '0 as long as only running jobs wrote the row, else the epoch of the re-computation that replaced it. '
            'A row gives way to a higher epoch, and within one epoch to a row that is higher or equal by '
            '(requests, complete, revision): it knows more. A running job joins the epoch that the row has.');
    END LOOP;
END
$$;
