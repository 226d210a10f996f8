-- Windows of GPUs and engines, which GPU worked for which target, and from them energy per token.

CREATE TABLE tachograph.gpu_window_10s (
    gpu text NOT NULL,
    window_start timestamptz NOT NULL,
    epoch integer NOT NULL,
    revision integer NOT NULL,
    complete boolean NOT NULL,
    samples bigint NOT NULL,
    node text NOT NULL,
    name text NOT NULL,
    gpu_index integer,
    covered_seconds double precision NOT NULL,
    energy_joules double precision,
    energy_seconds double precision NOT NULL,
    energy_source text,
    power_watts_mean double precision,
    power_watts_max double precision,
    utilization_mean double precision,
    utilization_max double precision,
    memory_used_bytes_mean double precision,
    memory_used_bytes_max double precision,
    memory_total_bytes bigint,
    temperature_celsius_mean double precision,
    temperature_celsius_max double precision,
    sm_clock_mhz_mean double precision,
    sm_clock_mhz_max double precision,
    memory_clock_mhz_mean double precision,
    memory_clock_mhz_max double precision,
    throttled_share double precision,
    PRIMARY KEY (gpu, window_start)
);

CREATE INDEX gpu_window_10s_start ON tachograph.gpu_window_10s (window_start);

COMMENT ON TABLE tachograph.gpu_window_10s IS
    'What one GPU did in [window_start, window_start + 10 s), as far as readings at most 3 s apart tell. Gauges are '
    'straight lines between readings; a mean is weighted by time and NULL where nothing is known.';
COMMENT ON COLUMN tachograph.gpu_window_10s.gpu IS 'UUID of the device.';
COMMENT ON COLUMN tachograph.gpu_window_10s.window_start IS 'Inclusive start, by the time of the readings.';
COMMENT ON COLUMN tachograph.gpu_window_10s.epoch IS
    'As in request_window_10s, with samples in the place of requests.';
COMMENT ON COLUMN tachograph.gpu_window_10s.revision IS 'Rises with every emission of the window.';
COMMENT ON COLUMN tachograph.gpu_window_10s.complete IS 'Nothing further can count in the window.';
COMMENT ON COLUMN tachograph.gpu_window_10s.samples IS 'Readings within the window, each once.';
COMMENT ON COLUMN tachograph.gpu_window_10s.node IS 'Host that it is in.';
COMMENT ON COLUMN tachograph.gpu_window_10s.name IS 'Product name, empty when unknown.';
COMMENT ON COLUMN tachograph.gpu_window_10s.gpu_index IS 'Index on its node; NULL when unknown.';
COMMENT ON COLUMN tachograph.gpu_window_10s.covered_seconds IS
    'Time between readings at most 3 s apart: nothing is known of the rest.';
COMMENT ON COLUMN tachograph.gpu_window_10s.energy_joules IS
    'Energy used in energy_seconds; NULL when neither counter nor power was read.';
COMMENT ON COLUMN tachograph.gpu_window_10s.energy_seconds IS 'Time that energy_joules is of.';
COMMENT ON COLUMN tachograph.gpu_window_10s.energy_source IS
    'counter, power (area under its line) or mixed; NULL without energy.';
