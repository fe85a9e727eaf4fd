package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StubJvmTest {
    private final StubJvm stub = new StubJvm(
            new TreeSet<>(List.of("JVM_Halt", "JVM_DefineClass")), new TreeSet<>(List.of("JVM_Halt", "jio_x")));

    @Test
    void what_is_wanted_and_not_present_stops_the_program_by_name() {
        assertThat(stub.source())
                .contains("void JVM_DefineClass(void) { unsupported(\"JVM_DefineClass\"); }")
                .doesNotContain("JVM_Halt");
    }

    @Test
    void every_name_is_exported_under_the_version_that_the_JDK_asks_for() {
        assertThat(stub.versions())
                .startsWith("SUNWprivate_1.1 {")
                .contains("global: JVM_DefineClass; JVM_Halt; jio_x;")
                .contains("local: *;");
    }
}
