package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of a helper in ten lines, run by the docker CLI. */
class ExampleTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void dockerTakesItsCredentialsFromTheTenLineHelper() throws IOException {
        Peers.require("docker");
        Path example = Delivery.projectRoot().resolve("examples/ten-line-helper");
        Path source;
        try (Stream<Path> files = Files.walk(example)) {
            source = files.filter(file -> file.toString().endsWith(".java")).findFirst().orElseThrow();
        }
        Path helper = user.write("bin/docker-credential-mine", "#!/bin/sh\nexec '"
                + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '" + libraries() + "' '" + source
                + "' \"$@\"\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
        user.with("PATH", user.path("bin") + ":/usr/local/bin:/usr/bin:/bin");
        user.write(".docker/config.json", "{\"credsStore\":\"mine\"}");

        String server = user.run(List.of(helper.toString(), "list")).succeeded().json().keySet().iterator().next();
        String secret = user.run(server, List.of(helper.toString(), "get"))
                .succeeded()
                .json()
                .getString("Secret");
        try (FakeEngine engine = new FakeEngine(user.home())) {
            user.with("DOCKER_HOST", engine.address());
            user.run(List.of("docker", "pull", server + "/team/app")).succeeded();
            assertThat(engine.pulls().getFirst().registryAuth().getString("password")).isEqualTo(secret);
        }
    }

    private static String libraries() {
        return Stream.of("api", "platform", "docker")
                .map(module -> Delivery.projectRoot().resolve(module).resolve("target/classes").toString())
                .collect(Collectors.joining(":"));
    }
}