COMMENT ON COLUMN tachograph.gpu_window_10s.power_watts_mean IS 'Mean power draw.';
COMMENT ON COLUMN tachograph.gpu_window_10s.power_watts_max IS 'Largest power draw.';
COMMENT ON COLUMN tachograph.gpu_window_10s.utilization_mean IS 'Share of time in which any kernel ran, 0 to 1.';
COMMENT ON COLUMN tachograph.gpu_window_10s.utilization_max IS 'Largest such share of one reading.';
COMMENT ON COLUMN tachograph.gpu_window_10s.memory_used_bytes_mean IS 'Mean memory in use.';
COMMENT ON COLUMN tachograph.gpu_window_10s.memory_used_bytes_max IS 'Largest memory in use.';
COMMENT ON COLUMN tachograph.gpu_window_10s.memory_total_bytes IS 'Memory of the device; NULL when unknown.';
COMMENT ON COLUMN tachograph.gpu_window_10s.temperature_celsius_mean IS 'Mean temperature.';
COMMENT ON COLUMN tachograph.gpu_window_10s.temperature_celsius_max IS 'Highest temperature.';
COMMENT ON COLUMN tachograph.gpu_window_10s.sm_clock_mhz_mean IS 'Mean clock of the multiprocessors.';
COMMENT ON COLUMN tachograph.gpu_window_10s.sm_clock_mhz_max IS 'Highest clock of the multiprocessors.';
COMMENT ON COLUMN tachograph.gpu_window_10s.memory_clock_mhz_mean IS 'Mean clock of the memory.';
COMMENT ON COLUMN tachograph.gpu_window_10s.memory_clock_mhz_max IS 'Highest clock of the memory.';
COMMENT ON COLUMN tachograph.gpu_window_10s.throttled_share IS
    'Share of time in which power or heat held the clocks down; NULL when unknown.';

CREATE TYPE tachograph.engine_histogram AS (
    metric text,
    part integer,
    n bigint,
    sum double precision,
    bounds double precision[],
    cnt bigint[]
);

COMMENT ON TYPE tachograph.engine_histogram IS
    'Rise of one of the engine''s own histograms in one window, in the engine''s own bounds: merge only those of equal bounds.';
COMMENT ON COLUMN tachograph.engine_histogram.metric IS
    'Canonical name: ttft, tpot, icl, e2e, queue_time (seconds).';
COMMENT ON COLUMN tachograph.engine_histogram.part IS
    '0; counts up when the engine came back with other bounds within the window.';
COMMENT ON COLUMN tachograph.engine_histogram.n IS 'Number of values.';
COMMENT ON COLUMN tachograph.engine_histogram.sum IS 'Sum of the values.';
COMMENT ON COLUMN tachograph.engine_histogram.bounds IS
    'Inclusive upper bounds of the buckets, ascending, without the infinite one.';
COMMENT ON COLUMN tachograph.engine_histogram.cnt IS
    'Number of values per bucket, not cumulative; one more than bounds.';

CREATE TABLE tachograph.engine_window_10s (
    target text NOT NULL,
    window_start timestamptz NOT NULL,
    epoch integer NOT NULL,
    revision integer NOT NULL,
    complete boolean NOT NULL,
    samples bigint NOT NULL,
    engine text NOT NULL,
    engine_version text NOT NULL,
    covered_seconds double precision NOT NULL,
    counted_seconds double precision NOT NULL,
    running_mean double precision,
    running_max double precision,
    waiting_mean double precision,
    waiting_max double precision,
    kv_cache_usage_mean double precision,
    kv_cache_usage_max double precision,
    prompt_tokens double precision,
    cached_prompt_tokens double precision,
    generation_tokens double precision,
    requests_finished double precision,
    requests_aborted double precision,
    requests_failed double precision,
    preemptions double precision,
    histograms tachograph.engine_histogram[],
    PRIMARY KEY (target, window_start)
);

CREATE INDEX engine_window_10s_start ON tachograph.engine_window_10s (window_start);

COMMENT ON TABLE tachograph.engine_window_10s IS
    'What the engine of one target said of [window_start, window_start + 10 s).';
COMMENT ON COLUMN tachograph.engine_window_10s.target IS 'Slug.';
COMMENT ON COLUMN tachograph.engine_window_10s.window_start IS 'Inclusive start, by the time of the readings.';
COMMENT ON COLUMN tachograph.engine_window_10s.epoch IS
    'As in request_window_10s, with samples in the place of requests.';
COMMENT ON COLUMN tachograph.engine_window_10s.revision IS 'Rises with every emission of the window.';
COMMENT ON COLUMN tachograph.engine_window_10s.complete IS 'Nothing further can count in the window.';
COMMENT ON COLUMN tachograph.engine_window_10s.samples IS 'Readings within the window, each once.';
COMMENT ON COLUMN tachograph.engine_window_10s.engine IS 'Kind of engine.';
COMMENT ON COLUMN tachograph.engine_window_10s.engine_version IS
    'As last observed in the window; empty when the target does not tell.';
