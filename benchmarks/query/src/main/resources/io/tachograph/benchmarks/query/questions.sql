-- {end} is the end of the ranges, 12:34:50 of a day: minutes and windows of 10 s at both ends.

-- question: p99 of one target, 24 h | 50
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '24 h', {end}, targets => ARRAY['c1-vllm-m1-1'])
-- question: p99 of the fleet, 24 h |
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '24 h', {end})
-- question: p99 of the fleet, 30 d | 200
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '30 d', {end})
-- question: p99 of the fleet, 30 d, by model |
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '30 d', {end}, group_by => '{model}')
-- question: p99 of the fleet, a year |
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '364 d', {end})
-- question: p50, p90, p99 of one target, 30 d in 200 steps of 216 min | 500
SELECT * FROM tachograph.quantiles('ttft', '{0.5,0.9,0.99}', {end} - interval '30 d', {end}, '216 min', targets => ARRAY['c1-vllm-m1-1'])
-- question: p50, p90, p99 of the fleet, 30 d in 200 steps of 216 min | 500
SELECT * FROM tachograph.quantiles('ttft', '{0.5,0.9,0.99}', {end} - interval '30 d', {end}, '216 min')
-- question: the same in steps of 3 h |
SELECT * FROM tachograph.quantiles('ttft', '{0.5,0.9,0.99}', {end} - interval '30 d', {end}, '3 h')
-- question: p99 of each model, 30 d in steps of 3 h | 500
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '30 d', {end}, '3 h', group_by => '{model}')
-- question: attainment of 0.8 s (no SLO) of one target, 24 h | 50
SELECT * FROM tachograph.attainment('ttft', 0.8, {end} - interval '24 h', {end}, targets => ARRAY['c1-vllm-m1-1'])
-- question: attainment of 0.8 s (no SLO) of the fleet, 30 d | 200
SELECT * FROM tachograph.attainment('ttft', 0.8, {end} - interval '30 d', {end})
-- question: attainment of the SLO's 0.35 s of the fleet, 30 d | 200
SELECT * FROM tachograph.attainment('ttft', 0.35, {end} - interval '30 d', {end})
-- question: attainment of the SLO's 0.35 s of the fleet, 30 d in 200 steps | 500
SELECT * FROM tachograph.attainment('ttft', 0.35, {end} - interval '30 d', {end}, '216 min')
-- question: attainment of 0.8 s of the fleet, 30 d in 200 steps | 500
SELECT * FROM tachograph.attainment('ttft', 0.8, {end} - interval '30 d', {end}, '216 min')
-- question: SLO attainment of one target, 30 d in 200 steps | 500
SELECT * FROM tachograph.slo_attainment('interactive', {end} - interval '30 d', {end}, '216 min', targets => ARRAY['c1-vllm-m1-1'])
-- question: SLO attainment of the fleet, 30 d in 200 steps | 500
SELECT * FROM tachograph.slo_attainment('interactive', {end} - interval '30 d', {end}, '216 min')
-- question: burn rates of one target, 5 min, 1 h, 6 h, 24 h | 50
SELECT * FROM tachograph.burn_rate('interactive', 0.99, ARRAY['5 min', '1 h', '6 h', '24 h']::interval[], at => {end}, targets => ARRAY['c1-vllm-m1-1'])
-- question: burn rates of the fleet, 1 h, 6 h, 24 h, 30 d | 200
SELECT * FROM tachograph.burn_rate('interactive', 0.99, ARRAY['1 h', '6 h', '24 h', '30 d']::interval[], at => {end})
-- question: throughput of the fleet, 30 d in 200 steps | 500
SELECT * FROM tachograph.throughput({end} - interval '30 d', {end}, '216 min')
-- question: p99 of one of 20 clusters, 24 h (nothing merged has it) |
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '24 h', {end}, clusters => '{c1}')
-- question: p99 of one of 20 clusters, 30 d (nothing merged has it) | 200
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '30 d', {end}, clusters => '{c1}')
-- question: p99 of the fleet from its series, 30 d (all 20 clusters named) |
SELECT * FROM tachograph.quantiles('ttft', '{0.99}', {end} - interval '30 d', {end}, clusters => (SELECT array_agg('c' || c) FROM generate_series(0, 19) AS c))
-- question: without Tachograph: percentile_cont of raw rows, one target, 24 h |
SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY ttft) FROM gen.raw_request, gen.plan WHERE series_id = 1 AND sent >= day AND sent < day + interval '1 d'
-- question: with it: the same day of the same target |
SELECT value FROM gen.plan, tachograph.quantiles('ttft', '{0.99}', day, day + interval '1 d', targets => ARRAY['c1-vllm-m1-1'])
-- question: without Tachograph: percentile_cont of raw rows, the fleet, 24 h |
SELECT percentile_cont(0.99) WITHIN GROUP (ORDER BY ttft) FROM gen.raw_request
-- question: with it: the same day of the fleet |
SELECT value FROM gen.plan, tachograph.quantiles('ttft', '{0.99}', day, day + interval '1 d')
