package io.tachograph.standalone.service;

import io.tachograph.config.ConfigException;
import io.tachograph.config.ProcessEnvironment;
import io.tachograph.config.TachographConfig;
import io.tachograph.standalone.config.ConfigOption;
import io.tachograph.standalone.config.KafkaOption;
import io.tachograph.standalone.log.Logs;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The options of such a command. */
public final class ServiceOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    CommandSpec command;

    @Mixin
    ConfigOption configuration = new ConfigOption();

    @Mixin
    KafkaOption kafka = new KafkaOption();

    /** Reads the configuration, and sends the log where the environment wants it.
     *
     * @throws ConfigException when something in it cannot be right, or no broker is named
     */
    public Service read() throws ConfigException {
        Map<String, String> environment = ProcessEnvironment.read();
        Logs.toConsole(environment);
        TachographConfig config = configuration.read(environment);
        return new Service(
                environment, config, kafka.in(config), command.commandLine().getOut());
    }

    /** For what reads the configuration again. */
    public ConfigOption configuration() {
        return configuration;
    }
}
