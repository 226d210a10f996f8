-- A year of history of 1,000 targets, as retention leaves it. One day is drawn request by request; its rows are copied
-- to the other days, in the order of time, as a stream would have written them. Every step is a transaction.

-- step: targets
SET work_mem = '512MB';
-- No look at the keys of series and SLOs for each of some 40 million rows.
SET session_replication_role = 'replica';
CREATE SCHEMA gen;
SELECT setseed(0.42);
CREATE TABLE gen.plan AS
    SELECT coalesce(nullif(current_setting('history.days', true), '')::integer, 365) AS days,
           date_trunc('day', now(), 'UTC') - interval '1 day' AS day,
           date_trunc('day', now(), 'UTC') - interval '1 day' + interval '12:34:50' AS until;
-- Few targets have most of the traffic: a log-normal rate, at its median 3 requests a minute. The first has one a second.
CREATE TABLE gen.target AS
    SELECT t, CASE WHEN t = 1 THEN 60 ELSE 3 * exp(0.8 * random_normal()) END AS rate,
           0.15 * exp(0.5 * random_normal()) AS median
    FROM generate_series(1, 1000) AS t;
INSERT INTO tachograph.series
    (target, cluster, framework, model, engine_version, tenant, origin, prompt_band, streamed)
    SELECT 'c' || t % 20 || '-vllm-m' || t % 10 || '-' || t, 'c' || t % 20, 'vllm', 'm' || t % 10, '0.1', '', 'gateway',
           'short', true
    FROM generate_series(1, 1000) AS t ORDER BY t;
INSERT INTO tachograph.slo (name, ttft_seconds) VALUES ('interactive', 0.35);

-- step: requests of a day
CREATE TABLE gen.raw_request AS
    SELECT t.t::bigint AS series_id, p.day + m * interval '1 min' + random() * interval '1 min' AS sent,
           t.median * exp(0.5 * random_normal()) AS ttft
    FROM gen.plan p
    CROSS JOIN generate_series(0, 1439) AS m
    CROSS JOIN gen.target t
    CROSS JOIN LATERAL generate_series(1,
        floor(t.rate * (1 + 0.5 * sin(m / 1440.0 * 2 * pi())) + random())::integer) AS r;
CREATE INDEX ON gen.raw_request (series_id, sent);
ANALYZE gen.raw_request;

-- step: buckets of that day
CREATE TABLE gen.bucket AS
    SELECT series_id, date_bin('1 min', sent, 'epoch'::timestamptz) AS window_start,
           ceil(ln(ttft) / ln(2) * 32)::integer - 1 AS i, count(*) AS c, sum(ttft) AS sum, min(ttft) AS min, max(ttft) AS max,
           count(*) FILTER (WHERE ttft <= 0.35) AS met
    FROM gen.raw_request GROUP BY 1, 2, 3;
CREATE TABLE gen.bucket_10s AS
    SELECT series_id, date_bin('10 s', sent, 'epoch'::timestamptz) AS window_start,
           ceil(ln(ttft) / ln(2) * 32)::integer - 1 AS i, count(*) AS c, sum(ttft) AS sum, min(ttft) AS min, max(ttft) AS max,
           count(*) FILTER (WHERE ttft <= 0.35) AS met
    FROM gen.raw_request, gen.plan
    WHERE series_id <= 10 OR sent >= until - interval '15 min' AND sent < until
    GROUP BY 1, 2, 3;

-- step: windows of that day
DO $do$
DECLARE
    size text;
BEGIN
    FOREACH size IN ARRAY ARRAY['10s', '1m', '1h', '1d'] LOOP
        EXECUTE format($sql$
            CREATE TABLE gen.histogram_%1$s AS
            SELECT series_id, window_start, sum(c)::bigint AS n, sum(sum) AS sum, min(min) AS min, max(max) AS max,
                   array_agg((i + 1024) * 524288 + c::integer ORDER BY i) AS packed, sum(met)::bigint AS met
            FROM (SELECT series_id, date_bin(%3$L, window_start, 'epoch'::timestamptz) AS window_start, i,
                         sum(c)::bigint AS c, sum(sum) AS sum, min(min) AS min, max(max) AS max, sum(met) AS met
                  FROM gen.bucket%2$s GROUP BY 1, 2, 3 ORDER BY 2, 1, 3) b
            GROUP BY 1, 2 ORDER BY 2, 1
            $sql$, size, CASE size WHEN '10s' THEN '_10s' ELSE '' END, size);
    END LOOP;