COMMENT ON COLUMN tachograph.engine_window_10s.covered_seconds IS
    'Time that the means are of: between readings near enough to each other.';
COMMENT ON COLUMN tachograph.engine_window_10s.counted_seconds IS
    'Time that the increases are of, which a rate divides by. More than the '
    'window after a gap.';
COMMENT ON COLUMN tachograph.engine_window_10s.running_mean IS 'Mean number of requests in the batch.';
COMMENT ON COLUMN tachograph.engine_window_10s.running_max IS 'Largest number of requests in the batch.';
COMMENT ON COLUMN tachograph.engine_window_10s.waiting_mean IS 'Mean number of requests in the queue.';
COMMENT ON COLUMN tachograph.engine_window_10s.waiting_max IS 'Largest number of requests in the queue.';
COMMENT ON COLUMN tachograph.engine_window_10s.kv_cache_usage_mean IS 'Mean share of the KV cache in use, 0 to 1.';
COMMENT ON COLUMN tachograph.engine_window_10s.kv_cache_usage_max IS 'Largest share of the KV cache in use, 0 to 1.';
COMMENT ON COLUMN tachograph.engine_window_10s.prompt_tokens IS
    'Increase, those from a cache included. Counts in the window that the later of '
    'two readings lies in; NULL without two readings, as all increases.';
COMMENT ON COLUMN tachograph.engine_window_10s.cached_prompt_tokens IS
    'Increase of prompt tokens that came from a cache.';
COMMENT ON COLUMN tachograph.engine_window_10s.generation_tokens IS
    'Increase of output tokens, whoever asked for them.';
COMMENT ON COLUMN tachograph.engine_window_10s.requests_finished IS
    'Increase of requests that ended with stop or length.';
COMMENT ON COLUMN tachograph.engine_window_10s.requests_aborted IS 'Increase of requests that the client gave up.';
COMMENT ON COLUMN tachograph.engine_window_10s.requests_failed IS 'Increase of requests that failed in the engine.';
COMMENT ON COLUMN tachograph.engine_window_10s.preemptions IS 'Increase of preemptions.';
COMMENT ON COLUMN tachograph.engine_window_10s.histograms IS
    'Increase of the engine''s own histograms; NULL when there are none.';

CREATE TABLE tachograph.gpu_window_1m (LIKE tachograph.gpu_window_10s INCLUDING ALL);
COMMENT ON TABLE tachograph.gpu_window_1m IS 'As gpu_window_10s, of a minute.';

CREATE TABLE tachograph.engine_window_1m (LIKE tachograph.engine_window_10s INCLUDING ALL);
COMMENT ON TABLE tachograph.engine_window_1m IS 'As engine_window_10s, of a minute.';

CREATE TABLE tachograph.gpu_assignment (
    gpu text NOT NULL,
    target text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_to timestamptz,
    asserted_at timestamptz NOT NULL,
    source text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (gpu, target, valid_from),
    CONSTRAINT ends_after_its_begin CHECK (valid_to >= valid_from)
);

CREATE INDEX gpu_assignment_target ON tachograph.gpu_assignment (target);

COMMENT ON TABLE tachograph.gpu_assignment IS
    'Which GPU worked for which target, and when.';
COMMENT ON COLUMN tachograph.gpu_assignment.gpu IS 'UUID of the device.';
COMMENT ON COLUMN tachograph.gpu_assignment.target IS 'Slug of the target that it works for.';
COMMENT ON COLUMN tachograph.gpu_assignment.valid_from IS 'Inclusive.';
COMMENT ON COLUMN tachograph.gpu_assignment.valid_to IS 'Exclusive; NULL while it lasts.';
COMMENT ON COLUMN tachograph.gpu_assignment.asserted_at IS
    'When the source said so: a row is replaced only by one asserted then or later.';
COMMENT ON COLUMN tachograph.gpu_assignment.source IS 'Who says so: config, docker, nvml, scheduler, simulator.';
COMMENT ON COLUMN tachograph.gpu_assignment.reason IS 'By what it was concluded.';
