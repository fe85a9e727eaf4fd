package dev.coffer.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.image.ImageReference;
import dev.coffer.core.Coffer;
import dev.coffer.docker.tools.MachineWorld;
import dev.coffer.docker.tools.Tool;
import dev.coffer.docker.tools.ToolAnswer.Step;
import dev.coffer.docker.tools.ToolOutcome;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.ProgramFinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDoctorTest {
    private static final ImageReference IMAGE = ImageReference.parse("r.example/team/app:1");

    @TempDir
    Path home;

    @Test
    void without_a_wish_the_libraries_are_shown_and_the_programs_that_are_not_here_are_named() throws Exception {
        Diagnosis diagnosis = diagnose(EnumSet.noneOf(Tool.class));

        assertThat(diagnosis.tools())
                .extracting(ToolDiagnosis::tool)
                .contains(Tool.JIB)
                .doesNotContain(Tool.DOCKER);
        assertThat(diagnosis.missing()).contains(Tool.DOCKER, Tool.HELM).doesNotContain(Tool.JIB);
        assertThat(diagnosis.tools())
                .extracting(tool -> tool.answer().outcome())
                .allMatch(ToolOutcome.Anonymous.class::isInstance);
    }

    @Test
    void a_tool_that_is_asked_about_need_not_be_here() throws Exception {
        Diagnosis diagnosis = diagnose(EnumSet.of(Tool.HELM));

        assertThat(diagnosis.tools()).extracting(ToolDiagnosis::tool).containsExactly(Tool.HELM);
        assertThat(diagnosis.missing()).isEmpty();
    }

    @Test
    void what_others_use_is_passed_over_for_a_reason() throws Exception {
        write(".docker/config.json", auths("r.example", "docker"));
        write("run/containers/auth.json", auths("r.example/team", "podman"));

        Diagnosis diagnosis = diagnose(EnumSet.of(Tool.DOCKER, Tool.PODMAN));

        Path auth = home.resolve("run/containers/auth.json");
        assertThat(steps(diagnosis, Tool.DOCKER))
                .endsWith(auth + ", entry r.example/team: is in a file that this tool does not read");
        Path config = home.resolve(".docker/config.json");
        assertThat(steps(diagnosis, Tool.PODMAN))
                .endsWith(config + ", entry r.example: is not used: another place has decided");
    }

    @Test
    void of_two_entries_of_a_file_the_other_one_is_passed_over() throws Exception {
        write(
                ".docker/config.json",
                "{\"auths\": {\"r.example\": " + entry("host") + ", \"r.example/team\": " + entry("team") + "}}");

        Diagnosis diagnosis = diagnose(EnumSet.of(Tool.DOCKER, Tool.SKOPEO));

        Path config = home.resolve(".docker/config.json");
        assertThat(steps(diagnosis, Tool.DOCKER))
                .endsWith(config + ", entry r.example/team: is passed over for the entry that is used");
        assertThat(steps(diagnosis, Tool.SKOPEO))
                .endsWith(config + ", entry r.example: is passed over for the entry that is used");
    }

    private static List<String> steps(Diagnosis diagnosis, Tool tool) {
        return diagnosis.tools().stream()
                .filter(each -> each.tool() == tool)
                .flatMap(each -> each.steps().stream())
                .map(Step::toString)
                .toList();
    }

    private Diagnosis diagnose(Set<Tool> tools) throws IOException {
        Environment environment = new Environment(Map.of(
                "HOME", home.toString(),
                "XDG_RUNTIME_DIR", home.resolve("run").toString(),
                "PATH", home.resolve("bin").toString()));
        MachineWorld world = new MachineWorld(
                environment, home, ProgramFinder.on(home.resolve("bin").toString()), Duration.ofSeconds(5));
        return new ImageDoctor(Coffer.open(environment), world, new InstalledTools(environment)).diagnose(IMAGE, tools);
    }

    private void write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String auths(String key, String user) {
        return "{\"auths\": {\"" + key + "\": " + entry(user) + "}}";
    }

    private static String entry(String user) {
        String auth = Base64.getEncoder().encodeToString((user + ":p").getBytes(StandardCharsets.UTF_8));
        return "{\"auth\": \"" + auth + "\"}";
    }
}
