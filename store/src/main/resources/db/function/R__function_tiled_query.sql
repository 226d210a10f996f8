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
    level CONSTANT text := tachograph.merged_level(sel);
    filters CONSTANT text := tachograph.selection_condition(sel);
    grouped CONSTANT boolean := coalesce(cardinality(sel.group_by), 0) > 0;
    chosen text := 'true';
    merged_chosen text;
    ids bigint[];
    series integer; -- how many, when that is known
    merged_series integer;
    tile record;
    part record;
    changed tstzmultirange;
    query text;
    parts text[] := '{}';
BEGIN
    PERFORM tachograph.refuse_unknown(sel);
    IF filters <> 'true' THEN
        EXECUTE 'SELECT array_agg(id) FROM tachograph.series WHERE ' || filters INTO ids;
        chosen := format('{a}.series_id = ANY (%L::bigint[])', coalesce(ids, '{}'));
        series := coalesce(cardinality(ids), 0);
    END IF;
    IF level IS NOT NULL THEN
        EXECUTE format('SELECT array_agg(id) FROM tachograph.merged_series WHERE level = %L AND %s', level, filters) INTO ids;
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
            SELECT of_series AS template, 'request_window' AS kind, 'NOT m.merged' AS side,
                   chosen || ' AND ' || condition AS rows, spans
            FROM tachograph.range_conditions(coalesce(tile.used * changed, tile.used), series)
            UNION ALL
            SELECT of_merged, 'merged_window', 'm.merged', merged_chosen || ' AND ' || condition, spans
            FROM tachograph.range_conditions(tile.used - changed, merged_series)
        LOOP
            query := replace(replace(replace(replace(part.template,
                '{g}', CASE WHEN grouped THEN 'm.g' ELSE '1' END),
                '{bin}', CASE WHEN step IS NULL THEN format('%L::timestamptz', from_time)
                    ELSE format('date_bin(%L, window_start, ''1970-01-01T00:00:00Z'')', step) END),
                '{windows}', format('tachograph.%s_%s w', part.kind, tile.resolution)
                    || CASE WHEN grouped THEN format(' JOIN member m ON %s AND m.id = series_id', part.side) ELSE '' END),
                '{chosen}', replace(part.rows, '{a}', 'w'));
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
    'A query over all tiles of a range, made of two templates, one for windows of series and one for merged ones: {windows} are '
    'the windows (called w, joined to group_members), {chosen} is what chooses their rows, {g} the number of the group and '
    '{bin} the start of the step. Merged windows serve where nothing has changed since, and where each of slos counted as a '
    'whole or not at all. Empty when the range is.';
