-- Counts and latency quantiles of everything stored, from merged histograms.
\pset footer off
SELECT sum(requests) AS requests, sum(ok) AS ok, sum(requests - ok) AS not_ok,
       sum(input_tokens) AS input, sum(cached_input_tokens) AS cached, sum(output_tokens) AS output
FROM tachograph.request_window_10s;
WITH buckets AS (
  SELECT metric, i, sum(c) AS c FROM tachograph.latency_histogram_10s, unnest(idx, cnt) AS b(i, c) GROUP BY metric, i
), merged AS (
  SELECT metric, array_agg(i ORDER BY i) AS idx, array_agg(c::bigint ORDER BY i) AS cnt FROM buckets GROUP BY metric
), totals AS (
  SELECT metric, sum(n) AS n, sum(zero_count)::bigint AS zero, min(min_seconds) AS low, max(max_seconds) AS high,
         sum(sum_seconds) AS total
  FROM tachograph.latency_histogram_10s WHERE n > 0 GROUP BY metric
)
SELECT metric, n, round((1000 * tachograph.histogram_quantile(0.5, zero, low, high, idx, cnt))::numeric, 1) AS p50_ms,
       round((1000 * tachograph.histogram_quantile(0.9, zero, low, high, idx, cnt))::numeric, 1) AS p90_ms,
       round((1000 * tachograph.histogram_quantile(0.99, zero, low, high, idx, cnt))::numeric, 1) AS p99_ms,
       round((1000 * total / n)::numeric, 1) AS mean_ms
FROM totals JOIN merged USING (metric) ORDER BY metric;
