package dev.coffer.core.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPatternTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "example.com, https://EXAMPLE.com/v2/, true",
        "example.com, example.com:5000, false",
        "example.com:5000, example.com:5000, true",
        "*.example.com, a.example.com, true",
        "*.example.com, a.b.example.com, false",
        "*.example.com, example.com, false",
        "*.example.com, a.example.com.evil.test, false",
        "*.example.com, evil.test/a.example.com, false",
        "*.dkr.ecr.eu-*.amazonaws.com, 123456789012.dkr.ecr.eu-west-1.amazonaws.com, true",
        "*.dkr.ecr.eu-*.amazonaws.com, 123456789012.dkr.ecr.us-west-1.amazonaws.com, false",
        "**, anything.test:5000/x, true",
        "docker.io, https://index.docker.io/v1/, true",
        "index.docker.io, docker.io, true",
        "example.com/team, example.com/team/image, true",
        "example.com/team, example.com/teams, false",
        "example.com/team, example.com, false",
        "123456789012.*, 123456789012.dkr.ecr.eu-west-1.amazonaws.com, true",
        "123456789012.*, 123456789012.dkr-ecr.eu-west-1.on.aws, true",
        "123456789012.*, x.123456789012.dkr.ecr.eu-west-1.amazonaws.com, false",
        "123456789012.*, 123456789012, false",
        "localhost, localhost, true",
        "*, localhost, true",
        "*, a.b, false",
    })
    void selects(String pattern, String server, boolean expected) {
        assertThat(ServerPattern.parse(pattern).matches(ServerAddress.parse(server)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user@example.com", "a..b", "example.com:x", "exa mple.com"})
    void refuses_what_is_no_address(String pattern) {
        assertThatThrownBy(() -> ServerPattern.parse(pattern)).isInstanceOf(InvalidServerAddressException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "**, a.test, true",
        "a.test, **, false",
        "a.test, a.test, true",
        "a.test, a.test/x, true",
        "a.test/x, a.test, false",
        "*.test, a.test, true",
        "a*.test, ab.test, true",
        "a*.test, *.test, false",
        "*.dkr.ecr.*.amazonaws.com, *.dkr.ecr.eu-*.amazonaws.com, true",
        "*.dkr.ecr.eu-*.amazonaws.com, *.dkr.ecr.*.amazonaws.com, false",
        "a.test:5000, a.test, false",
        "1.*, 1.*, true",
        "1.x, 1.*, false",
    })
    void knows_what_it_selects_all_of(String wide, String narrow, boolean expected) {
        assertThat(ServerPattern.parse(wide).covers(ServerPattern.parse(narrow)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, b.test, another host",
        "a.test:5000, a.test, another port",
        "a.test/x, a.test/y, another path",
    })
    void says_what_does_not_fit(String pattern, String server, String reason) {
        assertThat(ServerPattern.parse(pattern).mismatch(ServerAddress.parse(server)))
                .contains(reason);
    }
}
