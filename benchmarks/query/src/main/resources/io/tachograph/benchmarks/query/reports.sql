-- What is printed after the timings, one table each.

-- report: bytes of a table, of a row, and of a target and day (ttft alone; of merged rows, of all of them)
SELECT c.relname AS "table", c.reltuples::bigint AS "rows", pg_total_relation_size(c.oid) / 1000000 AS "MB",
       (pg_total_relation_size(c.oid) / greatest(1, c.reltuples))::integer AS "bytes a row",
       (pg_relation_size(c.oid) / greatest(1, c.reltuples))::integer AS "of that heap",
       (pg_total_relation_size(c.oid) / greatest(1, c.reltuples)
           * CASE substring(c.relname FROM '[^_]+$') WHEN '10s' THEN 8640 WHEN '1m' THEN 1440 WHEN '1h' THEN 24 ELSE 1 END
       )::integer AS "bytes a series and day"
FROM pg_class c
WHERE c.relnamespace = 'tachograph'::regnamespace AND c.relkind = 'r' AND c.reltuples > 0
  AND c.relname ~ '^(request|merged)_window_(10s|1m|1h|1d)$'
ORDER BY c.relname;

-- report: buckets of a histogram
SELECT 'request_window_10s' AS "table", avg(cardinality(packed))::numeric(6, 1) AS buckets, avg(n)::numeric(8, 1) AS "values" FROM gen.histogram_10s
UNION ALL SELECT 'request_window_1m', avg(cardinality(packed))::numeric(6, 1), avg(n)::numeric(8, 1) FROM gen.histogram_1m
UNION ALL SELECT 'request_window_1h', avg(cardinality(packed))::numeric(6, 1), avg(n)::numeric(8, 1) FROM gen.histogram_1h
UNION ALL SELECT 'request_window_1d', avg(cardinality(packed))::numeric(6, 1), avg(n)::numeric(8, 1) FROM gen.histogram_1d

-- report: p99 of a day, seconds: exact from raw rows, from merged histograms, and the mean of p99s
WITH exact AS (
    SELECT 'one target' AS of, percentile_disc(0.99) WITHIN GROUP (ORDER BY ttft) AS p99 FROM gen.raw_request WHERE series_id = 1
    UNION ALL SELECT 'fleet', percentile_disc(0.99) WITHIN GROUP (ORDER BY ttft) FROM gen.raw_request
), merged AS (
    SELECT 'one target' AS of, q.value FROM gen.plan, tachograph.quantiles('ttft', '{0.99}', day, day + interval '1 d', targets => ARRAY['c1-vllm-m1-1']) q
    UNION ALL SELECT 'fleet', q.value FROM gen.plan, tachograph.quantiles('ttft', '{0.99}', day, day + interval '1 d') q
), averaged AS (
    SELECT 'one target' AS of, avg(p) AS mean FROM (SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY ttft) AS p
        FROM gen.raw_request WHERE series_id = 1 GROUP BY date_bin('1 min', sent, 'epoch'::timestamptz)) m
    UNION ALL SELECT 'fleet', avg(p) FROM (SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY ttft) AS p
        FROM gen.raw_request GROUP BY series_id) t
)
SELECT of, round(p99::numeric, 4) AS exact, round(value::numeric, 4) AS merged, round((100 * (value / p99 - 1))::numeric, 2) AS "error %",
       round(mean::numeric, 4) AS "mean of p99s (minutes; targets)", round((100 * (mean / p99 - 1))::numeric, 1) AS "its error %"
FROM exact JOIN merged USING (of) JOIN averaged USING (of)
