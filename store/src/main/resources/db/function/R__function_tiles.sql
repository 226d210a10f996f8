CREATE OR REPLACE FUNCTION tachograph.tiles(from_time timestamptz, to_time timestamptz, step interval, chosen text)
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
