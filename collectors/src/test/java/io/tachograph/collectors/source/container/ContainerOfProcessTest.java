package io.tachograph.collectors.source.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerOfProcessTest {
    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path proc;

    private ContainerOfProcess containers;

    @BeforeEach
    void readsThatFolder() {
        containers = new ContainerOfProcess(proc);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(proc.resolve(file).getParent());
        Files.writeString(proc.resolve(file), text);
    }

    private void inNamespace(long inode) throws IOException {
        Files.createDirectories(proc.resolve("self/ns"));
        Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[" + inode + "]"));
    }

    @Test
    void process_isInTheContainerOfItsGroup() throws IOException {
        write("4711/cgroup", "0::/system.slice/docker-" + ID + ".scope\n");

        assertThat(containers.of(4711)).isEqualTo(ID);
    }

    @Test
    void processThatHasEnded_isInNone() {
        assertThat(containers.of(4711)).isNull();
    }

    @Test
    void fileWithoutEnd_isReadSoFar() throws IOException {
        write("1/cgroup", "0::/x\n".repeat(100_000) + "0::/docker/" + ID);

        assertThat(containers.of(1)).isNull();
    }

    @Test
    void firstNamespace_countsAsTheHost() throws IOException {
        inNamespace(4_026_531_836L);

        assertThat(containers.countsAsTheHost()).isTrue();
    }

    @Test
    void ownNamespace_doesNot() throws IOException {
        inNamespace(4_026_532_999L);
        write("self/status", "Name:\tjava\nNSpid:\t7\n");

        assertThat(containers.countsAsTheHost()).isFalse();
    }

    @Test
    void hostsProc_countsAsTheHostWithinAnyNamespace() throws IOException {
        inNamespace(4_026_532_999L);
        write("self/status", "Name:\tjava\nNSpid:\t31337\t7\n");

        assertThat(containers.countsAsTheHost()).isTrue();
    }

    @Test
    void folderThatIsNoProc_doesNot() {
        assertThat(containers.countsAsTheHost()).isFalse();
    }
}
