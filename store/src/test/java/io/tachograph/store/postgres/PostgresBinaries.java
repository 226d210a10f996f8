package io.tachograph.store.postgres;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * An older PostgreSQL, as the build laid it down: one artifact in several versions does not fit on one class path.
 *
 * @param jar holds the archive that the embedded server unpacks
 * @param name major version, as tests are called
 */
record PostgresBinaries(Path jar, String name) {
    private static final Path FOLDER = Path.of("target", "postgres-binaries");

    /**
     * Those of that major version.
     *
     * @throws IOException when the build did not lay them down
     */
    static PostgresBinaries ofMajor(int major) throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            throw new IOException(
                    "there is no folder " + FOLDER + ": the build lays it down in generate-test-resources");
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(FOLDER, "*-" + major + ".*.jar")) {
            for (Path jar : jars) {
                return new PostgresBinaries(jar, "PostgreSQL " + major);
            }
        }
        throw new IOException("no PostgreSQL " + major + " lies in " + FOLDER);
    }

    InputStream open(String system, String machine) throws IOException {
        JarFile opened = new JarFile(jar.toFile());
        ZipEntry archive = opened.getEntry("postgres-" + system.toLowerCase(Locale.ROOT) + "-" + machine + ".txz");
        if (archive == null) {
            opened.close();
            throw new IOException(jar + " holds no binaries for " + system + " on " + machine);
        }
        return new FilterInputStream(opened.getInputStream(archive)) {
            @Override
            public void close() throws IOException {
                super.close();
                opened.close();
            }
        };
    }
}
