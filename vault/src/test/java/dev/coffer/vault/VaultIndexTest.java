package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Entry;
import dev.coffer.api.ServerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index makes the list fast; it is never needed, and never believed against the files. */
class VaultIndexTest {
    private Sandbox sandbox;

    @BeforeEach
    void storeThree(@TempDir Path folder) throws Exception {
        sandbox = new Sandbox(folder).storing("a.example", "alice", "1").storing("b.example", "bob", "2");
        Thread.sleep(20); // so that the lines of the two are older than the clock's step
        sandbox.storing("c.example", "carol", "3");
    }

    @Test
    void the_list_needs_no_entry_that_the_index_knows() throws Exception {
        Path entry = sandbox.entry("a.example");
        FileTime time = Files.getLastModifiedTime(entry);
        byte[] content = Files.readAllBytes(entry);
        content[content.length - 50] ^= 1;
        Files.write(entry, content);
        Files.setLastModifiedTime(entry, time);

        assertThat(listed()).containsExactly("a.example alice", "b.example bob", "c.example carol");
        assertThat(sandbox.answer("a.example")).startsWith("DAMAGED");
    }

    @Test
    void a_missing_index_is_done_without_and_made_again_by_the_next_store() throws Exception {
        Files.delete(sandbox.index());
        assertThat(listed()).containsExactly("a.example alice", "b.example bob", "c.example carol");
        assertThat(sandbox.index()).doesNotExist();

        sandbox.storing("d.example", "dave", "4");
        assertThat(sandbox.index()).exists();
        assertThat(listed()).containsExactly("a.example alice", "b.example bob", "c.example carol", "d.example dave");
    }

    @Test
    void a_damaged_index_is_done_without_and_made_again_by_the_next_erase() throws Exception {
        byte[] former = Files.readAllBytes(sandbox.index());
        Files.writeString(sandbox.index(), "garbage");
        assertThat(listed()).containsExactly("a.example alice", "b.example bob", "c.example carol");

        sandbox.vault().erase(ServerAddress.parse("c.example"));
        assertThat(Files.size(sandbox.index())).isGreaterThan(256).isLessThanOrEqualTo(former.length);
        assertThat(listed()).containsExactly("a.example alice", "b.example bob");
    }

    @Test
    void an_index_that_is_out_of_date_is_not_believed() throws Exception {
        byte[] old = Files.readAllBytes(sandbox.index());
        sandbox.storing("a.example", "anna", "other").storing("d.example", "dave", "4");
        sandbox.vault().erase(ServerAddress.parse("b.example"));
        Files.write(sandbox.index(), old);

        assertThat(listed()).containsExactly("a.example anna", "c.example carol", "d.example dave");
        sandbox.storing("e.example", "eve", "5");
        assertThat(listed()).containsExactly("a.example anna", "c.example carol", "d.example dave", "e.example eve");
    }

    @Test
    void entries_that_were_put_back_or_taken_away_by_hand_are_seen() throws Exception {
        Path entry = sandbox.entry("a.example");
        byte[] content = Files.readAllBytes(entry);
        Files.delete(entry);
        assertThat(listed()).containsExactly("b.example bob", "c.example carol");

        sandbox.storing("d.example", "dave", "4");
        Files.write(entry, content);
        Sandbox.chmod(entry, "rw-------");
        assertThat(listed()).containsExactly("a.example alice", "b.example bob", "c.example carol", "d.example dave");
    }

    @Test
    void what_a_killed_store_left_behind_is_no_problem_and_cleared_by_the_next() throws Exception {
        Path leftover = Files.writeString(sandbox.entries().resolve(".coffer-123-abc-1.tmp"), "half an entry");
        assertThat(sandbox.vault().inspect().problems()).isEmpty();

        sandbox.storing("d.example", "dave", "4");
        assertThat(leftover).doesNotExist();
    }

    @Test
    void an_index_that_cannot_be_written_fails_no_store_and_no_erase() throws Exception {
        Files.delete(sandbox.index());
        Files.createDirectory(sandbox.index());
        Files.createFile(sandbox.index().resolve("in-the-way"));

        sandbox.storing("d.example", "dave", "4");
        assertThat(sandbox.vault().erase(ServerAddress.parse("a.example"))).isTrue();
        assertThat(listed()).containsExactly("b.example bob", "c.example carol", "d.example dave");
    }

    @Test
    void no_look_up_opens_the_index() throws Exception {
        Sandbox.chmod(sandbox.index(), "rw-rw-rw-");
        assertThat(sandbox.answer("a.example")).isEqualTo("1");
    }

    private List<String> listed() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Entry entry : sandbox.vault().list()) {
            lines.add(entry.server() + " " + entry.username());
        }
        return lines;
    }
}
