package io.tachograph.store.postgres;

import io.tachograph.store.StoredSlo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** SLOs as the four arrays that a statement unnests. */
final class SloArrays {
    static final String COLUMNS = "name, ttft_seconds, tpot_seconds, e2e_seconds";

    static final String UNNESTED = """
            unnest(?::text[], ?::double precision[], ?::double precision[], ?::double precision[]) AS s (%s)\
            """.formatted(COLUMNS);

    private SloArrays() {}

    static void bind(PreparedStatement statement, List<StoredSlo> slos) throws SQLException {
        new ArrayParameters(statement)
                .texts(slos, StoredSlo::name)
                .nullableDoubles(slos, StoredSlo::ttftSeconds)
                .nullableDoubles(slos, StoredSlo::tpotSeconds)
                .nullableDoubles(slos, StoredSlo::e2eSeconds);
    }
}
