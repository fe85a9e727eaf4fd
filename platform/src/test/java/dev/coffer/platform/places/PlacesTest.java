package dev.coffer.platform.places;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.Needs;
import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            ''                                          | /h/.config/coffer/config.yaml | /h/.local/share/coffer | /h/.local/state/coffer
            XDG_CONFIG_HOME=/x                          | /x/coffer/config.yaml         | /h/.local/share/coffer | /h/.local/state/coffer
            XDG_DATA_HOME=/x                            | /h/.config/coffer/config.yaml | /x/coffer              | /h/.local/state/coffer
            XDG_STATE_HOME=/x                           | /h/.config/coffer/config.yaml | /h/.local/share/coffer | /x/coffer
            XDG_CONFIG_HOME=x XDG_DATA_HOME=. XDG_STATE_HOME=~/x | /h/.config/coffer/config.yaml | /h/.local/share/coffer | /h/.local/state/coffer
            XDG_CONFIG_HOME= XDG_DATA_HOME= COFFER_HOME= | /h/.config/coffer/config.yaml | /h/.local/share/coffer | /h/.local/state/coffer
            COFFER_CONFIG=/c.yaml XDG_CONFIG_HOME=/x    | /c.yaml                       | /h/.local/share/coffer | /h/.local/state/coffer
            COFFER_HOME=/d XDG_DATA_HOME=/x             | /h/.config/coffer/config.yaml | /d                     | /h/.local/state/coffer
            COFFER_IDENTITY_HOME=/i XDG_STATE_HOME=/x   | /h/.config/coffer/config.yaml | /h/.local/share/coffer | /i
            """)
    void thePlacesFollowTheVariables(String variables, Path config, Path data, Path identity) throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", "/h"));
        for (String variable : variables.isEmpty() ? new String[0] : variables.split(" ")) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        assertThat(Places.of(new Environment(environment)))
                .isEqualTo(new Places(
                        Path.of("/h"),
                        config,
                        Path.of("/etc/coffer/config.yaml"),
                        data,
                        identity,
                        identity.resolve("run")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "COFFER_CONFIG", "COFFER_HOME", "COFFER_IDENTITY_HOME"})
    void aRelativePlaceOfOurOwnIsAnError(String variable) {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", "/h"));
        environment.put(variable, "somewhere/else");
        assertThatThrownBy(() -> Places.of(new Environment(environment)))
                .isInstanceOf(NoHomeException.class)
                .hasMessage(variable + " is not an absolute path: somewhere/else");
    }

    @Test
    void withoutHomeTheUserDatabaseIsAskedAndRootHasOneMorePlace() throws Exception {
        Passwd passwd = new Passwd("root:x:0:0:root:/root:/bin/sh\nalice:x:1000:1000::/home/alice:/bin/sh\n");
        assertThat(Places.homeWithoutVariable(passwd, 1000)).isEqualTo(Path.of("/home/alice"));
        assertThat(Places.homeWithoutVariable(passwd, 0)).isEqualTo(Path.of("/root"));
        assertThat(Places.homeWithoutVariable(new Passwd(""), 0)).isEqualTo(Path.of("/var/lib/coffer"));
        assertThatThrownBy(() -> Places.homeWithoutVariable(passwd, 1001))
                .isInstanceOf(NoHomeException.class)
                .hasMessage(
                        "HOME is not set, and /etc/passwd names no home for user 1001; set HOME to an absolute path");
    }

    @Test
    void withoutHomeThisMachinesOwnUserDatabaseAnswers() throws Exception {
        String uid = Integer.toUnsignedString(EffectiveUser.uid());
        Path getent = Path.of(Needs.program("getent"));
        Outcome outcome = new ChildProcess(getent, "-s", "files", "passwd", uid).run();
        String entry = new String(((Outcome.Finished) outcome).output(), StandardCharsets.UTF_8);
        if (entry.isEmpty()) {
            Needs.missing("an entry for user " + uid + " in /etc/passwd");
        }
        assertThat(Places.of(new Environment(Map.of())).home()).hasToString(entry.split(":", -1)[5]);
    }
}
