package io.tachograph.store.postgres;

import io.tachograph.store.RankingRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Replaces rankings with the same key, as a whole. */
final class ReplaceRankings {
    /**
     * Two writers of one new ranking would both find nothing to delete and then collide on the key, so they take turns.
     * Rankings are few. The lock ends with the transaction.
     */
    private static final String TAKE_TURNS = "SELECT tachograph.lock_task('ranking')";

    private static final String DELETE = """
            DELETE FROM tachograph.ranking
            WHERE (metric, statistic, window_seconds, origin, prompt_band, streamed, window_end)
                = (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT = """
            INSERT INTO tachograph.ranking
                (metric, statistic, window_seconds, origin, prompt_band, streamed, window_end,
                 model, unit, rank, rank_best, rank_worst, tie_group, value, mean, value_low, value_high,
                 sample_size, sample_minimum, blocks, chunk_seconds, error_rate, stale, method)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private ReplaceRankings() {}

    static void execute(Connection connection, Collection<RankingRow> rankings) throws SQLException {
        Map<RankingKey, RankingRow> last = new LinkedHashMap<>();
        rankings.forEach(ranking -> last.put(RankingKey.of(ranking), ranking));
        try (PreparedStatement turn = connection.prepareStatement(TAKE_TURNS);
                PreparedStatement delete = connection.prepareStatement(DELETE);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            turn.execute();
            for (Map.Entry<RankingKey, RankingRow> ranking : last.entrySet()) {
                bind(delete, ranking.getKey());
                delete.addBatch();
                for (RankingRow.Entry entry : ranking.getValue().entries()) {
                    bind(insert, ranking.getKey());
                    bind(insert, ranking.getValue().unit(), entry);
                    insert.addBatch();
                }
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, RankingKey key) throws SQLException {
        statement.setString(1, key.metric());
        statement.setString(2, key.statistic());
        statement.setInt(3, key.windowSeconds());
        statement.setString(4, key.origin());
        statement.setString(5, key.promptBand());
        statement.setBoolean(6, key.streamed());
        statement.setObject(7, key.windowEndUtc());
    }

    private static void bind(PreparedStatement insert, String unit, RankingRow.Entry entry) throws SQLException {
        RankingRow.Place place = entry.place();
        RankingRow.Evidence evidence = entry.evidence();
        insert.setString(8, entry.model());
        insert.setString(9, unit);
        insert.setObject(10, place == null ? null : place.rank(), Types.INTEGER);
        insert.setObject(11, place == null ? null : place.best(), Types.INTEGER);
        insert.setObject(12, place == null ? null : place.worst(), Types.INTEGER);
        insert.setObject(13, place == null ? null : place.tieGroup(), Types.INTEGER);
        insert.setObject(14, entry.value(), Types.DOUBLE);
        insert.setObject(15, entry.mean(), Types.DOUBLE);
        insert.setObject(16, entry.low(), Types.DOUBLE);
        insert.setObject(17, entry.high(), Types.DOUBLE);
        insert.setLong(18, evidence.sampleSize());
        insert.setLong(19, evidence.sampleMinimum());
        insert.setInt(20, evidence.blocks());
        insert.setInt(21, evidence.chunkSeconds());
        insert.setObject(22, evidence.errorRate(), Types.DOUBLE);
        insert.setBoolean(23, evidence.stale());
        insert.setString(24, RankingRow.METHOD);
    }
}
