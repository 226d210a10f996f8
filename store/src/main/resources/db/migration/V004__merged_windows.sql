-- Windows merged over targets ahead of time, so that a fleet's months are read from few rows. They are only ever a
-- shortcut: a window that changed after it was merged is marked in the transaction that changed it, and readers take a
-- marked window from its series. So answers do not depend on when merging runs, or whether it does.

CREATE TABLE tachograph.window_change (
    resolution text NOT NULL,
    window_start timestamptz NOT NULL
);

CREATE INDEX window_change_window ON tachograph.window_change (resolution, window_start);

COMMENT ON TABLE tachograph.window_change IS
    'Windows with rows that are not merged yet: one row for each write, without a key, so that writers '
    'never wait for each other. The writer adds rows in the transaction of the windows, merge_windows removes them.';
COMMENT ON COLUMN tachograph.window_change.resolution IS 'Length of the windows: 1m, 1h or 1d.';
COMMENT ON COLUMN tachograph.window_change.window_start IS 'Inclusive start of the window.';

CREATE TABLE tachograph.merged_series (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    level text NOT NULL,
    model text NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    CONSTRAINT merged_series_dimensions UNIQUE (level, model, origin, prompt_band, streamed)
);

COMMENT ON TABLE tachograph.merged_series IS 'What windows are merged over.';
COMMENT ON COLUMN tachograph.merged_series.id IS 'What merged windows refer to.';
COMMENT ON COLUMN tachograph.merged_series.level IS
    'Which dimensions are kept, as "model, origin, prompt_band, streamed": any of the last three, the first alone, or all. '
    'The others are empty or false.';
COMMENT ON COLUMN tachograph.merged_series.model IS 'Model name.';
COMMENT ON COLUMN tachograph.merged_series.origin IS 'Who asked.';
COMMENT ON COLUMN tachograph.merged_series.prompt_band IS 'Workload band by prompt length.';
COMMENT ON COLUMN tachograph.merged_series.streamed IS 'Whether a streamed answer was asked for.';

CREATE TABLE tachograph.merged_window_1m (LIKE tachograph.request_window_1m INCLUDING ALL);
ALTER TABLE tachograph.merged_window_1m DROP COLUMN epoch, DROP COLUMN revision;

-- Its buckets in one number each, so that merging is a sum of numbers: of arrays each entry would be summed by itself, which
-- takes ten times as long.
DO $$
DECLARE
    of_metric record;
BEGIN
    FOR of_metric IN SELECT * FROM tachograph.latency_metric LOOP
        EXECUTE format('ALTER TABLE tachograph.merged_window_1m DROP COLUMN %I, ADD COLUMN %I numeric',
            of_metric.metric || '_buckets', of_metric.metric || '_counts');
        EXECUTE format('COMMENT ON COLUMN tachograph.merged_window_1m.%I IS %L', of_metric.metric || '_counts',
            'The buckets as one number in base 10^16: its digit i is the count of bucket i, so it is the sum of count * '
            '10^(16 * index), and a sum of such numbers is a merged histogram, exact below 10^16 values. Bucket i as in '
            'request_window_1m, but for values of zero or less, which are those of n that are in no digit.'
            || coalesce(format(' Where %s_n is not NULL and this is, it is that of %s.', of_metric.metric,
                of_metric.like_metric), ''));
    END LOOP;
END
$$;

-- The few windows that can still grow, for readers that ask whether shorter ones know more.
CREATE INDEX merged_window_1m_growing ON tachograph.merged_window_1m (series_id, window_start) WHERE NOT complete;

COMMENT ON COLUMN tachograph.merged_window_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_window_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_window_1h (LIKE tachograph.merged_window_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_window_1d (LIKE tachograph.merged_window_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_window_1m IS
    'request_window_1m summed over targets: the same columns, but for buckets. Read it through the functions: a window that '
    'changed since is marked in window_change.';
COMMENT ON TABLE tachograph.merged_window_1h IS 'As merged_window_1m, of request_window_1h.';
COMMENT ON TABLE tachograph.merged_window_1d IS 'As merged_window_1m, of request_window_1d.';

CREATE TABLE tachograph.task_lock (
    name text PRIMARY KEY
);

COMMENT ON TABLE tachograph.task_lock IS
    'Tasks of which one process at a time does a step: it locks the row. Advisory locks would not do: anybody may take those, '
    'and who may only read cannot lock a row.';
COMMENT ON COLUMN tachograph.task_lock.name IS 'merging, retention, migration or ranking.';

INSERT INTO tachograph.task_lock VALUES ('merging'), ('retention'), ('migration'), ('ranking');

CREATE TYPE tachograph.selection AS (
    targets text[],
    models text[],
    clusters text[],
    engine_versions text[],
    tenants text[],
    origins text[],
    prompt_bands text[],
    streamed boolean,
    group_by text[]
);

COMMENT ON TYPE tachograph.selection IS
    'Which series are read (NULL and empty arrays filter nothing), and the dimensions by which they are parted.';
