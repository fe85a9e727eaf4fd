package dev.coffer.keychain.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.ServerAddress;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressMatchingTest {
    @ParameterizedTest
    @CsvSource({
        "h,                   h,                    0",
        "https://h,           h,                    0",
        "https://h:2376,      https://h,            1",
        "https://h:2376,      h,                    1",
        "https://h/path,      h,                    1",
        "https://h:2376/path, https://h/path,       1",
        "http://h,            http://h,             0",
        "http://h:80,         http://h,             1",
        "https://h,           h:2376,               -1",
        "https://h,           h/path,               -1",
        "https://h/other,     h/path,               -1",
        "http://h,            h,                    -1",
        "https://h,           http://h,             -1",
        "https://H,           h,                    -1",
        "https://h.example,   h,                    -1",
    })
    void osxkeychain_compares_what_is_given(String stored, String asked, int preference) {
        assertThat(answer(AddressMatching.OSXKEYCHAIN, asked, stored)).isEqualTo(preference);
    }

    @ParameterizedTest
    @CsvSource({
        "h,                    h,                    true",
        "https://h,            h,                    true",
        "https://h:2376,       h,                    false",
        "https://h/path,       h,                    false",
        "http://h,             h,                    false",
    })
    void osxkeychain_replaces_the_same_place_only(String stored, String server, boolean replaced) {
        assertThat(AddressMatching.OSXKEYCHAIN
                        .replaced(ServerAddress.parse(server))
                        .test(stored))
                .isEqualTo(replaced);
    }

    @ParameterizedTest
    @CsvSource({
        "foobar,                        foobar,                     0",
        "https://foobar:2376/x,         https://foobar:2376/x,      0",
        "https://foobar:2376/some/x,    foobar,                     1",
        "https://foobar:2376,           foobar,                     1",
        "https://foobar:2376,           foobar:2376,                1",
        "http://foobar,                 foobar,                     1",
        "https://foobar/x,              https://foobar,             1",
        "https://foobar,                https://foobar:5678,        -1",
        "foobar,                        https://foobar,             -1",
        "https://foobar/a,              foobar/b,                   -1",
        "https://foobar,                http://foobar,              -1",
        "https://other,                 foobar,                     -1",
        "no address at all,             foobar,                     -1",
    })
    void wincred_prefers_what_is_equal_and_takes_what_is_longer(String stored, String asked, int preference) {
        assertThat(answer(AddressMatching.WINCRED, asked, stored)).isEqualTo(preference);
    }

    @ParameterizedTest
    @CsvSource({"foobar, foobar, true", "https://foobar, foobar, false", "Foobar, foobar, false"})
    void wincred_replaces_the_exact_text(String stored, String server, boolean same) {
        assertThat(AddressMatching.WINCRED.replaced(ServerAddress.parse(server)).test(stored))
                .isEqualTo(same);
    }

    private static int answer(AddressMatching matching, String asked, String stored) {
        List<Predicate<String>> preferences = matching.preferences(ServerAddress.parse(asked));
        for (int i = 0; i < preferences.size(); i++) {
            if (preferences.get(i).test(stored)) {
                return i;
            }
        }
        return -1;
    }
}
