package dev.coffer.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.commands.UserProcess.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, each in a process with a home of its own. */
class CacheCommandTest {
    @TempDir
    Path home;

    private Result coffer(String... words) throws Exception {
        return new UserProcess(home).coffer(words);
    }

    private Path folder() throws IOException {
        Path folder = Files.createDirectories(home.resolve(".local/share/coffer/cache"));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void an_empty_cache_is_listed_as_such() throws Exception {
        assertThat(coffer("cache", "list")).isEqualTo(new Result(0, "", "coffer: no token is remembered\n"));
        assertThat(coffer("cache", "list", "--json")).isEqualTo(new Result(0, "[]\n", ""));
    }

    @Test
    void clear_says_how_many_tokens_it_forgot_and_takes_the_notes_too() throws Exception {
        Path token = Files.writeString(folder().resolve("0".repeat(40) + ".age"), "damaged");
        Path note = Files.writeString(folder().resolve("absent-ec2"), "some boot");
        assertThat(coffer("cache", "clear")).isEqualTo(new Result(0, "1 token forgotten\n", ""));
        assertThat(token).doesNotExist();
        assertThat(note).doesNotExist();
        assertThat(coffer("cache", "clear")).isEqualTo(new Result(0, "0 tokens forgotten\n", ""));
    }

    @Test
    void a_folder_that_others_may_enter_is_refused_with_the_remedy() throws Exception {
        Path folder = Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Result refused = coffer("cache", "clear");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("has mode 0755").contains("chmod 700 " + folder);
    }

    @Test
    void without_a_command_the_commands_are_named() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(CommandLineTool.run(new String[] {"cache"}, err, err)).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("which command? there are list, clear");
    }
}
