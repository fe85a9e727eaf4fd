package dev.coffer.bench.library;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.core.DockerConfigFile;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.coffer.Answer;
import dev.coffer.RegistryCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One login out of a {@code config.json} with a hundred, by each library's own way. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LookupBenchmark {
    private static final int ENTRIES = 100;
    private static final String HOST = "registry50.example";
    private static final String IMAGE = HOST + "/team/app:1";

    private Path home = Path.of("/");
    private Path config = Path.of("/");
    private RegistryCredentials kept = RegistryCredentials.load();
    private DockerConfigFile dockerJava = new DockerConfigFile();
    private final ObjectMapper mapper = new ObjectMapper();

    /** Writes the file, and lets those who keep it read it. */
    @Setup
    public void write() throws IOException {
        home = Files.createTempDirectory("coffer-bench-library");
        config = Files.createDirectory(home.resolve(".docker")).resolve("config.json");
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < ENTRIES; i++) {
            String auth = Base64.getEncoder()
                    .encodeToString(("ada:a secret of usual length " + i).getBytes(StandardCharsets.UTF_8));
            entries.append(i == 0 ? "" : ",")
                    .append("\"registry" + i + ".example\":{\"auth\":\"" + auth + "\"}");
        }
        Files.writeString(config, "{\"auths\":{" + entries + "}}");
        kept = fresh();
        dockerJava = DockerConfigFile.loadConfig(mapper, config.getParent().toString());
    }

    /** Leaves nothing behind. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(config);
        Files.delete(home.resolve(".docker"));
        Files.delete(home);
    }

    private RegistryCredentials fresh() {
        return RegistryCredentials.builder()
                .environment(Map.of("PATH", "/usr/bin:/bin"))
                .home(home)
                .build();
    }

    /** Coffer, made once: the file is examined each time, and would be read again if it had changed. */
    @Benchmark
    public Answer.Found coffer() {
        return (Answer.Found) kept.forImage(IMAGE);
    }

    /** Coffer, made anew each time, so that the file is read. */
    @Benchmark
    public Answer.Found cofferReadingTheFile() {
        return (Answer.Found) fresh().forImage(IMAGE);
    }

    /** jib-core, which reads the file each time. */
    @Benchmark
    public Credential jibReadingTheFile() throws Exception {
        Optional<Credential> found = CredentialRetrieverFactory.forImage(ImageReference.parse(IMAGE), _ -> {})
                .dockerConfig(config)
                .retrieve();
        return found.orElseThrow();
    }

    /** docker-java, with the file in memory: a change would not be seen. */
    @Benchmark
    public AuthConfig dockerJavaNeverReadingAgain() {
        return dockerJava.resolveAuthConfig(HOST);
    }

    /** docker-java, reading the file. */
    @Benchmark
    public AuthConfig dockerJavaReadingTheFile() throws IOException {
        return DockerConfigFile.loadConfig(mapper, config.getParent().toString())
                .resolveAuthConfig(HOST);
    }
}
