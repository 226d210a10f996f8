-- Rankings of models, and the newest of them in the shape of the benchmark API that this system took over.

CREATE TABLE tachograph.ranking (
    metric text NOT NULL,
    statistic text NOT NULL,
    window_seconds integer NOT NULL,
    origin text NOT NULL,
    prompt_band text NOT NULL,
    streamed boolean NOT NULL,
    window_end timestamptz NOT NULL,
    model text NOT NULL,
    unit text NOT NULL,
    rank integer,
    value double precision,
    mean double precision,
    sample_size bigint NOT NULL,
    sample_minimum bigint NOT NULL,
    rank_best integer,
    rank_worst integer,
    tie_group integer,
    value_low double precision,
    value_high double precision,
    blocks integer NOT NULL DEFAULT 0,
    chunk_seconds integer NOT NULL DEFAULT 0,
    error_rate double precision,
    stale boolean NOT NULL DEFAULT false,
    method text NOT NULL DEFAULT 'point',
    PRIMARY KEY (metric, statistic, window_seconds, origin, prompt_band, streamed, window_end, model),
    CONSTRAINT ranked_by_a_value CHECK (rank IS NULL OR (value IS NOT NULL AND mean IS NOT NULL))
);

CREATE INDEX ranking_newest ON tachograph.ranking (metric, window_end DESC);

COMMENT ON TABLE tachograph.ranking IS
    'Models of one cell ranked by one metric over [window_end - window_seconds, window_end): one row per model. The '
    'cell is origin, prompt_band and streamed; ranks of different cells, statistics or windows do not compare.';
COMMENT ON COLUMN tachograph.ranking.metric IS 'ttft, tpot, e2e, output_throughput or error_rate.';
COMMENT ON COLUMN tachograph.ranking.window_seconds IS 'How far back it looks, seconds.';
COMMENT ON COLUMN tachograph.ranking.origin IS 'Origin of the requests of the cell.';
COMMENT ON COLUMN tachograph.ranking.prompt_band IS 'Prompt-length band of the requests of the cell.';
COMMENT ON COLUMN tachograph.ranking.streamed IS 'Whether the requests of the cell asked for streams.';
COMMENT ON COLUMN tachograph.ranking.window_end IS 'Exclusive end of what was ranked.';
COMMENT ON COLUMN tachograph.ranking.model IS 'Model name.';
COMMENT ON COLUMN tachograph.ranking.unit IS 'Unit of value and mean: s, tokens/s or ratio.';
COMMENT ON COLUMN tachograph.ranking.value IS 'The statistic, in unit; NULL when there is none.';
COMMENT ON COLUMN tachograph.ranking.mean IS 'Arithmetic mean, in unit; for rates the value itself.';
COMMENT ON COLUMN tachograph.ranking.sample_size IS 'Number of values behind the statistic.';
COMMENT ON COLUMN tachograph.ranking.sample_minimum IS 'Number of values needed for a rank.';
COMMENT ON COLUMN tachograph.ranking.statistic IS 'What the order is by: p50 or p95 for latencies, value for rates.';
COMMENT ON COLUMN tachograph.ranking.rank IS
    'Published rank: rank_best, but it changes only after several evaluations in a row; NULL below the sample minimum.';
COMMENT ON COLUMN tachograph.ranking.rank_best IS
    'Best possible rank: 1 + the models whose whole interval is better.';
COMMENT ON COLUMN tachograph.ranking.rank_worst IS
    'Worst possible rank: the ranked models, less those whose whole interval is worse.';
COMMENT ON COLUMN tachograph.ranking.tie_group IS
    'The same for models whose intervals overlap, directly or by a chain of others; 1 is best.';
COMMENT ON COLUMN tachograph.ranking.value_low IS 'Lower end of the interval of about 95 %, in unit; NULL without one.';
COMMENT ON COLUMN tachograph.ranking.value_high IS 'Upper end of the interval of about 95 %, in unit; NULL without one.';
COMMENT ON COLUMN tachograph.ranking.blocks IS 'Blocks of time from the first to the last with a request.';
COMMENT ON COLUMN tachograph.ranking.chunk_seconds IS
    'How long the stretches are that were resampled together, seconds; 0 without an interval.';
COMMENT ON COLUMN tachograph.ranking.error_rate IS
    'Failed over finished requests of the window, whatever is ranked; NULL without any.';
COMMENT ON COLUMN tachograph.ranking.stale IS 'No request in the last twelfth of the window.';
COMMENT ON COLUMN tachograph.ranking.method IS
    'How intervals and places were made: point (without intervals) or block-bootstrap-1.';
