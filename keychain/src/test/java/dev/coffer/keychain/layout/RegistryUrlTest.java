package dev.coffer.keychain.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryUrlTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            foobar.example.com,                          '',    foobar.example.com, 0,    ''
            foobar.example.com:2376,                     '',    foobar.example.com, 2376, ''
            //foobar.example.com:2376,                   '',    foobar.example.com, 2376, ''
            http://foobar.example.com:2376,              http,  foobar.example.com, 2376, ''
            HTTPS://foobar.example.com,                  https, foobar.example.com, 0,    ''
            https://foobar.example.com:2376/some/path,   https, foobar.example.com, 2376, /some/path
            https://h:2376/some/other/path?foo=bar,      https, h,                  2376, /some/other/path
            h/path#part,                                 '',    h,                  0,    /path
            h?q=/x,                                      '',    h,                  0,    ''
            https://h/a//b/../c/,                        https, h,                  0,    /a//b/../c/
            https://h:/,                                 https, h,                  0,    /
            [::1],                                       '',    ::1,                0,    ''
            https://[::1]:8080/x,                        https, ::1,                8080, /x
            ::1,                                         '',    ::1,                0,    ''
            """)
    void an_address_is_taken_apart_and_nothing_is_cleaned(
            String text, String scheme, String host, int port, String path) {
        assertThat(RegistryUrl.parse(text)).contains(new RegistryUrl(scheme, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//",
                "/foobar.example.com:2376",
                "ftp://foobar.example.com:2376",
                "://h",
                "https://",
                "https://:5000",
                "h:port",
                "h:65536",
                "h:99999999999999",
                "https://user@h",
                "[::1]x",
                "[::1"
            })
    void what_is_no_address_is_none(String text) {
        assertThat(RegistryUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "foo,                    https://foo",
        "foo:5000/x,             https://foo:5000/x",
        "http://foo,             http://foo",
        "[::1]:5000,             https://[::1]:5000",
        "https://[::1],          https://[::1]",
    })
    void it_is_written_with_its_scheme(String text, String expected) {
        assertThat(RegistryUrl.parse(text).orElseThrow()).hasToString(expected);
    }

    @Property
    void any_text_is_an_address_or_none(@ForAll String text) {
        Optional<RegistryUrl> url = RegistryUrl.parse(text);

        url.ifPresent(one -> assertThat(RegistryUrl.parse(one.toString()))
                .hasValueSatisfying(
                        again -> assertThat(again.isSamePlaceAs(one)).isTrue()));
    }
}
