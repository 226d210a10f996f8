package io.tachograph.collectors.source.engine;

import io.tachograph.collectors.source.Announcements;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryModel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** What an engine is and which models it serves, for the inventory. Used by one reading at a time. */
final class EngineAnnouncements {
    private final String target;
    private final String agent;
    private final Announcements engines = new Announcements();
    private final Announcements models = new Announcements();

    EngineAnnouncements(String target, String agent) {
        this.target = target;
        this.agent = agent;
    }

    /** @param source of the models: who says so */
    synchronized void say(EngineStatus status, String source, long atMicros, Consumer<? super SpecificRecord> records) {
        engines.say(
                target,
                InventoryEngine.newBuilder()
                        .setTarget(target)
                        .setEngine(status.engine())
                        .setVersion(status.version())
                        .setModels(status.models())
                        .setAgent(agent)
                        .setAssertedAtMicros(0)
                        .build(),
                atMicros,
                records);
        Set<String> served = new HashSet<>();
        for (ServedModel model : status.served()) {
            if (served.add(model.name())) {
                models.say(model.name(), record(model, source), atMicros, records);
            }
        }
        models.endOthers(served, atMicros, records);
    }

    private InventoryModel record(ServedModel model, String source) {
        return InventoryModel.newBuilder()
                .setModel(model.name())
                .setSource(source)
                .setTarget(target)
                .setSizeBytes(model.sizeBytes())
                .setParameters(model.parameters())
                .setQuantization(model.quantization())
                .setMaxLength(model.maxLength())
                .setFacts(model.facts())
                .setAgent(agent)
                .setAssertedAtMicros(0)
                .build();
    }
}
