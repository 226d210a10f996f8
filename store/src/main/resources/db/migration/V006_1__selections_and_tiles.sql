-- What the reading functions share: which series, and which windows tile a range.

CREATE TYPE tachograph.selection AS (
    targets text[],
    models text[],
    clusters text[],
    engine_versions text[],
    tenants text[],
    origins text[],
    prompt_bands text[],
    streamed boolean,
    group_by text[]
);

COMMENT ON TYPE tachograph.selection IS
    'Which series are read (NULL and empty arrays filter nothing), and the dimensions by which they are parted.';

CREATE FUNCTION tachograph.known_names(of_what text)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    RETURN CASE of_what
        WHEN 'metric' THEN (SELECT coalesce(array_agg(m.metric ORDER BY m.metric), '{}') FROM tachograph.latency_metric m)
        WHEN 'ranked metric' THEN ARRAY['ttft', 'tpot', 'e2e', 'output_throughput', 'error_rate']
        WHEN 'statistic' THEN ARRAY['p50', 'p95', 'value']
        WHEN 'origin' THEN ARRAY['probe', 'load', 'gateway', 'imported', 'unknown']
        WHEN 'prompt band' THEN ARRAY['short', 'medium', 'long', 'very_long', 'unknown']
        WHEN 'dimension' THEN ARRAY['target', 'model', 'cluster', 'engine_version', 'tenant', 'origin', 'prompt_band',
            'streamed']
        WHEN 'SLO' THEN (SELECT coalesce(array_agg(DISTINCT s.name ORDER BY s.name), '{}') FROM tachograph.slo s)
        WHEN 'resolution of energy' THEN ARRAY['10s', '1m']
    END;
END
$$;

COMMENT ON FUNCTION tachograph.known_names(text) IS 'The names that there are of a kind of thing that arguments name.';

CREATE FUNCTION tachograph.refuse_unknown(kind text, names text[])
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    known CONSTANT text[] := tachograph.known_names(kind);
    name text;
BEGIN
    FOREACH name IN ARRAY coalesce(names, '{}') LOOP
        IF (name = ANY (known)) IS NOT TRUE THEN
            RAISE EXCEPTION 'there is no % %; there %', kind, coalesce(quote_ident(name), 'NULL'),
                    CASE WHEN cardinality(known) = 0 THEN 'are none' ELSE 'are ' || array_to_string(known, ', ') END
                USING ERRCODE = 'invalid_parameter_value';
        END IF;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_unknown(text, text[]) IS
    'Refuses names that there are none of, NULL among them, in a sentence with those that there are: an answer to a '
    'misspelt question looks like one to the right question. Whether names are to be given at all is the caller''s.';

