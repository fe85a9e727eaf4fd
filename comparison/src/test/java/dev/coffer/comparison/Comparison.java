package dev.coffer.comparison;

import dev.coffer.docker.tools.AsWritten;
import dev.coffer.docker.tools.Setup;
import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts set-ups before a real tool. All lie in the same folder one after the other, so that the environment stays the
 * same and one process can answer many.
 */
final class Comparison {
    private final Tool tool;
    private final Path folder;
    private final Duration limit;

    /** @param limit a look-up that takes longer is said to hang */
    Comparison(Tool tool, Path folder, Duration limit) {
        this.tool = tool;
        this.folder = folder;
        this.limit = limit;
    }

    /** Every set-up of which tool and model say different things, with both. */
    List<String> differences(List<Setup> setups) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<Setup, Observed> each : observe(setups).entrySet()) {
            Observed said = Observed.of(AsWritten.ask(tool, each.getKey(), root()));
            if (!said.same(each.getValue())) {
                differences.add(each.getKey() + "\n  " + tool + ": " + each.getValue() + "\n  model: " + said);
            }
        }
        return differences;
    }

    private Map<Setup, Observed> observe(List<Setup> setups) throws IOException {
        Map<Map<String, String>, List<Setup>> batches = new LinkedHashMap<>();
        for (Setup setup : setups) {
            batches.computeIfAbsent(setup.environment(root()), same -> new ArrayList<>())
                    .add(setup);
        }
        Map<Setup, Observed> all = new LinkedHashMap<>();
        for (Map.Entry<Map<String, String>, List<Setup>> batch : batches.entrySet()) {
            run(batch.getKey(), batch.getValue(), all);
        }
        return all;
    }

    private Path root() {
        return folder.resolve("root");
    }

    private void run(Map<String, String> environment, List<Setup> setups, Map<Setup, Observed> all) throws IOException {
        PeerProcess process = start(environment);
        try {
            for (Setup setup : setups) {
                clear();
                setup.write(root());
                Observed observed = process.ask(setup.image(), limit);
                all.put(setup, observed);
                if (observed.same(Observed.HANGS)) {
                    process = start(environment);
                }
            }
        } finally {
            process.close();
        }
    }

    private PeerProcess start(Map<String, String> environment) throws IOException {
        return new PeerProcess(tool, environment, folder.resolve("stderr"));
    }

    private void clear() throws IOException {
        if (Files.exists(root())) {
            try (Stream<Path> all = Files.walk(root())) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
