package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkScriptTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"25, true", "25.0.3, true", "25-ea, true", "25+36, true", "24.0.2, false", "17.0.9, false", "250, false"
    })
    void a_JAVA_HOME_of_version_25_is_taken_and_no_other(String version, boolean taken) throws Exception {
        Path home = jdk("home", version);
        String found = find(Map.of("JAVA_HOME", home.toString()));
        if (taken) {
            assertThat(found).isEqualTo(home.toString());
        } else {
            assertThat(found).isNotEqualTo(home.toString());
        }
    }

    @Test
    void the_JDK_of_a_compiler_on_PATH_is_found_through_links() throws Exception {
        Path home = jdk("home", "25.0.1");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("javac"), home.resolve("bin/javac"));
        assertThat(find(Map.of("JAVA_HOME", "", "PATH", bin + ":/usr/bin:/bin")))
                .isEqualTo(home.toString());
    }

    private Path jdk(String name, String version) throws Exception {
        Path home = folder.toRealPath().resolve(name);
        Scripts.write(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private String find(Map<String, String> environment) throws Exception {
        String script = ". \"$1\" 2>/dev/null || JAVA_HOME=; printf %s \"${JAVA_HOME:-}\"";
        Path snippet = Path.of("../scripts/jdk.sh").toAbsolutePath();
        return Scripts.run(folder, environment, "sh", "-c", script, "sh", snippet.toString())
                .out();
    }
}
