package io.tachograph.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.schemas.avro.RankedModel;
import io.tachograph.schemas.avro.Ranking;
import java.time.Instant;

/** Rankings as JSON, with the models that a selection takes. */
final class RankingJson {
    private RankingJson() {}

    static ObjectNode of(Ranking ranking, LiveSelection selection) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("metric", ranking.getMetric())
                .put("statistic", ranking.getStatistic())
                .put("unit", ranking.getUnit())
                .put("higher_is_better", ranking.getHigherIsBetter())
                .put("origin", AlertJson.lower(ranking.getOrigin()))
                .put("prompt_band", ranking.getPromptBand())
                .put("streamed", ranking.getStreamed())
                .put(
                        "window_end",
                        Instant.ofEpochMilli(ranking.getWindowEndMillis()).toString())
                .put("window_seconds", ranking.getWindowMillis() / 1000)
                .put("method", ranking.getMethod());
        ArrayNode entries = json.putArray("entries");
        for (RankedModel entry : ranking.getEntries()) {
            if (selection.takes(LiveDimension.MODEL, entry.getModel())) {
                entries.add(of(entry));
            }
        }
        return json;
    }

    private static ObjectNode of(RankedModel entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", entry.getModel())
                .put("rank", entry.getRank())
                .put("rank_best", entry.getRankBest())
                .put("rank_worst", entry.getRankWorst())
                .put("tie_group", entry.getTieGroup())
                .put("value", entry.getValue())
                .put("mean", entry.getMean())
                .put("value_low", entry.getValueLow())
                .put("value_high", entry.getValueHigh())
                .put("sample_size", entry.getSampleSize())
                .put("sample_minimum", entry.getSampleMinimum())
                .put("error_rate", entry.getErrorRate())
                .put("stale", entry.getStale());
    }
}
