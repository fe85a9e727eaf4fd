package dev.coffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Credential;
import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import dev.coffer.docker.tools.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the Javadoc, which shows the regions marked here; each runs. */
class SnippetsTest {
    @TempDir
    Path folder;

    private Home home;
    private RegistryCredentials credentials;

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(folder).docker(Home.auths("ghcr.io", "ada"));
        credentials = home.credentials();
    }

    @Test
    void quick_start() {
        // @start region="quick-start"
        RegistryCredentials credentials = RegistryCredentials.load();
        Answer answer = credentials.forImage("ghcr.io/acme/app:1");
        // @end
        assertThat(answer.explanation()).isNotEmpty();
    }

    @Test
    void a_switch_over_the_answers() {
        // @start region="switch"
        String header =
                switch (credentials.forImage("ghcr.io/acme/app:1")) {
                    case Answer.Found found -> "as " + found.credential().username();
                    case Answer.Anonymous _ -> "as nobody";
                    case Answer.Failed failed ->
                        throw new IllegalStateException(failed.why() + "; " + failed.whatToDo());
                };
        // @end
        assertThat(header).isEqualTo("as ada");
    }

    @Test
    void another_tool() {
        // @start region="tool"
        ImageCredentials podman = credentials.as(Tool.PODMAN);
        podman.forImage("ghcr.io/acme/app:1").explanation().forEach(step -> System.err.println(step));
        // @end
        assertThat(Home.told(podman.forImage("ghcr.io/acme/app:1"))).isEqualTo("user ada");
    }

    @Test
    void storing() throws StoreException {
        // @start region="store"
        credentials.store("ghcr.io", new Credential("ada", Secret.ofText("token")));
        credentials.erase("ghcr.io");
        // @end
        assertThat(Home.told(credentials.forServer("ghcr.io"))).isEqualTo("user ada");
    }

    @Test
    void another_environment() {
        Path home = folder;
        // @start region="builder"
        RegistryCredentials credentials = RegistryCredentials.builder()
                .environment(Map.of("PATH", "/usr/bin:/bin"))
                .home(home)
                .limit(Duration.ofSeconds(10))
                .build();
        // @end
        assertThat(Home.told(credentials.forImage("ghcr.io/acme/app:1"))).isEqualTo("user ada");
    }
}
