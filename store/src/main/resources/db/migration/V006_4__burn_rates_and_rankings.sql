-- SLOs over time and over windows, and rankings.

CREATE FUNCTION tachograph.slo_attainment(
    slo text,
    from_time timestamptz,
    to_time timestamptz,
    step interval DEFAULT NULL,
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL,
    group_by text[] DEFAULT NULL)
RETURNS TABLE (
    "time" timestamptz,
    name text,
    labels jsonb,
    slo_id bigint,
    ttft_seconds double precision,
    tpot_seconds double precision,
    e2e_seconds double precision,
    eligible bigint,
    met bigint,
    attainment double precision,
    goodput double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    every interval := tachograph.checked_step(from_time, to_time, step);
    from_second bigint := tachograph.first_second(from_time);
    to_second bigint := tachograph.first_second(to_time);
    slos bigint[] := (SELECT array_agg(s.id) FROM tachograph.slo s WHERE s.name = slo_attainment.slo);
BEGIN
    PERFORM tachograph.refuse_unknown('SLO', ARRAY[slo]);
    RETURN QUERY
    SELECT greatest(c.bin, from_time), array_to_string(c.names, ' / '),
           tachograph.labels(slo_attainment.group_by, c.names), c.slo_id, o.ttft_seconds, o.tpot_seconds, o.e2e_seconds,
           c.eligible, c.met, c.met::double precision / nullif(c.eligible, 0),
           c.met / tachograph.step_seconds(c.bin, from_second, to_second, every), c.complete
    FROM tachograph.slo_sums(
        'SELECT {g} AS g, {bin} AS bin, h.slo_id, h.eligible, h.met, w.complete FROM tachograph.slo_count_{r} h '
        'JOIN tachograph.request_window_{r} w USING (series_id, window_start) {member} '
        'WHERE h.slo_id = ANY ($1) AND {h} AND {w}',
        'SELECT {g} AS g, {bin} AS bin, h.slo_id, h.eligible, h.met, h.complete FROM tachograph.merged_slo_count_{r} h '
        '{member} WHERE h.slo_id = ANY ($1) AND {h}',
        slos, false, from_time, to_time, every,
        ROW(targets, models, clusters, engine_versions, tenants, origins, prompt_bands, slo_attainment.streamed,
            slo_attainment.group_by)::tachograph.selection) c
    JOIN tachograph.slo o ON o.id = c.slo_id
    ORDER BY c.bin, c.names COLLATE "C", c.slo_id;
END
$$;

COMMENT ON FUNCTION tachograph.slo_attainment(
    text, timestamptz, timestamptz, interval, text[], text[], text[], text[], text[], text[], text[], boolean, text[]) IS
    'Share of the finished requests (cancelled ones apart) that met a configured SLO, by step and group, counted '
    'exactly; goodput is how many did per second. A definition of the SLO (its thresholds) is a row of its own: counts '
    'of different thresholds are never added.';

CREATE FUNCTION tachograph.burn_rate(
    slo text,
    objective double precision,
    windows interval[],
    at timestamptz DEFAULT now(),
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    clusters text[] DEFAULT NULL,
    engine_versions text[] DEFAULT NULL,
    tenants text[] DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL,
    group_by text[] DEFAULT NULL)
RETURNS TABLE (
    "window" interval,
    name text,
    labels jsonb,
    slo_id bigint,
    ttft_seconds double precision,
    tpot_seconds double precision,
    e2e_seconds double precision,
    eligible bigint,
    met bigint,
    attainment double precision,
    burn_rate double precision,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF objective IS NULL OR NOT (objective > 0 AND objective < 1) THEN
        RAISE EXCEPTION 'an objective is between 0 and 1, not %', objective USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF (cardinality(windows) > 0 AND interval '0' < ALL (windows)) IS NOT TRUE THEN
        RAISE EXCEPTION 'windows are lengths of time, not %', coalesce(windows::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN QUERY
    SELECT wanted.length, a.name, a.labels, a.slo_id, a.ttft_seconds, a.tpot_seconds, a.e2e_seconds, a.eligible, a.met,
           a.attainment, (1 - a.attainment) / (1 - objective), a.complete
    FROM unnest(windows) WITH ORDINALITY AS wanted (length, place)
    CROSS JOIN LATERAL tachograph.slo_attainment(burn_rate.slo, at - wanted.length, at, NULL, targets, models, clusters,
        engine_versions, tenants, origins, prompt_bands, streamed, group_by) WITH ORDINALITY a
    ORDER BY wanted.place, a.ordinality;
END
$$;

COMMENT ON FUNCTION tachograph.burn_rate(
    text, double precision, interval[], timestamptz, text[], text[], text[], text[], text[], text[], text[], boolean,
    text[]) IS
    'How fast an SLO''s error budget is used up over the windows that end at a time, by group and definition of the SLO: '
    '(1 - attainment) / (1 - objective); 1 uses up just the budget. NULL without requests.';

CREATE FUNCTION tachograph.ranking(
    metric text,
    statistic text DEFAULT NULL,
    look_back interval DEFAULT NULL,
    origins text[] DEFAULT NULL,
    prompt_bands text[] DEFAULT NULL,
    streamed boolean DEFAULT NULL,
    at timestamptz DEFAULT NULL,
    fresh interval DEFAULT '10 minutes')
RETURNS SETOF tachograph.ranking
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    newest timestamptz := (SELECT max(r.window_end) FROM tachograph.ranking r
                           WHERE r.metric = $1 AND ($7 IS NULL OR r.window_end <= $7));
    ranked integer[];
BEGIN
    PERFORM tachograph.refuse_unknown('ranked metric', ARRAY[$1]);
    PERFORM tachograph.refuse_unknown('statistic', array_remove(ARRAY[$2], NULL));
    PERFORM tachograph.refuse_unknown('origin', origins);
    PERFORM tachograph.refuse_unknown('prompt band', prompt_bands);
    IF (fresh >= interval '0') IS NOT TRUE THEN
        RAISE EXCEPTION 'fresh is a length of time, not %', coalesce(fresh::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF look_back IS NOT NULL THEN
        -- By the index, from one length to the next; that of a metric that was never ranked is any.
        WITH RECURSIVE length (seconds) AS (
            SELECT min(r.window_seconds) FROM tachograph.ranking r WHERE r.metric = $1
            UNION ALL
            SELECT (SELECT min(r.window_seconds) FROM tachograph.ranking r
                    WHERE r.metric = $1 AND r.window_seconds > l.seconds)
            FROM length l
            WHERE l.seconds IS NOT NULL
        )
        SELECT array_agg(l.seconds) INTO ranked FROM length l WHERE l.seconds IS NOT NULL;
        IF extract(epoch FROM look_back) <> ALL (ranked) THEN
            RAISE EXCEPTION 'there is no ranking over %; there are %', look_back, (
                    SELECT string_agg(make_interval(secs => r)::text, ', ' ORDER BY r) FROM unnest(ranked) AS r)
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END IF;
    RETURN QUERY
    WITH cell AS (
        SELECT r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, max(r.window_end) AS window_end
        FROM tachograph.ranking r
        WHERE r.metric = $1
          AND r.window_end > newest - fresh AND r.window_end <= newest
          AND ($2 IS NULL OR r.statistic = $2)
          AND (look_back IS NULL OR r.window_seconds = extract(epoch FROM look_back))
          AND (coalesce(cardinality(origins), 0) = 0 OR r.origin = ANY (origins))
          AND (coalesce(cardinality(prompt_bands), 0) = 0 OR r.prompt_band = ANY (prompt_bands))
          AND ($6 IS NULL OR r.streamed = $6)
        GROUP BY 1, 2, 3, 4, 5
    )
    SELECT r.*
    FROM cell c
    JOIN tachograph.ranking r USING (statistic, window_seconds, origin, prompt_band, streamed, window_end)
    WHERE r.metric = $1
    ORDER BY r.statistic, r.window_seconds, r.origin, r.prompt_band, r.streamed, r.rank NULLS LAST, r.model COLLATE "C";
END
$$;

COMMENT ON FUNCTION tachograph.ranking(
    text, text, interval, text[], text[], boolean, timestamptz, interval) IS
    'The newest ranking of every chosen cell of a metric at a time (NULL for now), best first. A cell that was not '
    'ranked within fresh before the newest of all is left out: it is no longer ranked.';
