package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No GraalVM was at hand: the command line is checked by tools that record how they are called. */
class GraalVmImageTest {
    /** Records its arguments, then writes the file after {@code -o}. */
    private static final String RECORDER = """
            #!/bin/sh
            printf '%s\\n' "$@" > "$0.arguments"
            while [ $# -gt 0 ]; do
              if [ "$1" = -o ]; then echo made > "$2"; fi
              shift
            done
            """;

    @TempDir
    Path folder;

    private Path jar;
    private Path compiler;

    @BeforeEach
    void application() throws Exception {
        jar = folder.resolve("coffer-cli-0.1.0.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/native-image/picocli-generated/x/reflect-config.json"));
            zip.write("[]".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        compiler = Scripts.write(folder.resolve("cc"), RECORDER);
    }

    @Test
    void the_same_decisions_reach_an_installed_native_image() throws Exception {
        Path tool = Scripts.write(folder.resolve("native-image"), RECORDER);
        Path built = image(tool).build();
        assertThat(built.resolve("bin/coffer")).content().isEqualTo("made\n");
        List<String> arguments = Files.readAllLines(folder.resolve("native-image.arguments"));
        assertThat(arguments)
                .contains(
                        "--no-fallback",
                        "-H:-ParseRuntimeOptions",
                        "-R:MaxHeapSize=512m",
                        "-H:Optimize=2",
                        "-H:+InstallExitHandlers",
                        "-H:EnableURLProtocols=http,https",
                        "-H:NativeLinkerOption=" + folder.resolve("work/guard.o"),
                        "-H:NativeLinkerOption=" + folder.resolve("work/abstract_sockets.o"),
                        "-H:ReflectionConfigurationResources=META-INF/native-image/picocli-generated/x/reflect-config.json")
                .contains("-H:ClassInitialization=a.Table:build_time,b.tables:build_time")
                .containsSequence("-cp", folder.resolve("work/entry") + ":" + jar)
                .endsWith("dev.coffer.nativeimage.Start");
        assertThat(Files.readAllLines(folder.resolve("cc.arguments")))
                .anyMatch(argument -> argument.endsWith("program/abstract_sockets.c"));
    }

    @Test
    void its_failure_shows_what_it_said() throws Exception {
        Path tool = Scripts.write(folder.resolve("native-image"), "#!/bin/sh\necho out of memory\nexit 137\n");
        assertThatThrownBy(() -> image(tool).build())
                .isInstanceOf(BuildFailure.class)
                .hasMessageContainingAll("native-image failed with status 137", "out of memory");
    }

    private GraalVmImage image(Path tool) throws Exception {
        ImageOptions options =
                new ImageOptions("dev.coffer.cli.Main", List.of(jar), List.of("a.Table", "b.tables"), "2");
        return new GraalVmImage(Scripts.places(folder), tool, compiler, options, Layout.MAIN, folder.resolve("work"));
    }
}