END
$do$;
-- The windows of the first targets, and in one hour those of all.
CREATE PROCEDURE gen.add_day(size text, back integer, of_targets integer DEFAULT 1000, hour_of_all integer DEFAULT -1)
LANGUAGE plpgsql AS $do$
BEGIN
    EXECUTE format($sql$
        INSERT INTO tachograph.request_window_%s (series_id, window_start, epoch, revision, complete, requests, ok, http_error,
            input_tokens, cached_input_tokens, output_tokens, slos,
            ttft_n, ttft_sum_seconds, ttft_min_seconds, ttft_max_seconds, ttft_buckets, ttft_scheduled_n, ttfo_n,
            tpot_n, tpot_sum_seconds, tpot_min_seconds, tpot_max_seconds, tpot_buckets,
            icl_n, icl_sum_seconds, icl_min_seconds, icl_max_seconds, icl_buckets,
            e2e_n, e2e_sum_seconds, e2e_min_seconds, e2e_max_seconds, e2e_buckets, e2e_scheduled_n)
        SELECT series_id, window_start - interval '%s days', 0, 1, true, n + n / 50, n, n / 50, n * 400, n * 100, n * 150,
               ARRAY[ROW(1, n + n / 50, met, met, NULL, NULL)::tachograph.slo_count],
               n, sum, min, max, packed, n, n, n, sum, min, max, packed, n, sum, min, max, packed, n, sum, min, max, packed, n
        FROM gen.histogram_%s WHERE series_id <= %s OR extract(hour FROM window_start) = %s ORDER BY window_start, series_id
        $sql$, size, back, size, of_targets, hour_of_all);
END
$do$;

-- Of the other metrics the same values: a question about one reads rows as wide as those of all.

-- step: that day merged
CALL gen.add_day('1m', 0);
CALL gen.add_day('1h', 0);
CALL gen.add_day('1d', 0);
ANALYZE;
INSERT INTO tachograph.window_change SELECT DISTINCT '1m', window_start FROM gen.histogram_1m;
INSERT INTO tachograph.window_change SELECT DISTINCT '1h', window_start FROM gen.histogram_1h;
INSERT INTO tachograph.window_change SELECT DISTINCT '1d', window_start FROM gen.histogram_1d;
SELECT sum(windows) FROM generate_series(1, 7) AS i, tachograph.merge_windows(at_most => 240 + 0 * i);

-- step: merged windows of the other days
DO $do$
DECLARE
    size text;
    columns text;
BEGIN
    FOREACH size IN ARRAY ARRAY['1m', '1h', '1d'] LOOP
        SELECT string_agg(CASE a.attname WHEN 'window_start' THEN 'window_start - %1$s * interval ''1 day'''
                                         ELSE a.attname END, ', ' ORDER BY a.attnum) INTO columns
        FROM pg_attribute a
        WHERE a.attrelid = format('tachograph.merged_window_%s', size)::regclass AND a.attnum > 0 AND NOT a.attisdropped;
        EXECUTE format('CREATE TABLE gen.merged_window_%1$s AS SELECT * FROM tachograph.merged_window_%1$s', size);
        EXECUTE format('TRUNCATE tachograph.merged_window_%s', size);
        FOR back IN REVERSE (SELECT least(days, CASE size WHEN '1m' THEN 90 ELSE 365 END) - 1 FROM gen.plan) .. 0 LOOP
            EXECUTE format(format('INSERT INTO tachograph.merged_window_%s SELECT %s FROM gen.merged_window_%s '
                'ORDER BY window_start, series_id', size, columns, size), back);
        END LOOP;
    END LOOP;
END
$do$;

-- step: windows of the other days
DO $do$
BEGIN
    TRUNCATE tachograph.request_window_1m, tachograph.request_window_1h, tachograph.request_window_1d;
    FOR back IN REVERSE (SELECT days - 1 FROM gen.plan) .. 0 LOOP
        CALL gen.add_day('1d', back);
        CALL gen.add_day('1h', back);
        IF back < 90 THEN
            CALL gen.add_day('1m', back, 10, CASE WHEN back IN (30, 1, 0) THEN 12 ELSE -1 END);
        END IF;
        IF back < 7 THEN
            CALL gen.add_day('10s', back, 10, CASE WHEN back = 0 THEN 12 ELSE -1 END);
        END IF;
    END LOOP;
    -- What the next housekeeping would merge: two minutes, and the hour and the day that go on.
    INSERT INTO tachograph.window_change SELECT r, date_bin(r::interval, until - l::interval, 'epoch'::timestamptz)
        FROM gen.plan, (VALUES ('1m', '1 min'), ('1m', '2 min'), ('1h', '0'), ('1d', '0')) AS u (r, l);
END
$do$;

-- step: statistics
VACUUM ANALYZE;
