package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Homes that are missing, read-only, full, or somebody else's. */
class PlacesTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void dataAndIdentityLieApartWhereTheXdgVariablesSay() {
        user.with("XDG_DATA_HOME", user.path("d").toString())
                .with("XDG_STATE_HOME", user.path("s").toString());
        user.store("registry.example", "ada", "s3cret");
        assertThat(Tree.files(user.path("d/coffer"))).isNotEmpty();
        assertThat(Tree.files(user.path("s/coffer"))).isNotEmpty();
        assertThat(user.path(".local")).doesNotExist();
    }

    @Test
    void cofferHomeAndIdentityHomeWin() {
        user.with("COFFER_HOME", user.path("d").toString())
                .with("COFFER_IDENTITY_HOME", user.path("i").toString());
        user.store("registry.example", "ada", "s3cret");
        assertThat(Tree.files(user.path("d"))).isNotEmpty();
        assertThat(Tree.files(user.path("i"))).isNotEmpty();
        assertThat(user.path(".local")).doesNotExist();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void relativePlacesInTheEnvironmentAreNotUsed() {
        user.with("XDG_DATA_HOME", "relative").with("XDG_STATE_HOME", "relative");
        user.helper("store", Sandbox.storeRequest("registry.example", "ada", "s3cret"));
        assertThat(user.path("relative")).doesNotExist();
    }

    @Test
    void aHomeThatDoesNotExistHoldsNothingAndIsNotMade() {
        user.with("HOME", user.path("nowhere").toString());
        user.assertNotFound("registry.example");
        assertThat(user.path("nowhere")).doesNotExist();
    }

    /** A user without a home in the environment or in the passwd file, and not root. */
    @Test
    void withoutAnyHomeStoreSaysSo() throws IOException {
        Peers.requireRoot();
        Peers.require("setpriv");
        user.without("HOME").without("XDG_RUNTIME_DIR");
        Result result = user.run(
                Sandbox.storeRequest("registry.example", "ada", "s3cret"),
                asUser(54321, copyOfTheProgram().toString(), "store"));
        assertThat(result.failed().out()).hasLineCount(1).containsIgnoringCase("home");
    }

    @Test
    void onAReadOnlyHomeReadingWorksAndStoringSaysWhy() {
        try (Mount mount = new Mount(user, user.home(), "8m")) {
            user.store("registry.example", "ada", "s3cret");
            mount.makeReadOnly();
            assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
            assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{\"registry.example\":\"ada\"}\n");
            user.assertNotFound("absent.example");
            assertSaysWhy(user.helper("store", Sandbox.storeRequest("registry.example", "ada", "new")), "read-only");
            assertSaysWhy(user.helper("erase", "registry.example"), "read-only");
            assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
        }
    }

    @Test
    void onAnEmptyReadOnlyHomeThereIsNothingToFind() {
        try (Mount mount = new Mount(user, user.home(), "64k")) {
            mount.makeReadOnly();
            user.assertNotFound("registry.example");
            assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{}\n");
            assertSaysWhy(user.helper("store", Sandbox.storeRequest("registry.example", "ada", "x")), "read-only");
        }
    }

    @Test
    void aFullDiskLosesNothing() throws IOException {
        try (Mount _ = new Mount(user, user.home(), "1m")) {
            user.store("registry.example", "ada", "s3cret");
            user.store("other.example", "bob", "fine");
            fillUp(user.path("ballast"));

            for (String server : List.of("registry.example", "new.example")) {
                assertSaysWhy(user.helper("store", Sandbox.storeRequest(server, "ada", "n".repeat(9000))), "space");
            }
            assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
            assertThat(user.get("other.example").getString("Secret")).isEqualTo("fine");
            user.assertNotFound("new.example");

            Files.delete(user.path("ballast"));
            user.store("registry.example", "ada", "new");
            assertThat(user.get("registry.example").getString("Secret")).isEqualTo("new");
            assertThat(user.helper("list", "").succeeded().out())
                    .isEqualTo("{\"other.example\":\"bob\",\"registry.example\":\"ada\"}\n");
        }
    }

    @Test
    void aDiskThatIsFullFromTheStartLeavesNoHalfVault() throws IOException {
        try (Mount _ = new Mount(user, user.home(), "64k")) {
            fillUp(user.path("ballast"));
            user.helper("store", Sandbox.storeRequest("registry.example", "ada", "s3cret"))
                    .failed();
            user.assertNotFound("registry.example");
            Files.delete(user.path("ballast"));
            user.store("registry.example", "ada", "s3cret");
            assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
        }
    }

    /** {@code sudo} that keeps HOME: root writes nothing that its user could no longer read. */
    @Test
    void asRootNothingIsCreatedInAnotherUsersHome() {
        Peers.requireRoot();
        user.run(List.of("chown", "-R", "54321:54321", user.home().toString())).succeeded();
        var before = user.picture();
        Result result = user.helper("store", Sandbox.storeRequest("registry.example", "ada", "s3cret"))
                .failed();
        assertThat(result.out()).hasLineCount(1).doesNotContain("credentials not found");
        user.coffer("list");
        user.helper("get", "registry.example");
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void asRootTheVaultOfAnotherUserIsNotTouched() throws IOException {
        Peers.requireRoot();
        Peers.require("setpriv");
        user.run(List.of("chown", "-R", "54321:54321", user.home().toString())).succeeded();
        Path program = copyOfTheProgram();
        user.run(Sandbox.storeRequest("registry.example", "ada", "s3cret"), asUser(54321, program.toString(), "store"))
                .succeeded();
        var before = user.picture();
        user.helper("store", Sandbox.storeRequest("registry.example", "root", "other"))
                .failed();
        user.helper("erase", "registry.example").failed();
        assertThat(user.picture()).isEqualTo(before);
        assertThat(user.run("registry.example", asUser(54321, program.toString(), "get"))
                        .succeeded()
                        .json()
                        .getString("Secret"))
                .isEqualTo("s3cret");
    }

    /** The settings are code that decides where secrets go: nobody else may write them. */
    @Test
    void settingsThatOthersMayWriteAreRefused() throws IOException {
        user.store("registry.example", "ada", "s3cret");
        Path settings = user.write(".config/coffer/config.yaml", "store: vault\n");
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-rw-rw-"));
        Result refused = user.assertRefused("registry.example");
        assertThat(refused.err()).contains(settings.toString());
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-------"));
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
    }

    private static List<String> asUser(int id, String... command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"));
        all.addAll(List.of(command));
        return all;
    }

    /** Where the project itself lies another user may not look. */
    private Path copyOfTheProgram() throws IOException {
        Path copy = user.path("program");
        Path root = user.delivery().bin().resolve("..").normalize();
        Files.createDirectory(copy);
        for (String part : List.of("bin", "lib", "app", "runtime")) {
            if (Files.exists(root.resolve(part))) {
                user.run(List.of("cp", "-a", root.resolve(part).toString(), copy.toString()))
                        .succeeded();
            }
        }
        user.run(List.of("chmod", "-R", "a+rX", user.home().toString())).succeeded();
        return copy.resolve("bin/docker-credential-coffer");
    }

    private static void assertSaysWhy(Result result, String why) {
        assertThat(result.failed().out()).hasLineCount(1).containsIgnoringCase(why);
        assertThat(result.all()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    private void fillUp(Path ballast) {
        Result result = user.run(List.of("dd", "if=/dev/zero", "of=" + ballast, "bs=4k"));
        assertThat(result.err()).contains("No space left");
    }
}
