-- The longer windows, and exact counts of requests that met a configured SLO.

CREATE TABLE tachograph.request_window_1h (LIKE tachograph.request_window_10s INCLUDING ALL);
CREATE TABLE tachograph.request_window_1d (LIKE tachograph.request_window_10s INCLUDING ALL);
CREATE TABLE tachograph.latency_histogram_1h (LIKE tachograph.latency_histogram_10s INCLUDING ALL);
CREATE TABLE tachograph.latency_histogram_1d (LIKE tachograph.latency_histogram_10s INCLUDING ALL);

COMMENT ON TABLE tachograph.request_window_1h IS
    'Requests of one series sent in [window_start, window_start + 1 h), as request_window_10s.';
COMMENT ON TABLE tachograph.request_window_1d IS
    'Requests of one series sent in one UTC day, as request_window_10s.';
COMMENT ON TABLE tachograph.latency_histogram_1h IS
    'Latencies of the successful requests of one request_window_1h row, as latency_histogram_10s.';
COMMENT ON TABLE tachograph.latency_histogram_1d IS
    'Latencies of the successful requests of one request_window_1d row, as latency_histogram_10s.';

ALTER TABLE tachograph.request_window_1h
    ADD CONSTRAINT request_window_1h_series FOREIGN KEY (series_id) REFERENCES tachograph.series;
ALTER TABLE tachograph.request_window_1d
    ADD CONSTRAINT request_window_1d_series FOREIGN KEY (series_id) REFERENCES tachograph.series;

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

CREATE TABLE tachograph.slo_count_10s (
    series_id bigint NOT NULL,
    slo_id bigint NOT NULL REFERENCES tachograph.slo,
    window_start timestamptz NOT NULL,
    eligible bigint NOT NULL,
    met bigint NOT NULL,
    ttft_met bigint,
    tpot_met bigint,
    e2e_met bigint,
    PRIMARY KEY (series_id, slo_id, window_start),
    CONSTRAINT met_is_a_share CHECK (met BETWEEN 0 AND eligible)
);

CREATE INDEX slo_count_10s_start ON tachograph.slo_count_10s (window_start);

COMMENT ON TABLE tachograph.slo_count_10s IS
    'How many requests of one request_window_10s row met one SLO: written with that row and replaced with it.';
COMMENT ON COLUMN tachograph.slo_count_10s.series_id IS 'The series.';
COMMENT ON COLUMN tachograph.slo_count_10s.slo_id IS 'The SLO.';
COMMENT ON COLUMN tachograph.slo_count_10s.window_start IS 'Inclusive start, by the time requests were sent.';
COMMENT ON COLUMN tachograph.slo_count_10s.eligible IS 'Finished attempts but cancelled ones: failures are misses.';
COMMENT ON COLUMN tachograph.slo_count_10s.met IS
    'Attempts that succeeded with every threshold met; one without a value of a metric that has a threshold misses, but an answer in one piece has no token to wait for and meets any TPOT.';
COMMENT ON COLUMN tachograph.slo_count_10s.ttft_met IS
    'Successful attempts with a TTFT within its threshold; NULL without one.';
COMMENT ON COLUMN tachograph.slo_count_10s.tpot_met IS
    'Successful attempts with a TPOT within its threshold; NULL without one.';
COMMENT ON COLUMN tachograph.slo_count_10s.e2e_met IS
    'Successful attempts with an E2E latency within its threshold; NULL without one.';

CREATE TABLE tachograph.slo_count_1m (LIKE tachograph.slo_count_10s INCLUDING ALL);
CREATE TABLE tachograph.slo_count_1h (LIKE tachograph.slo_count_10s INCLUDING ALL);
CREATE TABLE tachograph.slo_count_1d (LIKE tachograph.slo_count_10s INCLUDING ALL);

COMMENT ON TABLE tachograph.slo_count_1m IS 'As slo_count_10s, of request_window_1m.';
COMMENT ON TABLE tachograph.slo_count_1h IS 'As slo_count_10s, of request_window_1h.';
COMMENT ON TABLE tachograph.slo_count_1d IS 'As slo_count_10s, of request_window_1d.';

ALTER TABLE tachograph.slo_count_1m ADD CONSTRAINT slo_count_1m_slo FOREIGN KEY (slo_id) REFERENCES tachograph.slo;
ALTER TABLE tachograph.slo_count_1h ADD CONSTRAINT slo_count_1h_slo FOREIGN KEY (slo_id) REFERENCES tachograph.slo;
ALTER TABLE tachograph.slo_count_1d ADD CONSTRAINT slo_count_1d_slo FOREIGN KEY (slo_id) REFERENCES tachograph.slo;
