package io.tachograph.collectors.source.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.source.ConfiguredSource;
import io.tachograph.collectors.source.SourceKinds;
import io.tachograph.config.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudKindsTest {
    private static List<ConfiguredSource> open(String json) throws Exception {
        ObjectNode entry = (ObjectNode) new ObjectMapper().readTree(json);
        return new SourceKinds().open(List.of(entry), Read.context(Map.of()));
    }

    @Test
    void leastThatHasToBeNamed_isEnough_andNothingIsAskedBeforeTheFirstReading() throws Exception {
        List<ConfiguredSource> azure = open("""
                {"kind": "azure-monitor", "resource":
                 "/subscriptions/1/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/shop"}""");
        List<ConfiguredSource> aws = open("""
                {"kind": "cloudwatch", "region": "us-east-1", "models": ["m"], "tenant": "red", "access-key-id-env": "ID"}""");
        List<ConfiguredSource> google = open("""
                {"kind": "google-monitoring", "project": "shop-1", "every": "15m"}""");

        assertThat(azure).extracting(source -> source.named().name()).containsExactly("azure-monitor ai/shop");
        assertThat(azure.get(0).every()).isEqualTo(Duration.ofMinutes(5));
        assertThat(aws).extracting(source -> source.named().name()).containsExactly("cloudwatch us-east-1 red");
        assertThat(google).extracting(source -> source.named().name()).containsExactly("google-monitoring shop-1");
        assertThat(google.get(0).every()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void wrongValue_isSaidWithItsPlace() {
        assertThatThrownBy(() -> open("""
                {"kind": "azure-monitor", "identity": "me", "resource": "/x"}"""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("identity")
                .hasMessageContaining("client, managed, workload");
        assertThatThrownBy(() -> open("""
                {"kind": "cloudwatch", "region": "us-east-1"}""")).isInstanceOf(ConfigException.class).hasMessageContaining("needs models");
    }
}
