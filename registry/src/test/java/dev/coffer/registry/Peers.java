package dev.coffer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests run beside. */
final class Peers {
    private Peers() {}

    /** Ends a test that needs a real registry: as a failure in CI, elsewhere as skipped, with the names. */
    static void requireRegistry() {
        String missing = "docker-registry, apache2-utils and openssl (Debian packages) are needed";
        if ("true".equals(System.getenv("CI"))) {
            assertThat(TestRegistry.isInstalled()).as(missing).isTrue();
        }
        Assumptions.assumeTrue(TestRegistry.isInstalled(), missing);
    }
}
