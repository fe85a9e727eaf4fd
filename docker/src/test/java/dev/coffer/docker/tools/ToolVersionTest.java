package dev.coffer.docker.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolVersionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Docker version 28.2.2, build e6534b4      | 28.2.2
            podman version 4.3.1                      | 4.3.1
            skopeo version 1.9.3                      | 1.9.3
            v0.21.9                                   | 0.21.9
            Docker version 20.10.24+dfsg1, build 2971 | 20.10.24
            github.com/docker/buildx v0.30.1 4618     | 0.30.1
            made in 2026 as 1.2-rc3                   | 1.2
            """)
    void the_first_version_of_a_text_counts(String text, String version) {
        assertThat(ToolVersion.in(text)).map(ToolVersion::toString).contains(version);
    }

    @ParameterizedTest
    @CsvSource({"no numbers", "2026", "1..2", "999999999999.1", "''"})
    void a_text_without_a_version_has_none(String text) {
        assertThat(ToolVersion.in(text)).isEmpty();
    }

    @Test
    void numbers_are_compared_and_missing_ones_are_zero() {
        assertThat(ToolVersion.of(28, 3)).isEqualByComparingTo(ToolVersion.of(28, 3, 0));
        assertThat(ToolVersion.of(28, 10)).isGreaterThan(ToolVersion.of(28, 9, 7));
        assertThat(ToolVersion.of(5)).isLessThan(ToolVersion.of(5, 24));
    }

    @Test
    void a_range_holds_its_first_version_and_not_its_end() {
        VersionRange range = VersionRange.between(ToolVersion.of(28, 3), ToolVersion.of(29, 5));

        assertThat(range.contains(ToolVersion.of(28, 2, 2))).isFalse();
        assertThat(range.contains(ToolVersion.of(28, 3))).isTrue();
        assertThat(range.contains(ToolVersion.of(29, 4, 9))).isTrue();
        assertThat(range.contains(ToolVersion.of(29, 5))).isFalse();
        assertThat(range).hasToString("28.3 to before 29.5");
    }
}
