-- Windows of requests and their latency histograms. Runs on PostgreSQL 15 and later without an extension. Every key of
-- a table that grows with time contains its time column, so that the tables can become hypertables later.
-- Durations are seconds in double precision. Windows are half-open: [window_start, window_start + length).

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
COMMENT ON COLUMN tachograph.series.id IS 'What windows and histograms refer to.';
COMMENT ON COLUMN tachograph.series.target IS 'Slug: cluster-framework-model.';
COMMENT ON COLUMN tachograph.series.cluster IS 'Where the target runs.';
COMMENT ON COLUMN tachograph.series.framework IS 'What serves it.';
COMMENT ON COLUMN tachograph.series.model IS 'Model name.';
COMMENT ON COLUMN tachograph.series.engine_version IS 'As observed; empty when the target does not tell.';
COMMENT ON COLUMN tachograph.series.tenant IS 'Empty when there is none.';
COMMENT ON COLUMN tachograph.series.origin IS 'Who asked: probe, load, gateway, imported or unknown.';
COMMENT ON COLUMN tachograph.series.prompt_band IS 'Workload band by prompt length.';
COMMENT ON COLUMN tachograph.series.streamed IS 'Whether a streamed answer was asked for.';

CREATE TABLE tachograph.request_window_10s (
    series_id bigint NOT NULL,
    window_start timestamptz NOT NULL,
    epoch integer NOT NULL,
    revision integer NOT NULL,
    complete boolean NOT NULL,
    requests bigint NOT NULL,
    ok bigint NOT NULL,
    http_error bigint NOT NULL,
    rate_limited bigint NOT NULL,
    timeout bigint NOT NULL,
    connect_error bigint NOT NULL,
    stream_error bigint NOT NULL,
    protocol_error bigint NOT NULL,
    cancelled bigint NOT NULL,
    unknown bigint NOT NULL,
    duplicates bigint NOT NULL,
    input_tokens bigint NOT NULL,
    cached_input_tokens bigint NOT NULL,
    output_tokens bigint NOT NULL,
    one_piece bigint NOT NULL DEFAULT 0,
    kernel_stamped bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (series_id, window_start)
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

CREATE TABLE tachograph.latency_histogram_10s (
    series_id bigint NOT NULL,
    metric text NOT NULL,
    window_start timestamptz NOT NULL,
    n bigint NOT NULL,
    sum_seconds double precision NOT NULL,
    min_seconds double precision NOT NULL,
    max_seconds double precision NOT NULL,
    zero_count bigint NOT NULL,
    idx integer[] NOT NULL,
    cnt bigint[] NOT NULL,
    PRIMARY KEY (series_id, metric, window_start),
    CONSTRAINT one_count_per_bucket CHECK (cardinality(idx) = cardinality(cnt))
);

CREATE INDEX latency_histogram_10s_start ON tachograph.latency_histogram_10s (window_start);

COMMENT ON TABLE tachograph.latency_histogram_10s IS
    'Latencies of the successful requests of one request_window_10s row, by metric: base-2 exponential buckets of scale '
    '5 on seconds, sparse. Add counts of equal idx to merge; percentiles come from merged histograms only, by '
    'tachograph.histogram_quantile. Written with its request_window_10s row and replaced with it, so a foreign key to '
    'it would only cost time.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.series_id IS 'The series.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.metric IS 'Name of the metric: ttft, tpot, icl, e2e, …';
COMMENT ON COLUMN tachograph.latency_histogram_10s.window_start IS 'Inclusive start, by the time requests were sent.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.n IS 'Number of values: zero_count and all of cnt.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.sum_seconds IS 'Sum of the values, seconds.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.min_seconds IS 'Smallest value, seconds; no meaning when n is 0.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.max_seconds IS 'Largest value, seconds; no meaning when n is 0.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.zero_count IS 'Values of zero or less, which have no bucket.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.idx IS
    'Buckets that hold something, ascending; bucket i covers (2^(i/32), 2^((i+1)/32)] seconds.';
COMMENT ON COLUMN tachograph.latency_histogram_10s.cnt IS 'Number of values in the bucket at the same place in idx.';

-- The same one size up. LIKE brings keys, checks, indexes and column comments, but not foreign keys.
CREATE TABLE tachograph.request_window_1m (LIKE tachograph.request_window_10s INCLUDING ALL);
CREATE TABLE tachograph.latency_histogram_1m (LIKE tachograph.latency_histogram_10s INCLUDING ALL);

COMMENT ON TABLE tachograph.request_window_1m IS
    'Requests of one series sent in [window_start, window_start + 1 min), as request_window_10s.';
COMMENT ON TABLE tachograph.latency_histogram_1m IS
    'Latencies of the successful requests of one request_window_1m row, as latency_histogram_10s.';

-- A writer that remembers an id from before a restore gets an error instead of rows without a series.
ALTER TABLE tachograph.request_window_10s
    ADD CONSTRAINT request_window_10s_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
ALTER TABLE tachograph.request_window_1m
    ADD CONSTRAINT request_window_1m_series FOREIGN KEY (series_id) REFERENCES tachograph.series;

CREATE TABLE tachograph.latency_metric (
    metric text PRIMARY KEY
);

INSERT INTO tachograph.latency_metric VALUES
    ('ttft'), ('ttft_scheduled'), ('ttft_first_chunk'), ('ttfo'), ('tpot'), ('icl'), ('e2e'), ('e2e_scheduled'), ('lag');

COMMENT ON TABLE tachograph.latency_metric IS
    'The latency metrics there are, those of later versions as soon as a histogram of them was stored: a list for choosers, '
    'for functions what may be asked for, and for writers what a replaced window may have left behind.';
COMMENT ON COLUMN tachograph.latency_metric.metric IS 'Name of the metric, as in the histogram tables.';
