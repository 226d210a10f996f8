-- Counts and latency quantiles of everything stored, from merged histograms.
\pset footer off
SELECT sum(requests) AS requests, sum(ok) AS ok, sum(requests - ok) AS not_ok,
       sum(input_tokens) AS input, sum(cached_input_tokens) AS cached, sum(output_tokens) AS output
FROM tachograph.request_window_10s;
SELECT metric, max(q.n) AS n, round((1000 * max(q.value) FILTER (WHERE quantile = 0.5))::numeric, 1) AS p50_ms,
       round((1000 * max(q.value) FILTER (WHERE quantile = 0.9))::numeric, 1) AS p90_ms,
       round((1000 * max(q.value) FILTER (WHERE quantile = 0.99))::numeric, 1) AS p99_ms,
       round((1000 * max(q.mean))::numeric, 1) AS mean_ms
FROM tachograph.latency_metric
CROSS JOIN (SELECT min(window_start) AS first, max(window_start) + interval '10 s' AS past
            FROM tachograph.request_window_10s) stored
CROSS JOIN LATERAL tachograph.quantiles(metric, '{0.5,0.9,0.99}', first, past) q
GROUP BY metric ORDER BY metric;