CREATE FUNCTION tachograph.refuse_null(argument text, names text[])
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF array_position(names, NULL) IS NOT NULL THEN
        RAISE EXCEPTION 'NULL is among the %, and nothing has it; '''' stands for none', argument
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_null(text, text[]) IS 'Refuses NULL as one of the values of a filter.';

CREATE FUNCTION tachograph.refuse_range(from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    IF from_time IS NULL OR to_time IS NULL OR NOT (isfinite(from_time) AND isfinite(to_time)) OR from_time > to_time THEN
        RAISE EXCEPTION 'a range has two ends, the first not after the second: from_time is %, to_time is %',
                coalesce(from_time::text, 'NULL'), coalesce(to_time::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_range(timestamptz, timestamptz) IS 'Refuses what is no range of time.';

CREATE FUNCTION tachograph.refuse_step(step interval)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF step <= interval '0' OR extract(month FROM step) <> 0 OR extract(year FROM step) <> 0 THEN
        RAISE EXCEPTION 'step % is not a length of time that is the same everywhere', step
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
END
$$;

COMMENT ON FUNCTION tachograph.refuse_step(interval) IS 'Refuses steps of no length, and months.';

CREATE FUNCTION tachograph.refuse_unknown(sel tachograph.selection)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_unknown('dimension', sel.group_by);
    PERFORM tachograph.refuse_unknown('origin', sel.origins);
    PERFORM tachograph.refuse_unknown('prompt band', sel.prompt_bands);
    PERFORM tachograph.refuse_null('targets', sel.targets);
    PERFORM tachograph.refuse_null('models', sel.models);
    PERFORM tachograph.refuse_null('clusters', sel.clusters);
    PERFORM tachograph.refuse_null('engine_versions', sel.engine_versions);
    PERFORM tachograph.refuse_null('tenants', sel.tenants);
END
$$;

COMMENT ON FUNCTION tachograph.refuse_unknown(tachograph.selection) IS
    'The same for every filter and dimension of a selection. Targets, models and the like come and go: of one that is not '
    'there nothing is told.';

CREATE FUNCTION tachograph.finest(at timestamptz)
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    RETURN coalesce((
        SELECT min(extract(epoch FROM r.resolution::interval)::integer)
        FROM tachograph.retention r
        WHERE r.resolution IN ('10s', '1m', '1h') AND (r.keep IS NULL OR at >= now() - r.keep)
          AND (r.since IS NULL OR at >= r.since)), 86400);
END
$$;

COMMENT ON FUNCTION tachograph.finest(timestamptz) IS
    'Length of the shortest windows that are kept for so long, seconds.';

CREATE FUNCTION tachograph.first_second(at timestamptz)
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT ceil(extract(epoch FROM at) / unit)::bigint * unit FROM tachograph.finest(at) AS f (unit)
$$;

COMMENT ON FUNCTION tachograph.first_second(timestamptz) IS
    'Start of the first of the shortest windows kept that starts at a time or later, seconds since 1970.';

CREATE FUNCTION tachograph.range_conditions(used tstzmultirange, series integer)
RETURNS TABLE (condition text, spans tstzmultirange)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO' -- With offsets: other styles write abbreviations, of which some name several zones.
AS $$
    -- A few ranges are each found by an index. Of many, the index finds each in turn for a few series, and for many
    -- series (or an unknown number) the whole, of which the rest is filtered.
    SELECT format('{a}.window_start >= %L AND {a}.window_start < %L', lower(r), upper(r)), NULL::tstzmultirange
    FROM unnest(used) AS r
    WHERE (SELECT count(*) FROM unnest(used)) <= 4
    UNION ALL
    SELECT format('{a}.window_start >= %L AND {a}.window_start < %L AND ', lower(used), upper(used))
            || CASE WHEN looked_up THEN '{a}.window_start >= lower(span.used) AND {a}.window_start < upper(span.used)'
                ELSE format('{a}.window_start <@ %L::tstzmultirange', used) END,
           CASE WHEN looked_up THEN used END
    FROM (SELECT count(*) AS n, count(*) * series <= 2000 AS looked_up FROM unnest(used)) ranges
    WHERE n > 4
$$;

COMMENT ON FUNCTION tachograph.range_conditions(tstzmultirange, integer) IS
    'Conditions on {a}.window_start, one for each query that is to be made of so many series (NULL for any number); with '
    'spans it is to be made for each of them, called span.used.';

CREATE FUNCTION tachograph.changed_windows(of_resolution text, within tstzmultirange)
RETURNS tstzmultirange
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT coalesce(range_agg(DISTINCT tstzrange(c.window_start, c.window_start + of_resolution::interval)), '{}')
    FROM tachograph.window_change c
    WHERE c.resolution = of_resolution AND c.window_start >= lower(within) AND c.window_start < upper(within)
$$;

COMMENT ON FUNCTION tachograph.changed_windows(text, tstzmultirange) IS 'Windows that changed since they were merged.';

CREATE FUNCTION tachograph.outrun_windows(of_resolution text, within tstzmultirange, chosen text)
RETURNS tstzmultirange
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO' -- As in range_conditions.
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    length CONSTANT interval := of_resolution;
    changed CONSTANT tstzmultirange := within * tachograph.changed_windows(of_resolution, within);
    finer CONSTANT text := CASE of_resolution WHEN '1d' THEN '1h' WHEN '1h' THEN '1m' WHEN '1m' THEN '10s' END;
    query text;
    growing tstzmultirange;
    settled timestamptz;
    fuller tstzmultirange;
BEGIN
    -- Whether a window that did not change since is complete, the fleet's merged row says.
    SELECT string_agg(format('SELECT w.window_start, w.complete FROM tachograph.request_window_%s w WHERE %s',
            of_resolution, replace(chosen || ' AND ' || condition, '{a}', 'w')), ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(changed, NULL);
    EXECUTE format($sql$
        WITH fleet AS (SELECT id FROM tachograph.merged_series WHERE level = ''), of_changed AS (%2$s)
        SELECT range_agg(tstzrange(window_start, window_start + $1)) FILTER (WHERE NOT complete),
               max(window_start) FILTER (WHERE complete)
        FROM (
            SELECT window_start, complete FROM of_changed
            UNION ALL
            SELECT w.window_start, false FROM tachograph.merged_window_%1$s w
            WHERE NOT w.complete AND w.series_id = (SELECT id FROM fleet) AND w.window_start >= %3$L AND w.window_start < %4$L
            UNION ALL
            (SELECT w.window_start, true FROM tachograph.merged_window_%1$s w
             WHERE w.complete AND w.series_id = (SELECT id FROM fleet) AND w.window_start >= %3$L AND w.window_start < %4$L
             ORDER BY w.window_start DESC LIMIT 1)
        ) w
        $sql$, of_resolution, coalesce(query, 'SELECT NULL::timestamptz AS window_start, true AS complete WHERE false'),
        lower(within), upper(within)) INTO growing, settled USING length;
    growing := within * (coalesce(growing, '{}')
        + tstzmultirange(tstzrange(coalesce(settled + length, lower(within)), upper(within))));

    -- Shorter windows may have been deleted, or never written: then the longer ones have more requests.
    SELECT string_agg(format($sql$
        SELECT longer.start
        FROM (
            SELECT w.window_start AS start, sum(w.requests) AS requests
            FROM tachograph.request_window_%1$s w
            WHERE %3$s
            GROUP BY 1
        ) longer
        LEFT JOIN (
            SELECT date_bin($1, f.window_start, '1970-01-01T00:00:00Z') AS start, sum(f.requests) AS requests
            FROM tachograph.request_window_%2$s f
            WHERE %4$s
            GROUP BY 1
        ) finer USING (start)
        WHERE longer.requests > coalesce(finer.requests, 0)
        $sql$, of_resolution, finer, replace(chosen || ' AND ' || condition, '{a}', 'w'),
        replace(chosen || ' AND ' || condition, '{a}', 'f')), ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(growing, NULL);
    IF query IS NOT NULL THEN
        EXECUTE format('SELECT range_agg(tstzrange(start, start + $1)) FROM (%s) w', query) INTO fuller USING length;
    END IF;
    RETURN growing - coalesce(fuller, '{}');
END
$$;

COMMENT ON FUNCTION tachograph.outrun_windows(text, tstzmultirange, text) IS
    'Windows that are not complete, so that shorter ones, which are written more often, may know more requests of the chosen '
    'series; but those of which the next shorter windows know fewer.';

CREATE FUNCTION tachograph.tiles(from_time timestamptz, to_time timestamptz, step interval, chosen text)
RETURNS TABLE (resolution text, used tstzmultirange)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    first bigint := tachograph.first_second(from_time);
    past bigint := tachograph.first_second(to_time);
    every bigint := coalesce(extract(epoch FROM step)::bigint, 0);
    length integer;
    here int8multirange;
    taken int8multirange := '{}';
BEGIN
    FOR resolution, length IN VALUES ('1d', 86400), ('1h', 3600), ('1m', 60), ('10s', 10) LOOP
        IF every % length = 0 THEN -- no window of this length crosses the end of a step
            here := CASE WHEN (first + length - 1) / length < past / length
                THEN int8multirange(int8range((first + length - 1) / length * length, past / length * length))
                ELSE '{}' END;
        ELSE
            SELECT coalesce(range_agg(int8range(fit.a, fit.b)), '{}') INTO here
            FROM generate_series(first / every * every, past - 1, every) AS s (start)
            CROSS JOIN LATERAL (
                SELECT (greatest(s.start, first) + length - 1) / length * length AS a,
                       least(s.start + every, past) / length * length AS b
            ) fit
            WHERE fit.a < fit.b;
        END IF;
        here := here - taken;
        CONTINUE WHEN isempty(here);
        SELECT range_agg(tstzrange(to_timestamp(lower(r)), to_timestamp(upper(r)))) INTO used FROM unnest(here) AS r;
        IF resolution <> '10s' THEN
            used := used - tachograph.outrun_windows(resolution, used, chosen);
            SELECT coalesce(range_agg(int8range(extract(epoch FROM lower(r))::bigint, extract(epoch FROM upper(r))::bigint)),
                '{}') INTO here FROM unnest(used) AS r;
            CONTINUE WHEN isempty(here);
        END IF;
        taken := taken + here;
        RETURN NEXT;
    END LOOP;
END
$$;

COMMENT ON FUNCTION tachograph.tiles(timestamptz, timestamptz, interval, text) IS
    'The windows that cover the shortest ones starting in [from_time, to_time) once, the longest first, none across a '
    'multiple of step since 1970 (NULL for no steps): for each length the ranges in which its windows are used. A window '
    'that is not complete gives way to shorter ones, unless they know fewer requests of the chosen series, so that a range '
    'never has fewer requests than a part of it. chosen is a condition on {a}.series_id.';

CREATE FUNCTION tachograph.checked_step(from_time timestamptz, to_time timestamptz, step interval)
RETURNS interval
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    unit integer := tachograph.finest(from_time);
    seconds numeric := extract(epoch FROM step);
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    IF step IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM tachograph.refuse_step(step);
    seconds := ceil(seconds / unit) * unit;
    IF extract(epoch FROM to_time - from_time) / seconds > 20000 THEN
        RAISE EXCEPTION 'a step of % s makes more than 20000 steps of the range', seconds
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    RETURN make_interval(secs => seconds);
END
$$;

COMMENT ON FUNCTION tachograph.checked_step(timestamptz, timestamptz, interval) IS
    'step, rounded up to whole windows of the shortest length that is kept for the range; NULL for none. Refuses months, '
    'and more than 20000 steps.';

CREATE FUNCTION tachograph.dimensions(sel tachograph.selection)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN coalesce(sel.group_by, '{}') || array_remove(ARRAY[
        CASE WHEN cardinality(sel.targets) > 0 THEN 'target' END,
        CASE WHEN cardinality(sel.models) > 0 THEN 'model' END,
        CASE WHEN cardinality(sel.clusters) > 0 THEN 'cluster' END,
        CASE WHEN cardinality(sel.engine_versions) > 0 THEN 'engine_version' END,
        CASE WHEN cardinality(sel.tenants) > 0 THEN 'tenant' END,
        CASE WHEN cardinality(sel.origins) > 0 THEN 'origin' END,
        CASE WHEN cardinality(sel.prompt_bands) > 0 THEN 'prompt_band' END,
        CASE WHEN sel.streamed IS NOT NULL THEN 'streamed' END], NULL);
END
$$;

COMMENT ON FUNCTION tachograph.dimensions(tachograph.selection) IS 'The dimensions that a selection names.';

CREATE FUNCTION tachograph.merged_level(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN named = ARRAY['model'] THEN 'model'
        WHEN named <@ ARRAY['origin', 'prompt_band', 'streamed'] THEN array_to_string(named, ', ')
        WHEN named <@ ARRAY['model', 'origin', 'prompt_band', 'streamed'] THEN 'model, origin, prompt_band, streamed'
    END
    FROM (SELECT coalesce(array_agg(DISTINCT name ORDER BY name), '{}') FROM unnest(tachograph.dimensions(sel)) AS d (name))
        AS s (named)
$$;

COMMENT ON FUNCTION tachograph.merged_level(tachograph.selection) IS
    'The level of merged_series that still has every dimension of a selection; NULL when none has.';

CREATE FUNCTION tachograph.selection_condition(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT concat_ws(' AND ', 'true',
        CASE WHEN cardinality(sel.targets) > 0 THEN format('target = ANY (%L::text[])', sel.targets) END,
        CASE WHEN cardinality(sel.models) > 0 THEN format('model = ANY (%L::text[])', sel.models) END,
        CASE WHEN cardinality(sel.clusters) > 0 THEN format('cluster = ANY (%L::text[])', sel.clusters) END,
        CASE WHEN cardinality(sel.engine_versions) > 0
            THEN format('engine_version = ANY (%L::text[])', sel.engine_versions) END,
        CASE WHEN cardinality(sel.tenants) > 0 THEN format('tenant = ANY (%L::text[])', sel.tenants) END,
        CASE WHEN cardinality(sel.origins) > 0 THEN format('origin = ANY (%L::text[])', sel.origins) END,
        CASE WHEN cardinality(sel.prompt_bands) > 0
            THEN format('prompt_band = ANY (%L::text[])', sel.prompt_bands) END,
        CASE WHEN sel.streamed IS NOT NULL THEN format('streamed = %L', sel.streamed) END)
$$;

COMMENT ON FUNCTION tachograph.selection_condition(tachograph.selection) IS
    'The filters of a selection as a condition on series or merged_series.';

CREATE FUNCTION tachograph.group_members(sel tachograph.selection)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT format('SELECT merged, id, names, dense_rank() OVER (ORDER BY names)::integer AS g FROM ('
            'SELECT false AS merged, id, ARRAY[%1$s]::text[] AS names FROM tachograph.series WHERE %2$s', columns, chosen)
        || CASE WHEN level IS NULL THEN '' ELSE format(
            ' UNION ALL SELECT true, id, ARRAY[%1$s]::text[] FROM tachograph.merged_series WHERE level = %3$L AND %2$s',
            columns, chosen, level) END
        || ') named'
    FROM (SELECT tachograph.merged_level(sel) AS level,
                 tachograph.selection_condition(sel) AS chosen,
                 (SELECT string_agg(quote_ident(name) || '::text', ', ' ORDER BY place)
                  FROM unnest(sel.group_by) WITH ORDINALITY AS d (name, place)) AS columns) of_selection
$$;

COMMENT ON FUNCTION tachograph.group_members(tachograph.selection) IS
    'A query of the chosen series and merged series: merged, id, names (of group_by), g (number of the group).';

CREATE FUNCTION tachograph.partly_counted(
    resolution text, within tstzmultirange, slos bigint[], merged_chosen text)
RETURNS tstzmultirange
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    query text;
    found tstzmultirange;
BEGIN
    SELECT string_agg(format($sql$
        SELECT c.window_start
        FROM tachograph.merged_slo_count_%1$s c
        WHERE c.slo_id = ANY ($2) AND c.eligible > 0 AND c.eligible <> c.finished AND %2$s
          AND NOT EXISTS (
              SELECT FROM tachograph.merged_slo_count_%1$s o
              WHERE o.slo_id = ANY ($2) AND o.series_id = c.series_id AND o.window_start = c.window_start
                AND o.eligible = o.finished AND %3$s)
        $sql$, resolution, replace(merged_chosen || ' AND ' || condition, '{a}', 'c'), replace(condition, '{a}', 'o')),
        ' UNION ALL ') INTO query
    FROM tachograph.range_conditions(within, NULL);
    EXECUTE format('SELECT range_agg(DISTINCT tstzrange(window_start, window_start + $1)) FROM (%s) w', query)
        INTO found USING resolution::interval, slos;
    RETURN coalesce(found, '{}');
END
$$;

COMMENT ON FUNCTION tachograph.partly_counted(text, tstzmultirange, bigint[], text) IS
    'Windows in which some requests of a merged series were counted by these SLOs and others were not: it does not know '
    'which, its series do.';

CREATE FUNCTION tachograph.tiled_query(
    of_series text,
    of_merged text,
    sel tachograph.selection,
    from_time timestamptz,
    to_time timestamptz,
    step interval,
    slos bigint[] DEFAULT '{}')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO' -- As in range_conditions.
AS $$
DECLARE
    level text := CASE WHEN of_merged IS NOT NULL THEN tachograph.merged_level(sel) END;
    filtered boolean := tachograph.selection_condition(sel) <> 'true';
    chosen text := 'true';
    merged_chosen text;
    ids bigint[];
    series integer; -- how many, when that is known
    merged_series integer;
    tile record;
    part record;
    changed tstzmultirange;
    query text;
    name text;
    parts text[] := '{}';
BEGIN
    PERFORM tachograph.refuse_unknown(sel);
    IF filtered THEN
        EXECUTE 'SELECT array_agg(id) FROM tachograph.series WHERE ' || tachograph.selection_condition(sel) INTO ids;
        chosen := format('{a}.series_id = ANY (%L::bigint[])', coalesce(ids, '{}'));
        series := coalesce(cardinality(ids), 0);
    END IF;
    IF level IS NOT NULL THEN
        EXECUTE format('SELECT array_agg(id) FROM tachograph.merged_series WHERE level = %L AND %s', level,
            tachograph.selection_condition(sel)) INTO ids;
        merged_chosen := format('{a}.series_id = ANY (%L::bigint[])', coalesce(ids, '{}'));
        merged_series := coalesce(cardinality(ids), 0);
    END IF;
    FOR tile IN SELECT * FROM tachograph.tiles(from_time, to_time, step, chosen) LOOP
        changed := NULL;
        IF level IS NOT NULL AND tile.resolution <> '10s' THEN
            changed := tachograph.changed_windows(tile.resolution, tile.used);
            IF cardinality(slos) > 0 THEN
                changed := changed + tachograph.partly_counted(tile.resolution, tile.used, slos, merged_chosen);
            END IF;
        END IF;
        FOR part IN
            SELECT of_series AS template, 'NOT m.merged' AS side, chosen || ' AND ' || condition AS rows, spans
            FROM tachograph.range_conditions(coalesce(tile.used * changed, tile.used), series)
            UNION ALL
            SELECT of_merged, 'm.merged', merged_chosen || ' AND ' || condition, spans
            FROM tachograph.range_conditions(tile.used - changed, merged_series)
        LOOP
            query := replace(replace(replace(replace(part.template,
                '{r}', tile.resolution),
                '{g}', CASE WHEN cardinality(sel.group_by) > 0 THEN 'm.g' ELSE '1' END),
                '{bin}', CASE WHEN step IS NULL THEN format('%L::timestamptz', from_time)
                    ELSE format('date_bin(%L, window_start, ''1970-01-01T00:00:00Z'')', step) END),
                '{member}', CASE WHEN cardinality(sel.group_by) > 0
                    THEN 'JOIN member m ON ' || part.side || ' AND m.id = series_id' ELSE '' END);
            FOREACH name IN ARRAY ARRAY['h', 'w', 'c'] LOOP
                query := replace(query, '{' || name || '}', replace(part.rows, '{a}', name));
            END LOOP;
            parts := parts || CASE WHEN part.spans IS NULL THEN query ELSE format(
                'SELECT part.* FROM unnest(%L::tstzmultirange) AS span (used) CROSS JOIN LATERAL (%s OFFSET 0) part',
                part.spans, query) END;
        END LOOP;
    END LOOP;
    RETURN array_to_string(parts, ' UNION ALL ');
END
$$;

COMMENT ON FUNCTION tachograph.tiled_query(
    text, text, tachograph.selection, timestamptz, timestamptz, interval, bigint[]) IS
    'A query over all tiles of a range, made of a template for the tables of series and one (or NULL) for merged ones. In '
    'a template {r} is the resolution, {g} the number of the group, {bin} the start of the step, {member} the join to '
    'group_members, {h}, {w} and {c} what chooses the rows of h, w and c. Merged tables serve the windows that have not '
    'changed since and that each of slos counted as a whole or not at all. Empty when the range is.';
