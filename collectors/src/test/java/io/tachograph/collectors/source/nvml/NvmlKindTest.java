package io.tachograph.collectors.source.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tachograph.collectors.source.NamedSource;
import io.tachograph.config.ConfigException;
import io.tachograph.config.ConfigFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class NvmlKindTest {
    private static ObjectNode entry() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void entryWithoutKeys_isTheDriversLibraryAsOneSource() throws Exception {
        NvmlKind kind = new NvmlKind();
        NvmlSettings settings = ConfigFile.entry(entry(), kind.settings(), "sources[0]");

        List<NamedSource> sources = kind.open(settings, NvmlTestSource.context());

        assertThat(settings.library()).isEqualTo("libnvidia-ml.so.1");
        assertThat(sources).extracting(NamedSource::name).containsExactly("nvml node-1");
        sources.forEach(source -> source.source().close());
    }

    @Test
    void wrongKeysAndValues_areRefusedWithTheirPath() {
        assertThatThrownBy(() -> ConfigFile.entry(entry().put("libary", "x"), NvmlSettings.class, "sources[0]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sources[0].libary");
        assertThatThrownBy(() -> ConfigFile.entry(entry().put("library", " "), NvmlSettings.class, "sources[0]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("library must be a name or a path");
    }
}
