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
    PRIMARY KEY (metric, statistic, window_seconds, origin, prompt_band, streamed, window_end, model),
    CONSTRAINT ranked_by_a_value CHECK (rank IS NULL OR (value IS NOT NULL AND mean IS NOT NULL))
);

CREATE INDEX ranking_newest ON tachograph.ranking (metric, window_end DESC);

COMMENT ON TABLE tachograph.ranking IS
    'Models of one cell ranked by one metric over [window_end - window_seconds, window_end): one row per model. The '
    'cell is origin, prompt_band and streamed; ranks of different cells, statistics or windows do not compare.';
COMMENT ON COLUMN tachograph.ranking.metric IS 'ttft, tpot, e2e, output_throughput or error_rate.';
COMMENT ON COLUMN tachograph.ranking.statistic IS 'What the order is by: p50 for latencies, value for rates.';
COMMENT ON COLUMN tachograph.ranking.window_seconds IS 'How far back it looks, seconds.';
COMMENT ON COLUMN tachograph.ranking.origin IS 'Origin of the requests of the cell.';
COMMENT ON COLUMN tachograph.ranking.prompt_band IS 'Prompt-length band of the requests of the cell.';
COMMENT ON COLUMN tachograph.ranking.streamed IS 'Whether the requests of the cell asked for streams.';
COMMENT ON COLUMN tachograph.ranking.window_end IS 'Exclusive end of what was ranked.';
COMMENT ON COLUMN tachograph.ranking.model IS 'Model name.';
COMMENT ON COLUMN tachograph.ranking.unit IS 'Unit of value and mean: s, tokens/s or ratio.';
COMMENT ON COLUMN tachograph.ranking.rank IS
    'Standard competition rank (1, 2, 2, 4); NULL below the sample minimum.';
COMMENT ON COLUMN tachograph.ranking.value IS 'The statistic, in unit; NULL when there is none.';
COMMENT ON COLUMN tachograph.ranking.mean IS 'Arithmetic mean, in unit; for rates the value itself.';
COMMENT ON COLUMN tachograph.ranking.sample_size IS 'Number of values behind the statistic.';
COMMENT ON COLUMN tachograph.ranking.sample_minimum IS 'Number of values needed for a rank.';

-- Several cells are ranked each minute, and one that gets no traffic any more keeps its last ranking. Ten minutes tell
-- "a moment late" from "no longer ranked". Among windows of several lengths the shortest: a week always has the most values.
CREATE FUNCTION tachograph.newest_ranking(of_metric text)
RETURNS SETOF tachograph.ranking
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_unknown('ranked metric', ARRAY[of_metric]);
    RETURN QUERY
    WITH recent AS (
        SELECT r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, r.window_end,
               sum(r.sample_size) AS measured
        FROM tachograph.ranking r
        WHERE r.metric = of_metric
          AND r.statistic IN ('p50', 'value')
          AND r.window_end > (SELECT max(window_end) FROM tachograph.ranking WHERE metric = of_metric)
              - interval '10 minutes'
        GROUP BY 1, 2, 3, 4, 5, 6
    ), newest AS (
        SELECT DISTINCT ON (statistic, window_seconds, origin, prompt_band, streamed) *
        FROM recent
        ORDER BY statistic, window_seconds, origin, prompt_band, streamed, window_end DESC
    ), chosen AS (
        SELECT *
        FROM newest
        ORDER BY window_seconds, measured DESC, window_end DESC, origin, prompt_band, streamed, statistic
        LIMIT 1
    )
    SELECT r.*
    FROM chosen c
    JOIN tachograph.ranking r USING (statistic, window_seconds, origin, prompt_band, streamed, window_end)
    WHERE r.metric = of_metric
    ORDER BY r.rank NULLS LAST, r.model COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.newest_ranking(text) IS
    'The newest ranking of a metric by its first statistic (p50 or value) over the shortest window. Of several cells, '
    'the one with the most values in its newest ranking, among those ranked in the last ten minutes before the newest '
    'of all.';

CREATE VIEW tachograph.benchmark_result AS
WITH RECURSIVE metric (name) AS (
    SELECT min(r.metric) FROM tachograph.ranking r
    UNION ALL
    SELECT (SELECT min(r.metric) FROM tachograph.ranking r WHERE r.metric > m.name)
    FROM metric m
    WHERE m.name IS NOT NULL
)
SELECT md5(concat_ws(E'\x1f', r.metric, r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed,
               extract(epoch FROM r.window_end), r.model))::uuid AS id,
       upper(r.metric)::varchar(20) AS metric,
       trim(r.model) AS llm_name,
       r.mean AS mean_value,
       r.rank,
       r.window_end AS "timestamp"
FROM metric m
CROSS JOIN LATERAL tachograph.newest_ranking(m.name) r
WHERE m.name IS NOT NULL AND r.rank IS NOT NULL;

COMMENT ON VIEW tachograph.benchmark_result IS
    'The newest ranking of each metric, ranked models only, in the columns of the benchmark API that this system took '
    'over. History is in ranking.';
COMMENT ON COLUMN tachograph.benchmark_result.id IS 'Made of the ranking''s key: the same however often it is computed.';
COMMENT ON COLUMN tachograph.benchmark_result.metric IS 'Name of the metric in upper case: TTFT, OUTPUT_THROUGHPUT, …';
COMMENT ON COLUMN tachograph.benchmark_result.llm_name IS 'Model name without blanks around it.';
COMMENT ON COLUMN tachograph.benchmark_result.mean_value IS 'Arithmetic mean; seconds, tokens per second or a ratio.';
COMMENT ON COLUMN tachograph.benchmark_result.rank IS 'Standard competition rank by the ranking''s statistic.';
COMMENT ON COLUMN tachograph.benchmark_result."timestamp" IS 'Exclusive end of what was ranked.';
