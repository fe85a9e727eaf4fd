package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void words_name_what_is_built_and_how() throws BuildFailure {
        assertThat(Order.of("/repository", "--release", "program", "jvm"))
                .isEqualTo(new Order(
                        Path.of("/repository"),
                        EnumSet.of(Order.Target.PROGRAM, Order.Target.JVM),
                        true,
                        false,
                        false));
        assertThat(Order.of("/repository", "archive", "--strict", "--graalvm"))
                .isEqualTo(new Order(Path.of("/repository"), EnumSet.of(Order.Target.ARCHIVE), false, true, true));
    }

    @Test
    void an_unknown_word_and_no_target_are_refused_with_the_usage() {
        assertThatThrownBy(() -> Order.of("/repository", "nativ")).hasMessageContainingAll("nativ", "usage:");
        assertThatThrownBy(() -> Order.of("/repository", "--release")).hasMessageContaining("usage:");
    }
}
