-- Windows of requests: one row for each series and window, with everything that is known of it. Runs on PostgreSQL 15 and
-- later without an extension. Every key of a table that grows with time contains its time column, so that the tables can
-- become hypertables later. Durations are seconds in double precision. Windows are half-open: [window_start, window_start +
-- length).

CREATE TABLE tachograph.series (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target text NOT NULL,
    cluster text NOT NULL,
    framework text NOT NULL,
    model text NOT NULL,
    engine_version text NOT NULL,
    tenant text NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    CONSTRAINT series_dimensions UNIQUE (
        target, cluster, framework, model, engine_version, tenant, origin, prompt_band, streamed)
);

CREATE INDEX series_model ON tachograph.series (model);

COMMENT ON TABLE tachograph.series IS
    'Dimensions of a series of request windows. A new engine version is a new series: old against new is a join.';
COMMENT ON COLUMN tachograph.series.id IS 'What windows refer to.';
COMMENT ON COLUMN tachograph.series.target IS 'Slug: cluster-framework-model.';
COMMENT ON COLUMN tachograph.series.cluster IS 'Where the target runs.';
COMMENT ON COLUMN tachograph.series.framework IS 'What serves it.';
COMMENT ON COLUMN tachograph.series.model IS 'Model name.';
COMMENT ON COLUMN tachograph.series.engine_version IS 'As observed; empty when the target does not tell.';
COMMENT ON COLUMN tachograph.series.tenant IS 'Empty when there is none.';
COMMENT ON COLUMN tachograph.series.origin IS 'Who asked: probe, load, gateway, imported or unknown.';
COMMENT ON COLUMN tachograph.series.prompt_band IS 'Workload band by prompt length.';
COMMENT ON COLUMN tachograph.series.streamed IS 'Whether a streamed answer was asked for.';

CREATE TABLE tachograph.slo (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    ttft_seconds double precision,
    tpot_seconds double precision,
    e2e_seconds double precision,
    CONSTRAINT slo_definition UNIQUE NULLS NOT DISTINCT (name, ttft_seconds, tpot_seconds, e2e_seconds),
    CONSTRAINT some_threshold CHECK (num_nonnulls(ttft_seconds, tpot_seconds, e2e_seconds) > 0)
);

COMMENT ON TABLE tachograph.slo IS
    'Service level objectives as they were configured. A changed threshold is a new row: counts of different thresholds '
    'are never added.';
COMMENT ON COLUMN tachograph.slo.id IS 'What counts refer to.';
COMMENT ON COLUMN tachograph.slo.name IS 'As configured.';
COMMENT ON COLUMN tachograph.slo.ttft_seconds IS 'Largest TTFT that meets it, inclusive, seconds; NULL for any.';
COMMENT ON COLUMN tachograph.slo.tpot_seconds IS 'Largest TPOT that meets it, inclusive, seconds; NULL for any.';
COMMENT ON COLUMN tachograph.slo.e2e_seconds IS 'Largest E2E latency that meets it, inclusive, seconds; NULL for any.';

CREATE TYPE tachograph.slo_count AS (
    slo_id bigint,
    eligible bigint,
    met bigint,
    ttft_met bigint,
    tpot_met bigint,
    e2e_met bigint
);

COMMENT ON TYPE tachograph.slo_count IS 'How many requests of one window met one SLO.';
COMMENT ON COLUMN tachograph.slo_count.slo_id IS 'The SLO.';
COMMENT ON COLUMN tachograph.slo_count.eligible IS 'Finished attempts but cancelled ones: failures are misses.';
COMMENT ON COLUMN tachograph.slo_count.met IS
    'Attempts that succeeded with every threshold met; one without a value of a metric that has a threshold misses, but an '
    'answer in one piece has no token to wait for and meets any TPOT.';
COMMENT ON COLUMN tachograph.slo_count.ttft_met IS
    'Successful attempts with a TTFT within its threshold; NULL without one.';
COMMENT ON COLUMN tachograph.slo_count.tpot_met IS
    'Successful attempts with a TPOT within its threshold; NULL without one.';
COMMENT ON COLUMN tachograph.slo_count.e2e_met IS
    'Successful attempts with an E2E latency within its threshold; NULL without one.';

CREATE TABLE tachograph.latency_metric (
    metric text PRIMARY KEY,
    like_metric text REFERENCES tachograph.latency_metric
);

COMMENT ON TABLE tachograph.latency_metric IS
    'The latency metrics there are, each with five columns in every table of windows: a list for choosers, and for functions '
    'what may be asked for.';
