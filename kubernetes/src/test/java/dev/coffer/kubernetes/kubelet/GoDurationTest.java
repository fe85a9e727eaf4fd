package dev.coffer.kubernetes.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource({
        "0,                     0s",
        "1,                     1ns",
        "1100,                  1.1µs",
        "2200000,               2.2ms",
        "3300000000,            3.3s",
        "3301000000,            3.301s",
        "60000000000,           1m0s",
        "245000000000,          4m5s",
        "245001000000,          4m5.001s",
        "3600000000000,         1h0m0s",
        "18367001000000,        5h6m7.001s",
        "480000000001,          8m0.000000001s",
        "9223372036854775807,   2562047h47m16.854775807s",
        "-9223372036854775808,  -2562047h47m16.854775808s",
    })
    void durations_are_written_as_go_writes_them(long nanos, String text) {
        assertThat(GoDuration.format(Duration.ofNanos(nanos))).isEqualTo(text);
        assertThat(GoDuration.parse(text)).hasValue(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({
        "0,              0",
        "5s,             5000000000",
        "-5s,            -5000000000",
        "+5s,            5000000000",
        "-0,             0",
        "5.s,            5000000000",
        ".5s,            500000000",
        "1.004s,         1004000000",
        "100.00100s,     100001000000",
        "12us,           12000",
        "12µs,           12000",
        "12μs,           12000",
        "3h30m,          12600000000000",
        "10.5s4m,        250500000000",
        "52763797000ns,  52763797000",
        "0.3333333333333333333h, 1200000000000",
        "9223372036854775807ns, 9223372036854775807",
        "-9223372036854775808ns, -9223372036854775808",
    })
    void durations_are_read_as_go_reads_them(String text, long nanos) {
        assertThat(GoDuration.parse(text)).hasValueSatisfying(read -> assertThat(read.toNanos())
                .isCloseTo(nanos, org.assertj.core.data.Offset.offset(1L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3",
                "-",
                "s",
                ".",
                "-.",
                ".s",
                "+.s",
                "1d",
                "1h 2m",
                " 1h",
                "1h ",
                "1H",
                "--1s",
                "1e3s",
                "1s-1m",
                "9223372036854775808ns",
                "3000000h",
                "-9223372036854775809ns",
                "٣s",
                "1\u00b5"
            })
    void what_go_refuses_is_refused(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
    }

    @Property
    void what_is_written_is_read_back(@ForAll long nanos) {
        Duration duration = Duration.ofNanos(nanos);

        assertThat(GoDuration.parse(GoDuration.format(duration))).hasValue(duration);
    }

    @Property
    void any_text_is_read_or_refused(@ForAll("soups") String text) {
        GoDuration.parse(text)
                .ifPresent(read -> assertThat(GoDuration.format(read)).endsWith("s"));
    }

    @Provide
    Arbitrary<String> soups() {
        return Arbitraries.strings().withChars("0123.+-hmsunµe ").ofMaxLength(12);
    }
}
