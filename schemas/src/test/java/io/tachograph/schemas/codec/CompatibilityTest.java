package io.tachograph.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tachograph.schemas.avro.Alert;
import io.tachograph.schemas.avro.ContainerSample;
import io.tachograph.schemas.avro.DeadLetter;
import io.tachograph.schemas.avro.EngineSample;
import io.tachograph.schemas.avro.Event;
import io.tachograph.schemas.avro.GenerationEvent;
import io.tachograph.schemas.avro.GenerationRequest;
import io.tachograph.schemas.avro.GpuAssignment;
import io.tachograph.schemas.avro.GpuSample;
import io.tachograph.schemas.avro.Heartbeat;
import io.tachograph.schemas.avro.InventoryContainer;
import io.tachograph.schemas.avro.InventoryEngine;
import io.tachograph.schemas.avro.InventoryJob;
import io.tachograph.schemas.avro.InventoryModel;
import io.tachograph.schemas.avro.InventoryRoute;
import io.tachograph.schemas.avro.InventoryTarget;
import io.tachograph.schemas.avro.LoadTest;
import io.tachograph.schemas.avro.Ranking;
import io.tachograph.schemas.avro.RequestTiming;
import io.tachograph.schemas.avro.RequestWindow;
import io.tachograph.schemas.avro.ScoreSummary;
import io.tachograph.schemas.avro.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every released schema is readable by the newest of its type, and the other way round, and none leaves the tree. */
class CompatibilityTest {
    static List<Schema> newest() {
        return List.of(
                RequestTiming.getClassSchema(),
                Heartbeat.getClassSchema(),
                RequestWindow.getClassSchema(),
                Ranking.getClassSchema(),
                Alert.getClassSchema(),
                DeadLetter.getClassSchema(),
                GpuSample.getClassSchema(),
                EngineSample.getClassSchema(),
                ContainerSample.getClassSchema(),
                GpuAssignment.getClassSchema(),
                GenerationRequest.getClassSchema(),
                GenerationEvent.getClassSchema(),
                Usage.getClassSchema(),
                ScoreSummary.getClassSchema(),
                LoadTest.getClassSchema(),
                Event.getClassSchema(),
                InventoryContainer.getClassSchema(),
                InventoryEngine.getClassSchema(),
                InventoryJob.getClassSchema(),
                InventoryModel.getClassSchema(),
                InventoryRoute.getClassSchema(),
                InventoryTarget.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("newest")
    void newestSchema_isAmongTheReleasedOnes(Schema newest) throws Exception {
        long fingerprint = SchemaNormalization.parsingFingerprint64(newest);
        // What a release adds to src/main/resources, ready to be copied when this fails.
        Path ready = Files.createDirectories(Path.of("target", "released")).resolve(newest.getName() + ".avsc");
        Files.writeString(ready, SchemaFormatter.format("json/pretty", newest) + "\n");

        assertThat(ReleasedSchemas.byFingerprint())
                .as("%s changed: copy %s into a new folder under released/ and name it in index.txt", newest, ready)
                .containsKey(fingerprint);
    }

    @ParameterizedTest
    @MethodSource("newest")
    void newestSchema_andEveryReleasedOneReadEachOther(Schema newest) throws SchemaValidationException {
        SchemaValidator mutual =
                new SchemaValidatorBuilder().mutualReadStrategy().validateAll();
        List<Schema> released = ReleasedSchemas.byFingerprint().values().stream()
                .filter(schema -> schema.getFullName().equals(newest.getFullName()))
                .toList();

        assertThat(released).isNotEmpty();
        mutual.validate(newest, released);
    }
}
