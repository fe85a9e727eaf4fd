package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.registry.fixture.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One marked secret goes through every path that fails; it must not turn up in any output or file, in any disguise. */
class SecretsNeverLeakTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private final Canary canary = Canary.fresh();

    private Result absent(Result result) {
        canary.assertAbsentFrom(result);
        assertThat(result.all()).doesNotContain("Exception").doesNotContain("\tat ");
        return result;
    }

    private void failsSilently(Result result) {
        absent(result);
        assertThat(result.exit()).as("%s", result).isNotZero();
        canary.assertAbsentFrom(user.home());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"CANARY\"",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":\"CANARY\\q\"}",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":CANARY}",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":[\"CANARY\"]}",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"ada\",\"Secret\":{\"CANARY\":1}}",
                "{\"ServerURL\":\"registry.example\",\"Username\":\"\",\"Secret\":\"CANARY\"}",
                "{\"Username\":\"ada\",\"Secret\":\"CANARY\"}",
                "{\"ServerURL\":\"https://ada:CANARY@registry.example\",\"Username\":\"ada\",\"Secret\":\"CANARY\"}",
                "{\"ServerURL\":\"registry.example?CANARY\",\"Username\":\"ada\",\"Secret\":\"x\"}",
                "{\"CANARY",
                "CANARY",
                "\"CANARY\"",
            })
    void aStoreRequestThatIsRefused(String request) {
        failsSilently(user.helper("store", request.replace("CANARY", canary.secret())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "erase"})
    void anAddressWithAPassword(String action) {
        failsSilently(user.helper(action, "https://ada:" + canary.secret() + "@registry.example"));
    }

    @Test
    void anAddressWithAPasswordOnTheCommandLine() {
        String address = "https://ada:" + canary.secret() + "@registry.example";
        for (String command : List.of("get", "erase", "logout")) {
            failsSilently(user.coffer(command, address));
        }
        failsSilently(user.cofferWith(canary.secret(), "login", address, "-u", "ada", "--password-stdin"));
    }

    @Test
    void aSecretInAnyPlaceOfAWorkingStore() {
        user.store("registry.example", "ada", canary.secret());
        canary.assertAbsentFrom(user.home());
        absent(user.helper("list", ""));
        absent(user.coffer("list"));
        absent(user.coffer("get", "registry.example"));
        absent(user.helper("erase", "registry.example"));
        canary.assertAbsentFrom(user.home());
    }

    @Test
    void aVaultThatIsDamagedLockedOrTooOpen() throws IOException {
        user.store("registry.example", "ada", canary.secret());
        Path entry = Tree.files(user.data().resolve("vault/entries")).getFirst();
        byte[] whole = Files.readAllBytes(entry);
        for (int length : List.of(0, 10, whole.length / 2, whole.length - 1)) {
            Files.write(entry, Arrays.copyOf(whole, length));
            failsSilently(user.helper("get", "registry.example"));
            absent(user.helper("list", ""));
            absent(user.coffer("list"));
            absent(user.coffer("get", "registry.example", "--secret"));
        }
        Files.write(entry, whole);

        Path identity = user.identity().resolve("identity");
        Canary key = new Canary(Files.readString(identity)
                .lines()
                .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
                .findFirst()
                .orElseThrow());
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-r--r--"));
        key.assertAbsentFrom(absent(user.helper("get", "registry.example")));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(identity, key.secret().substring(0, key.secret().length() - 1) + "!\n");
        Result refused = absent(user.helper("get", "registry.example").failed());
        new Canary(key.secret().substring(0, 40)).assertAbsentFrom(refused);
    }

    @Test
    void aFullOrReadOnlyDisk() {
        try (Mount mount = new Mount(user, user.home(), "64k")) {
            user.run(List.of("dd", "if=/dev/zero", "of=" + user.path("ballast"), "bs=4k"));
            failsSilently(user.helper("store", Sandbox.storeRequest("registry.example", "ada", canary.secret())));
            mount.makeReadOnly();
            failsSilently(user.helper("store", Sandbox.storeRequest("registry.example", "ada", canary.secret())));
        }
    }

    @Test
    void aLoginThatFails() throws Exception {
        Peers.require("docker-registry", "htpasswd", "openssl");
        failsSilently(user.cofferWith(canary.secret(), "login", "127.0.0.1:1", "-u", "ada", "--password-stdin"));
        for (TestRegistry.Kind kind : List.of(TestRegistry.Kind.HTPASSWD_TLS, TestRegistry.Kind.IDENTITY_TOKEN_TLS)) {
            try (Sandbox other = Sandbox.open();
                    TestRegistry registry = other.startRegistry(kind)) {
                Result refused = absent(other.cofferWith(
                        canary.secret(), "login", registry.address(), "-u", "ada", "--password-stdin"));
                assertThat(refused.exit()).isEqualTo(1);
                Tree.delete(other.path("registry"));
                canary.assertAbsentFrom(other.home());
            }
        }
    }

    @Test
    void anImportThatFails() {
        String auth = Base64.getEncoder().encodeToString(("ada:" + canary.secret()).getBytes(StandardCharsets.UTF_8));
        String entry = "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth + "\"";
        for (String config : List.of(
                entry,
                entry + "}},}",
                entry.replace("\"auth\":", "\"auth\":7,\"password\":") + "}}}",
                entry.replace("registry.example", "ada:" + canary.secret() + "@registry.example") + "}}}",
                entry.replace(auth, auth + "%") + "}}}")) {
            failsSilently(user.cofferWith(config, "import", "-"));
        }
    }

    @Test
    void aSetupThatFails() {
        String auth = Base64.getEncoder().encodeToString(("ada:" + canary.secret()).getBytes(StandardCharsets.UTF_8));
        user.write(".docker/config.json", "{\"auths\":{\"registry.example\":{\"auth\":\"" + auth + "\"},}}");
        Result refused = absent(user.coffer("setup"));
        assertThat(refused.exit()).isEqualTo(1);
        // The user's own file is left alone; a copy of it would be a leak.
        Tree.delete(user.path(".docker"));
        canary.assertAbsentFrom(user.home());
    }

    @Test
    void aForeignHelperThatFails() throws IOException {
        Path helper = user.write(
                "bin/docker-credential-broken", "#!/bin/sh\ncat >/dev/null\necho " + canary.secret() + "\nexit 1\n");
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
        user.write(".profile", "PATH=\"$HOME/.local/bin:$HOME/bin:$PATH\"\n");
        user.with("PATH", user.path(".local/bin") + ":" + user.path("bin") + ":/usr/bin:/bin");
        user.write(".docker/config.json", "{\"credsStore\":\"broken\"}");
        absent(user.coffer("setup"));
        Result looked = user.helper("get", "registry.example");
        assertThat(looked.exit()).isEqualTo(1);
    }
}
