package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can befall the vault's files: each trouble is named, is never taken for "not found", and spares the rest. */
class VaultTroubleTest {
    @RegisterExtension
    final Sandbox user = new Sandbox();

    private Path victim = Path.of("");
    private Path bystander = Path.of("");

    /** What an accident, or somebody else, makes of a file. */
    enum Damage {
        TRUNCATED,
        EMPTIED,
        FLIPPED_IN_THE_HEADER,
        FLIPPED_AT_THE_END,
        LENGTHENED,
        OF_ANOTHER_KIND;

        byte[] to(byte[] bytes) {
            return switch (this) {
                case TRUNCATED -> Arrays.copyOf(bytes, bytes.length / 2);
                case EMPTIED -> new byte[0];
                case FLIPPED_IN_THE_HEADER -> flipped(bytes, bytes.length / 3);
                case FLIPPED_AT_THE_END -> flipped(bytes, bytes.length - 1);
                case LENGTHENED -> Arrays.copyOf(bytes, bytes.length + 1);
                case OF_ANOTHER_KIND -> "\u007fELF, say\n".getBytes(StandardCharsets.UTF_8);
            };
        }

        private static byte[] flipped(byte[] bytes, int at) {
            byte[] copy = bytes.clone();
            copy[at] ^= 1;
            return copy;
        }
    }

    @BeforeEach
    void storeTwo() {
        user.store("bystander.example", "bob", "fine");
        List<Path> before = entries();
        user.store("victim.example", "ada", "s3cret");
        victim = entries().stream()
                .filter(file -> !before.contains(file))
                .findFirst()
                .orElseThrow();
        bystander = before.getFirst();
    }

    private List<Path> entries() {
        return Tree.files(user.data().resolve("vault/entries"));
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedEntryIsRefusedByNameAndTheOthersWork(Damage damage) throws IOException {
        Files.write(victim, damage.to(Files.readAllBytes(victim)));

        Result refused = user.assertRefused("victim.example");
        assertThat(refused.err())
                .as("names the file")
                .contains(victim.getFileName().toString());
        assertThat(user.get("bystander.example").getString("Secret")).isEqualTo("fine");
        user.assertNotFound("absent.example");

        user.store("victim.example", "ada", "again");
        assertThat(user.get("victim.example").getString("Secret")).isEqualTo("again");
    }

    @Test
    void anEntryInTheOthersPlaceIsRefused() throws IOException {
        Files.write(victim, Files.readAllBytes(bystander));
        user.assertRefused("victim.example");
        assertThat(user.get("bystander.example").getString("Secret")).isEqualTo("fine");
    }

    @Test
    void aForeignFileInTheFolderIsLeftAloneAndHurtsNobody() throws IOException {
        Path foreign = Files.writeString(victim.resolveSibling("README.txt"), "hello\n");
        assertThat(user.helper("list", "").succeeded().out())
                .isEqualTo("{\"bystander.example\":\"bob\",\"victim.example\":\"ada\"}\n");
        user.store("third.example", "eve", "3");
        assertThat(foreign).hasContent("hello\n");
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedIndexIsMadeAgainFromTheEntries(Damage damage) throws IOException {
        Path index = user.data().resolve("vault/index.age");
        user.helper("list", "").succeeded();
        assertThat(index).exists();
        Files.write(index, damage.to(Files.readAllBytes(index)));
        assertThat(user.helper("list", "").succeeded().out())
                .isEqualTo("{\"bystander.example\":\"bob\",\"victim.example\":\"ada\"}\n");
        assertThat(user.get("victim.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void anEntryThatWasTakenAwayIsNotListedAndAnOldIndexIsNotBelieved() throws IOException {
        user.helper("list", "").succeeded();
        Files.delete(victim);
        user.assertNotFound("victim.example");
        assertThat(user.helper("list", "").succeeded().out()).isEqualTo("{\"bystander.example\":\"bob\"}\n");
    }

    @Test
    void aLockedVaultStillSaysNotFoundAndNeverForWhatItHolds() throws IOException {
        Path identity = user.identity().resolve("identity");
        byte[] key = Files.readAllBytes(identity);
        Files.delete(identity);

        user.assertRefused("victim.example");
        user.assertNotFound("absent.example");
        // A new identity would strand what the old one sealed.
        user.helper("store", Sandbox.storeRequest("new.example", "eve", "x")).failed();
        assertThat(identity).doesNotExist();

        Files.write(identity, key);
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        assertThat(user.get("victim.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void anIdentityThatDoesNotFitIsRefused() throws IOException {
        try (Sandbox other = Sandbox.open()) {
            other.store("victim.example", "mallory", "other");
            Path identity = user.identity().resolve("identity");
            Files.write(identity, Files.readAllBytes(other.identity().resolve("identity")));
        }
        user.assertRefused("victim.example");
        user.assertNotFound("absent.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-"})
    void anIdentityThatOthersMayReadOrWriteIsRefused(String mode) throws IOException {
        Path identity = user.identity().resolve("identity");
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString(mode));
        Result refused = user.assertRefused("victim.example");
        assertThat(refused.err()).contains(identity.toString());

        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        assertThat(user.get("victim.example").getString("Secret")).isEqualTo("s3cret");
    }

    @Test
    void anIdentityOfAnotherUserIsRefused() {
        Peers.requireRoot();
        Path identity = user.identity().resolve("identity");
        user.run(List.of("chown", "65534", identity.toString())).succeeded();
        user.assertRefused("victim.example");
    }

    @Test
    void aFolderThatOthersMayWriteIsRefused() throws IOException {
        Files.setPosixFilePermissions(user.data().resolve("vault"), PosixFilePermissions.fromString("rwxrwxrwx"));
        user.assertRefused("victim.example");
        user.helper("store", Sandbox.storeRequest("new.example", "eve", "x")).failed();
    }

    @Test
    void whatIsCreatedIsForItsOwnerOnly() throws IOException {
        for (Path root : List.of(user.data(), user.identity())) {
            for (Path file : Tree.files(root)) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                        .as("folder of " + file)
                        .isEqualTo("rwx------");
            }
        }
    }

    @Test
    void aSymbolicLinkInAnEntrysPlaceIsNotFollowed() throws IOException {
        Path elsewhere = Files.write(user.path("elsewhere"), Files.readAllBytes(victim));
        Files.delete(victim);
        Files.createSymbolicLink(victim, elsewhere);
        byte[] before = Files.readAllBytes(elsewhere);
        user.helper("store", Sandbox.storeRequest("victim.example", "ada", "new"));
        assertThat(elsewhere).hasBinaryContent(before);
    }

    @Test
    void aStaleTemporaryFileHurtsNobody() throws IOException {
        Files.writeString(victim.resolveSibling(".tmp-1234"), "half", StandardOpenOption.CREATE_NEW);
        user.store("victim.example", "ada", "new");
        assertThat(user.get("victim.example").getString("Secret")).isEqualTo("new");
        assertThat(user.helper("list", "").succeeded().out())
                .isEqualTo("{\"bystander.example\":\"bob\",\"victim.example\":\"ada\"}\n");
    }
}
