package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.coffer.api.image.ImageReference;
import dev.coffer.docker.Peers;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineWorldTest {
    private static final ImageReference IMAGE = ImageReference.parse("r.example:5000/ns/repo:1");

    @TempDir
    private Path folder;

    private Path home;
    private Path programs;
    private MachineWorld world;

    @BeforeEach
    void makeFolders() throws IOException {
        Path real = folder.toRealPath();
        home = Files.createDirectory(real.resolve("home"));
        programs = Files.createDirectory(real.resolve("bin"));
        world = world(Duration.ofSeconds(10));
    }

    private MachineWorld world(Duration limit) {
        Map<String, String> variables =
                Map.of("HOME", home.toString(), "PATH", programs + ":/usr/bin:/bin", "LOG", log().toString());
        return new MachineWorld(new Environment(variables), home, ProgramFinder.on(programs.toString()), limit);
    }

    private Path log() {
        return home.resolve("log");
    }

    private void helper(String name, String script) throws IOException {
        Peers.script(programs.resolve("docker-credential-" + name), script);
    }

    @Test
    void aFileIsReadOnce() throws IOException {
        Path file = Files.writeString(home.resolve("a"), "one");
        FileContent first = world.read(file);
        Files.writeString(file, "two");

        assertThat(first).isInstanceOf(FileContent.Bytes.class);
        assertThat(world.read(file)).isSameAs(first);
        assertThat(world.read(home.resolve("b"))).isEqualTo(new FileContent.Missing());
        assertThat(world.read(home)).isEqualTo(new FileContent.Folder());
    }

    @Test
    void pipesDevicesLoopsAndHugeFilesHoldNobodyUp() throws Exception {
        Path pipe = home.resolve("pipe");
        Peers.run(Map.of(), "/usr/bin/mkfifo", pipe.toString());
        Path loop = Files.createSymbolicLink(home.resolve("loop"), Path.of("loop"));
        Path zeros = Files.createSymbolicLink(home.resolve("zeros"), Path.of("/dev/zero"));
        Path huge = Files.write(home.resolve("huge"), new byte[MachineWorld.MAX_BYTES + 1]);
        Path belowAFile = huge.resolve("config.json");

        for (Path path : new Path[] {pipe, loop, zeros, huge}) {
            FileContent content = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> world.read(path));
            assertThat(content).as(path.toString()).isInstanceOf(FileContent.Unreadable.class);
        }
        assertThat(world.read(belowAFile)).isNotInstanceOf(FileContent.Bytes.class);
    }

    @Test
    void everyModelAnswersWhereAPipeStandsForTheFile() throws Exception {
        Files.createDirectory(home.resolve(".docker"));
        Peers.run(
                Map.of(), "/usr/bin/mkfifo", home.resolve(".docker/config.json").toString());

        for (ToolModel model : ToolModels.all()) {
            ToolAnswer answer = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> model.ask(IMAGE, world));
            assertThat(answer.outcome()).as(model.tool().id()).isNotInstanceOf(ToolOutcome.Uses.class);
        }
    }

    @Test
    void aHelperIsAskedOnceForTheSameServer() throws IOException {
        helper("ok", "read server; echo \"$1 $server\" >> $LOG; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");

        for (int i = 0; i < 3; i++) {
            assertThat(world.ask("ok", "r.example")).isEqualTo(MapWorld.answer("u", "s"));
        }
        world.ask("ok", "other.example");

        assertThat(Files.readAllLines(log())).containsExactly("get r.example", "get other.example");
        assertThat(world.helperProgram("ok")).isEqualTo(Optional.of(programs.resolve("docker-credential-ok")));
        assertThat(world.hasProgram("docker-credential-ok")).isTrue();
    }

    @Test
    void theEndsOfAHelperAreToldApart() throws IOException {
        helper("none", "echo 'credentials not found in native keychain'; exit 1");
        helper("fails", "echo 'the keychain is locked'; exit 1");
        helper("chatty", "echo warning >&2; echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
        helper("liar", "echo '{\"Username\":\"u\",\"Secret\":\"s\"}'; exit 3");
        helper("odd", "echo hello");

        assertThat(world.ask("none", "r")).isEqualTo(new HelperReply.NotFound());
        assertThat(world.ask("fails", "r")).isEqualTo(new HelperReply.Failed(1, "the keychain is locked"));
        assertThat(world.ask("absent", "r")).isEqualTo(new HelperReply.Absent());
        assertThat(world.ask("../x", "r")).isInstanceOf(HelperReply.Failed.class);
        assertThat(((HelperReply.Answer) world.ask("chatty", "r")).stderrBytes())
                .isEqualTo(8);
        HelperReply.Failed liar = (HelperReply.Failed) world.ask("liar", "r");
        assertThat(liar.message()).isEmpty();
        assertThat(liar.printed()).isPresent();
        assertThat(((HelperReply.Failed) world.ask("odd", "r")).message()).contains("not JSON");
    }

    @Test
    void aSilentHelperIsCalledSilent() throws IOException {
        helper("silent", "sleep 60");

        HelperReply reply = assertTimeoutPreemptively(
                Duration.ofSeconds(15), () -> world(Duration.ofMillis(300)).ask("silent", "r"));

        assertThat(reply).isEqualTo(new HelperReply.Silent());
    }

    @Test
    void aFolderIsListedInOrder() throws IOException {
        Files.createFile(home.resolve("b"));
        Files.createFile(home.resolve("a"));

        assertThat(world.list(home)).containsExactly("a", "b");
        assertThat(world.list(home.resolve("none"))).isEmpty();
    }
}
