package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Entry;
import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.files.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a change of the protection leaves behind when it is cut off: after each single step, in turn. */
@Timeout(60)
class ProtectionStepsTest {
    private static final List<String> SERVERS = List.of("a.example", "b.example", "c.example");

    private Path firstKey;
    private Path secondKey;
    private Sandbox before;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        firstKey = SshKeys.create(folder.resolve("first"));
        secondKey = SshKeys.create(folder.resolve("second"));
        before = new Sandbox(folder.resolve("before"));
        for (String server : SERVERS) {
            before.storing(server, "user", "secret of " + server);
        }
    }

    @Test
    void a_rotation_can_be_cut_off_after_each_step() throws Exception {
        cutOffAfterEachStep(ProtectionChange::rotating);
    }

    @Test
    void an_ssh_key_in_place_of_the_key_file_can_be_cut_off_after_each_step() throws Exception {
        cutOffAfterEachStep(change -> change.addSshKey(firstKey));
    }

    @Test
    void the_key_file_in_place_of_an_ssh_key_can_be_cut_off_after_each_step() throws Exception {
        before.vault().protection().change().addSshKey(firstKey).apply();
        String name = names(before).getFirst();

        cutOffAfterEachStep(change -> change.addKeyFile().remove(name));
    }

    @Test
    void one_ssh_key_in_place_of_another_beside_the_key_file_can_be_cut_off_after_each_step() throws Exception {
        before.vault().protection().change().addKeyFile().addSshKey(firstKey).apply();
        String name = names(before).getLast();

        cutOffAfterEachStep(change -> change.addSshKey(secondKey).remove(name));
    }

    @Test
    void a_rotation_with_two_protectors_can_be_cut_off_after_each_step() throws Exception {
        before.vault()
                .protection()
                .change()
                .addSshKey(firstKey)
                .addSshKey(secondKey)
                .apply();

        cutOffAfterEachStep(ProtectionChange::rotating);
    }

    @Test
    void what_a_cut_off_rotation_wrapped_for_one_protector_is_wrapped_for_the_other() throws Exception {
        before.vault()
                .protection()
                .change()
                .addSshKey(firstKey)
                .addSshKey(secondKey)
                .apply();
        Sandbox after = copyOf(before, "after");
        after.vault().protection().change().rotating().apply();
        Sandbox cutOff = copyOf(before, "cut-off");
        steps(after).getFirst().take(cutOff);

        assertThat(cutOff.vault().protection().change().rotating().apply()).isEmpty();

        for (Path key : List.of(firstKey, secondKey)) {
            Path away = key.resolveSibling("away");
            Files.move(key, away);
            assertThat(cutOff.answer("a.example")).isEqualTo("secret of a.example");
            Files.move(away, key);
        }
    }

    private interface Change {
        ProtectionChange of(ProtectionChange change) throws StoreException;
    }

    private void cutOffAfterEachStep(Change change) throws Exception {
        Sandbox after = copyOf(before, "after");
        assertThat(change.of(after.vault().protection().change()).apply()).isEmpty();
        List<Step> steps = steps(after);
        for (int count = 0; count <= steps.size(); count++) {
            Sandbox cutOff = copyOf(before, "cut-off-" + count);
            for (Step step : steps.subList(0, count)) {
                step.take(cutOff);
            }
            assertWorks(cutOff);

            Sandbox rotated = copyOf(cutOff, "rotated-" + count);
            assertThat(rotated.vault().protection().change().rotating().apply()).isEmpty();
            assertIsDone(rotated);

            // Made again when it was done already, it would be another change.
            if (count < steps.size()) {
                assertThat(change.of(cutOff.vault().protection().change()).apply())
                        .isEmpty();
                assertIsDone(cutOff);
                assertThat(names(cutOff)).isEqualTo(names(after));
                assertThat(Files.exists(cutOff.identity())).isEqualTo(Files.exists(after.identity()));
                assertThat(filesIn(protectors(cutOff))).isEqualTo(filesIn(protectors(after)));
            }
        }
    }

    private interface Step {
        void take(Sandbox sandbox) throws IOException;
    }

    /** What the change has written, in the order that {@code docs/vault-format.md} names. */
    private List<Step> steps(Sandbox after) throws Exception {
        List<Step> steps = new ArrayList<>();
        for (Path file : filesIn(protectors(after))) {
            steps.add(sandbox -> put(
                    after.identityFolder(),
                    sandbox.identityFolder(),
                    Path.of("protectors").resolve(file)));
        }
        if (Files.exists(after.identity())) {
            steps.add(sandbox -> put(after.identityFolder(), sandbox.identityFolder(), Path.of("identity")));
        }
        String former = Files.readAllLines(before.manifest()).get(1).replace("recipient", "former");
        steps.add(sandbox -> {
            List<String> lines = new ArrayList<>(Files.readAllLines(after.manifest()));
            lines.add(2, former);
            Files.writeString(sandbox.manifest(), String.join("\n", lines) + "\n");
        });
        if (!Files.exists(after.identity())) {
            steps.add(sandbox -> Files.deleteIfExists(sandbox.identity()));
        }
        for (Path file : filesIn(protectors(before))) {
            if (!Files.exists(protectors(after).resolve(file))) {
                steps.add(sandbox -> Files.delete(protectors(sandbox).resolve(file)));
            }
        }
        for (Path file : filesIn(after.entries())) {
            steps.add(sandbox -> put(after.entries(), sandbox.entries(), file));
        }
        steps.add(sandbox -> put(after.vaultFolder(), sandbox.vaultFolder(), Path.of("manifest")));
        return steps;
    }

    /** Everything is read as ever. A store works, or says what finishes the change. */
    private static void assertWorks(Sandbox sandbox) throws Exception {
        assertReads(sandbox);
        Sandbox written = copyOf(sandbox, sandbox.folder().getFileName() + "-written");
        try {
            written.storing("a.example", "user", "newer");
            assertThat(written.answer("a.example")).isEqualTo("newer");
        } catch (StoreException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused.whatToDo()).isEqualTo("coffer vault rotate");
            assertReads(written);
        }
    }

    private static void assertIsDone(Sandbox sandbox) throws Exception {
        assertThat(sandbox.vault().protection().status().rotating()).isFalse();
        assertReads(sandbox);
        sandbox.storing("a.example", "user", "newer");
        assertThat(sandbox.answer("a.example")).isEqualTo("newer");
    }

    private static void assertReads(Sandbox sandbox) throws Exception {
        for (String server : SERVERS) {
            assertThat(sandbox.answer(server)).isEqualTo("secret of " + server);
        }
        assertThat(sandbox.vault().inspect().problems()).isEmpty();
        assertThat(sandbox.vault().list()).extracting(Entry::server).isEqualTo(SERVERS);
    }

    private static List<String> names(Sandbox sandbox) throws StoreException {
        return sandbox.vault().protection().status().methods().stream()
                .map(Protection.Method::name)
                .toList();
    }

    private static Sandbox copyOf(Sandbox original, String name) throws IOException {
        Sandbox copy = new Sandbox(original.folder().resolveSibling(name));
        Sandbox.copy(original.folder(), copy.folder());
        return copy;
    }

    private static Path protectors(Sandbox sandbox) {
        return sandbox.identityFolder().resolve("protectors");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName).sorted().toList();
        }
    }

    private static void put(Path from, Path to, Path file) throws IOException {
        Path target = to.resolve(file);
        PrivateFolder.ensure(target.resolveSibling(".").normalize());
        Files.copy(from.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        Sandbox.chmod(target, "rw-------");
    }
}
