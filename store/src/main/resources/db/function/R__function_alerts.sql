CREATE OR REPLACE FUNCTION tachograph.alerts(
    from_time timestamptz,
    to_time timestamptz,
    states text[] DEFAULT NULL,
    severities text[] DEFAULT NULL,
    kinds text[] DEFAULT NULL,
    targets text[] DEFAULT NULL,
    models text[] DEFAULT NULL,
    slos text[] DEFAULT NULL)
RETURNS SETOF tachograph.alert
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
BEGIN
    PERFORM tachograph.refuse_range(from_time, to_time);
    PERFORM tachograph.refuse_unknown('state of an alert', states);
    PERFORM tachograph.refuse_unknown('severity', severities);
    PERFORM tachograph.refuse_unknown('kind of alert', kinds);
    PERFORM tachograph.refuse_null('targets', targets);
    PERFORM tachograph.refuse_null('models', models);
    PERFORM tachograph.refuse_null('slos', slos);
    RETURN QUERY
    SELECT a.*
    FROM tachograph.alert a
    WHERE a.since < to_time AND (a.resolved_at IS NULL OR a.resolved_at >= from_time)
      AND (coalesce(cardinality(states), 0) = 0 OR a.state = ANY (states))
      AND (coalesce(cardinality(severities), 0) = 0 OR a.severity = ANY (severities))
      AND (coalesce(cardinality(kinds), 0) = 0 OR a.kind = ANY (kinds))
      AND (coalesce(cardinality(targets), 0) = 0 OR a.target = ANY (targets))
      AND (coalesce(cardinality(models), 0) = 0 OR a.model = ANY (models))
      AND (coalesce(cardinality(slos), 0) = 0 OR a.slo = ANY (slos))
    ORDER BY a.since DESC, a.alert_key COLLATE "C" DESC;
END
$$;

COMMENT ON FUNCTION tachograph.alerts(timestamptz, timestamptz, text[], text[], text[], text[], text[], text[]) IS
    'Alerts that fired at any time in [from_time, to_time), newest first.';