COMMENT ON COLUMN tachograph.latency_metric.metric IS 'Name of the metric, as its columns begin.';
COMMENT ON COLUMN tachograph.latency_metric.like_metric IS
    'The metric whose buckets stand for its own where these are NULL, because they are the same: from schedule as from '
    'sending where nothing was late, and the like. NULL when there is none.';

INSERT INTO tachograph.latency_metric (metric, like_metric) VALUES
    ('ttft', NULL), ('ttft_scheduled', 'ttft'), ('ttft_first_chunk', 'ttft'), ('ttfo', 'ttft'), ('tpot', NULL),
    ('icl', NULL), ('e2e', NULL), ('e2e_scheduled', 'e2e'), ('lag', NULL);

CREATE TABLE tachograph.request_window_10s (
    series_id bigint NOT NULL,
    window_start timestamptz NOT NULL,
    epoch integer NOT NULL,
    revision integer NOT NULL,
    complete boolean NOT NULL,
    requests bigint NOT NULL,
    ok bigint NOT NULL,
    http_error bigint NOT NULL DEFAULT 0,
    rate_limited bigint NOT NULL DEFAULT 0,
    timeout bigint NOT NULL DEFAULT 0,
    connect_error bigint NOT NULL DEFAULT 0,
    stream_error bigint NOT NULL DEFAULT 0,
    protocol_error bigint NOT NULL DEFAULT 0,
    cancelled bigint NOT NULL DEFAULT 0,
    unknown bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    input_tokens bigint NOT NULL DEFAULT 0,
    cached_input_tokens bigint NOT NULL DEFAULT 0,
    output_tokens bigint NOT NULL DEFAULT 0,
    one_piece bigint NOT NULL DEFAULT 0,
    kernel_stamped bigint NOT NULL DEFAULT 0,
    slos tachograph.slo_count[],
    PRIMARY KEY (series_id, window_start),
    CONSTRAINT one_piece_succeeded CHECK (one_piece BETWEEN 0 AND ok)
);

-- For "all series of a range". Deduplicated, it takes a few bytes of a row; a BRIN index would cease to select once rows
-- fill the pages that retention freed, among older ones.
CREATE INDEX request_window_10s_start ON tachograph.request_window_10s (window_start);

COMMENT ON TABLE tachograph.request_window_10s IS
    'Requests of one series sent in [window_start, window_start + 10 s): one row, replaced as it becomes surer.';
COMMENT ON COLUMN tachograph.request_window_10s.series_id IS 'The series.';
COMMENT ON COLUMN tachograph.request_window_10s.window_start IS 'Inclusive start, by the time requests were sent.';
COMMENT ON COLUMN tachograph.request_window_10s.epoch IS
    '0 as long as only running jobs wrote the row, else the epoch of the re-computation that replaced it. '
    'A row gives way to a higher epoch, and within one epoch to a row that is higher or equal by '
    '(requests, complete, revision): it knows more. A running job joins the epoch that the row has.';
COMMENT ON COLUMN tachograph.request_window_10s.revision IS 'Rises with every emission of the window.';
COMMENT ON COLUMN tachograph.request_window_10s.complete IS 'No further request can count in the window.';
COMMENT ON COLUMN tachograph.request_window_10s.requests IS 'Finished attempts, each once, cancelled ones included.';
COMMENT ON COLUMN tachograph.request_window_10s.ok IS 'Attempts that succeeded.';
COMMENT ON COLUMN tachograph.request_window_10s.http_error IS 'Attempts that ended with an HTTP error status but 429.';
COMMENT ON COLUMN tachograph.request_window_10s.rate_limited IS 'Attempts that ended with HTTP 429.';
COMMENT ON COLUMN tachograph.request_window_10s.timeout IS 'Attempts that ran out of time.';
COMMENT ON COLUMN tachograph.request_window_10s.connect_error IS 'Attempts that got no connection.';
COMMENT ON COLUMN tachograph.request_window_10s.stream_error IS
    'Attempts with an error object in the stream, a cut stream, or an end without finish reason.';
COMMENT ON COLUMN tachograph.request_window_10s.protocol_error IS 'Attempts whose answer could not be parsed.';
COMMENT ON COLUMN tachograph.request_window_10s.cancelled IS 'Attempts that the client gave up; neither good nor bad.';
COMMENT ON COLUMN tachograph.request_window_10s.unknown IS 'Attempts whose outcome this version does not know.';
COMMENT ON COLUMN tachograph.request_window_10s.duplicates IS 'Second deliveries, counted nowhere else.';
COMMENT ON COLUMN tachograph.request_window_10s.input_tokens IS 'Input tokens of attempts that succeeded.';
COMMENT ON COLUMN tachograph.request_window_10s.cached_input_tokens IS
    'Input tokens served from a cache, of attempts that succeeded; part of input_tokens.';
