package dev.coffer.keychain.osxkeychain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
    @ParameterizedTest
    @CsvSource({
        "-25308, LOCKED,      security unlock-keychain",
        "-25315, LOCKED,      security unlock-keychain",
        "-25320, LOCKED,      security unlock-keychain",
        "-128,   REFUSED,     allow the access",
        "-25293, REFUSED,     allow the access",
        "-25244, REFUSED,     Keychain Access",
        "-25243, REFUSED,     Keychain Access",
        "-25292, REFUSED,     --store vault",
        "-61,    REFUSED,     --store vault",
        "-34018, REFUSED,     --store vault",
        "-25302, REFUSED,     --store vault",
        "-25291, UNREACHABLE, --store vault",
        "-25294, UNREACHABLE, --store vault",
        "-25307, UNREACHABLE, --store vault",
        "-25295, DAMAGED,     Keychain Access",
        "-26275, DAMAGED,     Keychain Access",
        "-50,    UNREACHABLE, security error -50",
        "-36,    UNREACHABLE, security error -36",
    })
    void a_status_is_a_kind_of_failure_with_a_remedy(int status, Kind kind, String remedy) {
        StoreException failure = Statuses.failure(status);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining("(" + status + ")");
        assertThat(failure.whatToDo()).contains(remedy);
    }
}
