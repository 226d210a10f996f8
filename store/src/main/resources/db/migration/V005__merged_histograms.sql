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

-- A histogram in one number, so that merging is a sum: of 11,000 of them 50 ms, where their arrays took 500.
CREATE TABLE tachograph.merged_histogram_1m (
    series_id bigint NOT NULL,
    metric text NOT NULL,
    window_start timestamptz NOT NULL,
    n bigint NOT NULL,
    sum_seconds double precision NOT NULL,
    min_seconds double precision NOT NULL,
    max_seconds double precision NOT NULL,
    zero_count bigint NOT NULL,
    packed numeric NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, metric, window_start)
);

CREATE INDEX merged_histogram_1m_start ON tachograph.merged_histogram_1m (window_start);

COMMENT ON COLUMN tachograph.merged_histogram_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.metric IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.window_start IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.n IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.sum_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.min_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.max_seconds IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.zero_count IS 'As in latency_histogram_1m.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.packed IS
    'The buckets as one number in base 10^16: its digit i is the count of bucket i, the sum of cnt * 10^(16 * idx). Sums '
    'of such numbers are merged histograms, exact below 10^16 values in a bucket; numeric holds buckets from -1023 to '
    '8191, and those of a nanosecond to 292 years are -957 to 1059.';
COMMENT ON COLUMN tachograph.merged_histogram_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_histogram_1h (LIKE tachograph.merged_histogram_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_histogram_1d (LIKE tachograph.merged_histogram_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_histogram_1m IS
    'latency_histogram_1m merged over targets. Read it through the functions: a window that changed since is marked in '
    'window_change.';
COMMENT ON TABLE tachograph.merged_histogram_1h IS 'As merged_histogram_1m, of latency_histogram_1h.';
COMMENT ON TABLE tachograph.merged_histogram_1d IS 'As merged_histogram_1m, of latency_histogram_1d.';

CREATE TABLE tachograph.merged_window_1m (
    series_id bigint NOT NULL,
    window_start timestamptz NOT NULL,
    requests bigint NOT NULL,
    ok bigint NOT NULL,
    cancelled bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    one_piece bigint NOT NULL,
    kernel_stamped bigint NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, window_start)
);

CREATE INDEX merged_window_1m_start ON tachograph.merged_window_1m (window_start);

-- The few windows that can still grow, for readers that ask whether shorter ones know more.
CREATE INDEX merged_window_1m_growing ON tachograph.merged_window_1m (series_id, window_start) WHERE NOT complete;

COMMENT ON COLUMN tachograph.merged_window_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_window_1m.window_start IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.requests IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.ok IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.cancelled IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.input_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.cached_input_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.output_tokens IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.one_piece IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.kernel_stamped IS 'As in request_window_1m.';
COMMENT ON COLUMN tachograph.merged_window_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_window_1h (LIKE tachograph.merged_window_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_window_1d (LIKE tachograph.merged_window_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_window_1m IS 'request_window_1m summed over targets, as merged_histogram_1m.';
COMMENT ON TABLE tachograph.merged_window_1h IS 'As merged_window_1m, of request_window_1h.';
COMMENT ON TABLE tachograph.merged_window_1d IS 'As merged_window_1m, of request_window_1d.';

CREATE TABLE tachograph.merged_slo_count_1m (
    LIKE tachograph.slo_count_1m INCLUDING COMMENTS,
    finished bigint NOT NULL,
    complete boolean NOT NULL,
    PRIMARY KEY (series_id, slo_id, window_start)
);

CREATE INDEX merged_slo_count_1m_start ON tachograph.merged_slo_count_1m (window_start);

-- The few windows that an SLO counted in part, for readers that have to step around them.
CREATE INDEX merged_slo_count_1m_partly ON tachograph.merged_slo_count_1m (slo_id, series_id, window_start)
    WHERE eligible > 0 AND eligible <> finished;

COMMENT ON COLUMN tachograph.merged_slo_count_1m.series_id IS 'The merged_series.';
COMMENT ON COLUMN tachograph.merged_slo_count_1m.finished IS
    'requests - cancelled of its merged_window_1m row: more than eligible where the SLO did not count every series.';
COMMENT ON COLUMN tachograph.merged_slo_count_1m.complete IS 'Every window in it was complete.';

CREATE TABLE tachograph.merged_slo_count_1h (LIKE tachograph.merged_slo_count_1m INCLUDING ALL);
CREATE TABLE tachograph.merged_slo_count_1d (LIKE tachograph.merged_slo_count_1m INCLUDING ALL);

COMMENT ON TABLE tachograph.merged_slo_count_1m IS 'slo_count_1m summed over targets, as merged_histogram_1m.';
COMMENT ON TABLE tachograph.merged_slo_count_1h IS 'As merged_slo_count_1m, of slo_count_1h.';
COMMENT ON TABLE tachograph.merged_slo_count_1d IS 'As merged_slo_count_1m, of slo_count_1d.';

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
