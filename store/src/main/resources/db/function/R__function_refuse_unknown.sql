CREATE OR REPLACE FUNCTION tachograph.refuse_unknown(kind text, names text[])
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

CREATE OR REPLACE FUNCTION tachograph.refuse_unknown(sel tachograph.selection)
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
