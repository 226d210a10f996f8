package io.tachograph.collectors.inventory;

import io.tachograph.schemas.TargetConfig;
import java.util.List;

/**
 * What a file of endpoints holds: every entry is a target or skipped.
 *
 * @param targets that can be asked over HTTP
 * @param skipped the others
 * @param warnings what was read but means nothing here, such as an unknown field; a sentence each, without values
 */
public record Inventory(List<TargetConfig> targets, List<Skipped> skipped, List<String> warnings) {
    /**
     * An entry that is no target.
     *
     * @param entry which one, e.g. {@code endpoint pk 3 (sophia-vllm-llama)}
     * @param reason why not
     */
    public record Skipped(String entry, String reason) {}

    public Inventory {
        targets = List.copyOf(targets);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }
}
