package dev.coffer.docker.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.docker.Peers;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What skopeo makes of the drop-in. */
class RegistriesConfPeersTest {
    private static final String REGISTRY = "reg.example:5000";

    private final Path home;
    private final Path asked;
    private final Map<String, String> environment;

    RegistriesConfPeersTest(@TempDir Path home) {
        this.home = home;
        this.asked = home.resolve("asked");
        this.environment = Map.of(
                "HOME",
                home.toString(),
                "XDG_RUNTIME_DIR",
                home.toString(),
                "PATH",
                home + ":" + System.getenv("PATH"));
    }

    @BeforeEach
    void installHelperAndAuthFile() throws IOException {
        Peers.require("skopeo");
        Peers.script(
                home.resolve("docker-credential-probe"),
                "cat >>" + asked + "; echo '{\"Username\":\"from-helper\",\"Secret\":\"s\"}'");
        Files.createDirectory(home.resolve("containers"));
        // The base64 form of from-file:p
        Files.writeString(
                home.resolve("containers/auth.json"),
                "{\"auths\":{\"" + REGISTRY + "\":{\"auth\":\"ZnJvbS1maWxlOnA=\"}}}");
    }

    private String login() throws IOException, InterruptedException {
        return Peers.run(environment, "skopeo", "login", "--get-login", REGISTRY)
                .strip();
    }

    private RegistriesConf conf() throws IOException {
        return RegistriesConf.of(new Environment(environment));
    }

    @Test
    void withoutTheDropInOnlyTheAuthFileIsAsked() throws IOException, InterruptedException {
        assertThat(login()).isEqualTo("from-file");
        assertThat(asked).doesNotExist();
    }

    @Test
    void theDropInHasTheHelperAskedFirst() throws IOException, InterruptedException {
        RegistriesConf.write(conf().userDropIn(), "credential-helpers = [\"probe\", \"containers-auth.json\"]\n");
        assertThat(login()).isEqualTo("from-helper");
        assertThat(asked).hasContent(REGISTRY);
    }

    @Test
    void inTheOtherOrderTheAuthFileWins() throws IOException, InterruptedException {
        RegistriesConf.write(conf().userDropIn(), "credential-helpers = [\"containers-auth.json\", \"probe\"]\n");
        assertThat(login()).isEqualTo("from-file");
    }

    @Test
    void aLaterDropInReplacesTheListAndIsSeen() throws IOException, InterruptedException {
        RegistriesConf.write(conf().userDropIn(), "credential-helpers = [\"probe\", \"containers-auth.json\"]\n");
        Path later = conf().userDropIn().resolveSibling("99-later.conf");
        RegistriesConf.write(later, "credential-helpers = [\"containers-auth.json\"]\n");
        assertThat(login()).isEqualTo("from-file");
        assertThat(conf().credentialHelpers().inForce().orElseThrow().file()).isEqualTo(later);
    }

    @Test
    void aNamedMainFileLeavesTheDropInInForce() throws IOException, InterruptedException {
        RegistriesConf.write(conf().userDropIn(), "credential-helpers = [\"probe\", \"containers-auth.json\"]\n");
        Path named = Files.writeString(home.resolve("named.conf"), "");
        Map<String, String> withNamed = new HashMap<>(environment);
        withNamed.put("CONTAINERS_REGISTRIES_CONF", named.toString());
        assertThat(Peers.run(withNamed, "skopeo", "login", "--get-login", REGISTRY)
                        .strip())
                .isEqualTo("from-helper");
    }

    @Test
    void aFailingHelperIsNotTakenForAnEmptyOne() throws IOException {
        RegistriesConf.write(conf().userDropIn(), "credential-helpers = [\"probe\"]\n");
        Peers.script(home.resolve("docker-credential-probe"), "echo locked; exit 1");
        assertThatThrownBy(this::login).hasMessageContaining("locked");
    }
}
