package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The system calls of a store, in their order. */
class VaultDurabilityTest {
    @Test
    @Timeout(60)
    void a_store_writes_syncs_renames_and_syncs_the_folder(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
        Sandbox sandbox = new Sandbox(folder).storing("registry.example", "alice", "s3cret");
        Path trace = folder.resolve("trace");
        List<String> command = new ArrayList<>(List.of(
                "strace",
                "-f",
                "-y",
                "-qq",
                "-e",
                "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2",
                "-e",
                "signal=none",
                "-o",
                trace.toString()));
        command.addAll(VaultWorker.command(sandbox, "store", "registry.example", "anew"));

        Process traced = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(VaultWorker.output(traced)).isEqualTo("ready\ndone\n0");

        List<String> steps = new ArrayList<>();
        for (String line : Files.readAllLines(trace)) {
            String step = step(sandbox, line);
            if (!step.isEmpty()) {
                steps.add(step);
            }
        }
        assertThat(steps).startsWith("write entry", "fsync entry", "rename entry", "fsync folder");
        assertThat(steps).containsSubsequence("fsync folder", "rename index");
    }

    private static String step(Sandbox sandbox, String line) throws Exception {
        String call = line.replaceFirst("^\\d+ +", "");
        String entries = sandbox.entries().toRealPath().toString();
        if (call.startsWith("rename")) {
            return call.contains(sandbox.entry("registry.example").getFileName().toString())
                    ? "rename entry"
                    : call.contains("index.age") ? "rename index" : "";
        }
        if (call.contains("<" + entries + ">")) {
            return call.startsWith("fsync") ? "fsync folder" : "";
        }
        if (call.contains("<" + entries + "/.")) {
            return call.startsWith("f") ? "fsync entry" : "write entry";
        }
        return "";
    }
}
