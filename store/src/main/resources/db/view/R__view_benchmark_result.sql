CREATE OR REPLACE VIEW tachograph.benchmark_result AS
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
