CREATE OR REPLACE FUNCTION tachograph.summed_windows(
    from_time timestamptz, to_time timestamptz, step interval, sel tachograph.selection)
RETURNS TABLE (
    bin timestamptz,
    names text[],
    requests bigint,
    ok bigint,
    cancelled bigint,
    input_tokens bigint,
    cached_input_tokens bigint,
    output_tokens bigint,
    kernel_stamped bigint,
    complete boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET jit = off -- As in merged_histograms.
AS $$
DECLARE
    template CONSTANT text := 'SELECT {g} AS g, {bin} AS bin, requests, ok, cancelled, input_tokens, cached_input_tokens, '
        'output_tokens, kernel_stamped, complete FROM {windows} WHERE {chosen}';
    query CONSTANT text := tachograph.tiled_query(template, template, sel, from_time, to_time, step);
BEGIN
    IF query = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($sql$
        WITH member AS MATERIALIZED (%1$s), summed AS (
            SELECT g, bin, sum(requests)::bigint AS requests, sum(ok)::bigint AS ok, sum(cancelled)::bigint AS cancelled,
                   sum(input_tokens)::bigint AS input_tokens, sum(cached_input_tokens)::bigint AS cached_input_tokens,
                   sum(output_tokens)::bigint AS output_tokens, sum(kernel_stamped)::bigint AS kernel_stamped,
                   bool_and(complete) AS complete
            FROM (%2$s) part
            GROUP BY 1, 2
        )
        SELECT s.bin, m.names, s.requests, s.ok, s.cancelled, s.input_tokens, s.cached_input_tokens, s.output_tokens,
               s.kernel_stamped, s.complete
        FROM summed s
        JOIN (SELECT DISTINCT g, names FROM member) m USING (g)
        $sql$, tachograph.group_members(sel), query);
END
$$;

COMMENT ON FUNCTION tachograph.summed_windows(timestamptz, timestamptz, interval, tachograph.selection) IS
    'Request windows summed by step and group.';
