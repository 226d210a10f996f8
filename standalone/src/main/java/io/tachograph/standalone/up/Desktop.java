package io.tachograph.standalone.up;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desktop that this process was started on, if there is one and somebody looks at it. */
final class Desktop {
    private static final Logger LOG = LoggerFactory.getLogger(Desktop.class);

    private Desktop() {}

    /** Opens a link in the desktop's browser. Where there is none it does nothing, for the link is printed too. */
    static void open(String link, Map<String, String> environment) {
        if (!Boolean.getBoolean("tachograph.terminal") || environment.containsKey("SSH_CONNECTION")) {
            return;
        }
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean linux = system.contains("linux");
        if (linux && !environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
            return;
        }
        String opener = linux ? "xdg-open" : "open";
        try {
            new ProcessBuilder(List.of(opener, link))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.info("{} cannot be run: the dashboard was not opened in a browser.", opener, e);
        }
    }
}
