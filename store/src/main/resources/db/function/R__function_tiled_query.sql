CREATE OR REPLACE FUNCTION tachograph.tiled_query(
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
