package onestop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessesTests {

    @Test
    void oneThatHasEndedAndThatNobodyHasAskedAboutIsNotAlive() throws Exception {
        // the shell's child ends, and the sleep that the shell becomes never asks about it
        var parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & exec sleep 30").start();
        try {
            ProcessHandle child = child(parent.toHandle());

            boolean ended = false;
            for (int i = 0; i < 2_000 && !ended; i++) {
                ended = !Processes.alive(child);
                TimeUnit.MILLISECONDS.sleep(20);
            }

            assertThat(ended).isTrue();
            assertThat(Processes.alive(parent.toHandle())).isTrue();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void memoryOfARunningProcessIsKnownAndWhatItMapsToo() {
        var self = ProcessHandle.current();

        assertThat(Processes.residentKibibytes(self).orElse(0)).isGreaterThan(10_000);
        assertThat(Processes.maps(self.pid(), Path.of("libjvm.so"))).isTrue();
        assertThat(Processes.maps(self.pid(), Path.of("no-such-file.aot"))).isFalse();
        assertThat(Processes.availableMemoryKibibytes()).isPresent();
    }

    private static ProcessHandle child(ProcessHandle parent) throws InterruptedException {
        for (int i = 0; i < 2_000; i++) {
            var child = parent.children().findFirst();
            if (child.isPresent()) {
                return child.get();
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("the shell has started nothing");
    }
}