COMMENT ON COLUMN tachograph.request_window_10s.output_tokens IS 'Output tokens of attempts that succeeded.';
COMMENT ON COLUMN tachograph.request_window_10s.one_piece IS
    'Streamed attempts that succeeded and are known to have come in one piece: no token followed that somebody had to wait '
    'for, so they have no TPOT and meet any threshold of it.';
COMMENT ON COLUMN tachograph.request_window_10s.kernel_stamped IS
    'Attempts whose answer the kernel of the client''s machine stamped as it arrived, whatever their outcome; the latencies of '
    'the others contain the client''s own delay in reading.';
COMMENT ON COLUMN tachograph.request_window_10s.slos IS
    'How many of the requests met each SLO that the model had then; NULL when it had none.';

-- Of each metric a histogram: base-2 exponential buckets of scale 5 on seconds, sparse, each bucket and its count in one
-- integer. What has a fixed width comes first, so that it lies in a row without gaps.
DO $$
DECLARE
    name text;
    place text;
BEGIN
    FOR name IN SELECT metric FROM tachograph.latency_metric LOOP
        EXECUTE format('ALTER TABLE tachograph.request_window_10s ADD COLUMN %1$I bigint, ADD COLUMN %2$I double precision, '
            'ADD COLUMN %3$I double precision, ADD COLUMN %4$I double precision',
            name || '_n', name || '_sum_seconds', name || '_min_seconds', name || '_max_seconds');
    END LOOP;
    FOR name IN SELECT metric FROM tachograph.latency_metric LOOP
        EXECUTE format('ALTER TABLE tachograph.request_window_10s ADD COLUMN %I integer[]', name || '_buckets');
        FOR place IN VALUES
            (format('%s_n IS %L', name, 'Number of values of ' || name || ', of successful requests; NULL when there are none.')),
            (format('%s_sum_seconds IS %L', name, 'Sum of the values, seconds.')),
            (format('%s_min_seconds IS %L', name, 'Smallest value, seconds.')),
            (format('%s_max_seconds IS %L', name, 'Largest value, seconds.')),
            (format('%s_buckets IS %L', name, 'Buckets that hold something, ascending: (index + 1024) * 2^19 + count. '
                'Bucket i covers (2^(i/32), 2^((i+1)/32)] seconds; index -1024 is that of values of zero or less. A count '
                'above 2^19 - 1 stands as several entries of one bucket. To merge, add counts of equal buckets; percentiles '
                'come from merged histograms only.' || coalesce((SELECT format(' Where %s_n is not NULL and this is, they '
                'are those of %s.', name, like_metric) FROM tachograph.latency_metric
                WHERE metric = name AND like_metric IS NOT NULL), '')))
        LOOP
            EXECUTE 'COMMENT ON COLUMN tachograph.request_window_10s.' || place;
        END LOOP;
    END LOOP;
END
$$;

-- Full pages: with half of each left free, so that a window's three versions stay in its page, a write takes an eighth less
-- of the database's CPU, and the table twice the space. Compression is left at its default: of a month's buckets it made
-- none smaller.

-- The same for longer windows. LIKE brings keys, checks, indexes and column comments, but not foreign keys.
CREATE TABLE tachograph.request_window_1m (LIKE tachograph.request_window_10s INCLUDING ALL);
CREATE TABLE tachograph.request_window_1h (LIKE tachograph.request_window_10s INCLUDING ALL);
CREATE TABLE tachograph.request_window_1d (LIKE tachograph.request_window_10s INCLUDING ALL);

COMMENT ON TABLE tachograph.request_window_1m IS
    'Requests of one series sent in [window_start, window_start + 1 min), as request_window_10s.';
COMMENT ON TABLE tachograph.request_window_1h IS
    'Requests of one series sent in [window_start, window_start + 1 h), as request_window_10s.';
COMMENT ON TABLE tachograph.request_window_1d IS
    'Requests of one series sent in one UTC day, as request_window_10s.';

-- A writer that remembers an id from before a restore gets an error instead of rows without a series.
ALTER TABLE tachograph.request_window_10s
    ADD CONSTRAINT request_window_10s_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
ALTER TABLE tachograph.request_window_1m
    ADD CONSTRAINT request_window_1m_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
ALTER TABLE tachograph.request_window_1h
    ADD CONSTRAINT request_window_1h_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
ALTER TABLE tachograph.request_window_1d
    ADD CONSTRAINT request_window_1d_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
