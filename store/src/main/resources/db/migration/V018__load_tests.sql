-- Load tests that were published, with what they found.

CREATE TABLE tachograph.load_test (
    run text NOT NULL PRIMARY KEY,
    label text NOT NULL,
    target text NOT NULL,
    model text NOT NULL,
    engine_version text,
    arrivals text NOT NULL,
    workload text NOT NULL,
    started_at timestamptz NOT NULL,
    asserted_at timestamptz NOT NULL,
    measured_seconds double precision NOT NULL,
    offered bigint NOT NULL,
    ok bigint NOT NULL,
    failed bigint NOT NULL,
    request_throughput double precision NOT NULL,
    output_throughput double precision NOT NULL,
    ttft_p50_seconds double precision,
    ttft_p99_seconds double precision,
    tpot_p50_seconds double precision,
    tpot_p99_seconds double precision,
    e2e_p50_seconds double precision,
    e2e_p99_seconds double precision,
    attainment double precision,
    client_bound boolean NOT NULL,
    partial boolean NOT NULL,
    result bytea
);

CREATE INDEX load_test_started_at ON tachograph.load_test (started_at);

-- It is compressed already.
ALTER TABLE tachograph.load_test ALTER COLUMN result SET STORAGE EXTERNAL;

COMMENT ON TABLE tachograph.load_test IS
    'Load tests that were published, one row a run. Figures are of the measured part, warm-up and cool-down left out; NULL is '
    'what was not measured.';
COMMENT ON COLUMN tachograph.load_test.run IS 'Identity of the run, also in its request timings.';
COMMENT ON COLUMN tachograph.load_test.label IS 'Free name; empty for none.';
COMMENT ON COLUMN tachograph.load_test.target IS 'Slug.';
COMMENT ON COLUMN tachograph.load_test.model IS 'As the run named it.';
COMMENT ON COLUMN tachograph.load_test.engine_version IS 'NULL where the engine does not tell.';
COMMENT ON COLUMN tachograph.load_test.arrivals IS 'The arrival process in words.';
COMMENT ON COLUMN tachograph.load_test.workload IS 'The prompts in words.';
COMMENT ON COLUMN tachograph.load_test.started_at IS 'By the clock of the client''s machine.';
COMMENT ON COLUMN tachograph.load_test.asserted_at IS
    'When it was published: a row is replaced only by what was published then or later.';
COMMENT ON COLUMN tachograph.load_test.measured_seconds IS 'Length of the measured part.';
COMMENT ON COLUMN tachograph.load_test.offered IS 'Requests that the arrival process wanted.';
COMMENT ON COLUMN tachograph.load_test.ok IS 'Those that succeeded.';
COMMENT ON COLUMN tachograph.load_test.failed IS 'Those that ended in any other way but by cancelling.';
COMMENT ON COLUMN tachograph.load_test.request_throughput IS 'Successful requests per second that ended in the measured part.';
COMMENT ON COLUMN tachograph.load_test.output_throughput IS 'Output tokens per second, likewise.';
COMMENT ON COLUMN tachograph.load_test.ttft_p50_seconds IS 'Time to first token, median.';
COMMENT ON COLUMN tachograph.load_test.ttft_p99_seconds IS 'Its 99th percentile; likewise all that follow.';
COMMENT ON COLUMN tachograph.load_test.tpot_p50_seconds IS 'Time per output token, median.';
COMMENT ON COLUMN tachograph.load_test.tpot_p99_seconds IS 'Time per output token.';
COMMENT ON COLUMN tachograph.load_test.e2e_p50_seconds IS 'End-to-end latency, median.';
COMMENT ON COLUMN tachograph.load_test.e2e_p99_seconds IS 'End-to-end latency.';
COMMENT ON COLUMN tachograph.load_test.attainment IS
    'Share of the offered requests that met every threshold; NULL when none was given.';
COMMENT ON COLUMN tachograph.load_test.client_bound IS 'The client may have been the bottleneck.';
COMMENT ON COLUMN tachograph.load_test.partial IS 'It was ended before its limits.';
COMMENT ON COLUMN tachograph.load_test.result IS 'result.json, compressed by gzip; NULL where it was too large to be published.';

ALTER TABLE tachograph.retention DROP CONSTRAINT retention_resolution_check;
ALTER TABLE tachograph.retention ADD CONSTRAINT retention_resolution_check CHECK (resolution IN (
    '10s', '1m', '1h', '1d', 'ranking', 'event', 'gpu_assignment', 'target', 'engine', 'container', 'model', 'model_route',
    'cluster_job', 'usage', 'score', 'load_test'));
INSERT INTO tachograph.retention (resolution, keep, time_column) VALUES ('load_test', NULL, 'started_at');
