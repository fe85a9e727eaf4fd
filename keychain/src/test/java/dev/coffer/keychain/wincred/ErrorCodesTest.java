package dev.coffer.keychain.wincred;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {
    @ParameterizedTest
    @CsvSource({
        "1312, UNREACHABLE, log on at the desktop",
        "5,    REFUSED,     --store vault",
        "24,   REFUSED,     --store vault",
        "87,   REFUSED,     --store vault",
        "1004, REFUSED,     --store vault",
        "1783, REFUSED,     --store vault",
        "2202, REFUSED,     --store vault",
        "8,    UNREACHABLE, net helpmsg 8",
        "1722, UNREACHABLE, net helpmsg 1722",
    })
    void a_code_is_a_kind_of_failure_with_a_remedy(int code, Kind kind, String remedy) {
        StoreException failure = ErrorCodes.failure(code);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("(error " + code + ")");
        assertThat(failure.whatToDo()).contains(remedy);
    }
}
