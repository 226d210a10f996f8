package io.tachograph.collectors.source.nvml;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvmlContractTest {
    @ParameterizedTest
    @ValueSource(ints = {450, 470, 535, 550, 580, 700})
    void fake_keepsWhatRealDriversKeep(int version) throws Exception {
        try (FakeNvml nvml = FakeNvml.ofDriver(version).script("mig 1 3", "process 0 5 6");
                NvmlTestSource source = new NvmlTestSource(nvml.path())) {
            NvmlContract.check(source.read(), source.read());
        }
    }
}
