package io.tachograph.api.dashboard;

import io.tachograph.api.docs.Resource;
import io.tachograph.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All files of the dashboard but the page itself, read once from the jars: the styles, the plotting library, and every
 * module that {@code main.js} imports, directly or not. Their version is a digest of them all, so that a browser may keep
 * what it has of a version for ever. Immutable.
 */
final class DashboardFiles {
    private static final String FOLDER = "/io/tachograph/api/dashboard/";
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");

    private final SortedMap<String, DashboardFile> files = new TreeMap<>();
    private final SortedMap<String, byte[]> modules = modules();
    private final String version;

    DashboardFiles() {
        modules.forEach(this::add);
        for (String name : new String[] {"theme.css", "page.css", "icon.svg"}) {
            add(name, Resource.read(FOLDER + name));
        }
        add("uplot.js", Resource.readWebjar("org.webjars.npm", "uplot", "dist/uPlot.iife.min.js"));
        add("uplot.css", Resource.readWebjar("org.webjars.npm", "uplot", "dist/uPlot.min.css"));
        version = digest();
    }

    private void add(String name, byte[] bytes) {
        files.put(name, DashboardFile.of(name, bytes));
    }

    private static SortedMap<String, byte[]> modules() {
        SortedMap<String, byte[]> found = new TreeMap<>();
        Queue<String> wanted = new ArrayDeque<>();
        wanted.add("main.js");
        while (!wanted.isEmpty()) {
            String name = wanted.remove();
            if (!found.containsKey(name)) {
                byte[] module = Resource.read(FOLDER + name);
                found.put(name, module);
                IMPORT.matcher(new String(module, StandardCharsets.UTF_8))
                        .results()
                        .forEach(imported -> wanted.add(imported.group(1)));
            }
        }
        return found;
    }

    private String digest() {
        MessageDigest digest = Sha256.begin();
        files.values().forEach(file -> digest.update(file.bytes()));
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    /** Names of the modules, which a page loads best all at once. */
    Iterable<String> moduleNames() {
        return modules.keySet();
    }

    /** By name. */
    Map<String, DashboardFile> byName() {
        return files;
    }

    /** A digest of all files. */
    String version() {
        return version;
    }
}
