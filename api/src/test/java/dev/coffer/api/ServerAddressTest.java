package dev.coffer.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        // spelling,                                    identity
        "registry.example,                              registry.example",
        "https://registry.example,                      registry.example",
        "HTTPS://registry.example,                      registry.example",
        "Registry.EXAMPLE,                              registry.example",
        "registry.example.,                             registry.example",
        "registry.example:443,                          registry.example",
        "registry.example.:0443,                        registry.example",
        "registry.example/,                             registry.example",
        "registry.example///,                           registry.example",
        "registry.example/v1/,                          registry.example",
        "registry.example/v2,                           registry.example",
        "https://registry.example:443/v2/,              registry.example",
        "registry.example:5000,                         registry.example:5000",
        "registry.example:05000,                        registry.example:5000",
        "registry.example:80,                           registry.example:80",
        "http://registry.example,                       http://registry.example",
        "http://registry.example:80/v2/,                http://registry.example",
        "http://registry.example:443,                   http://registry.example:443",
        "registry.example/team,                         registry.example/team",
        "registry.example/team/,                        registry.example/team",
        "registry.example/Team/App,                     registry.example/Team/App",
        "registry.example/v2/team,                      registry.example/v2/team",
        "registry.example/team/v2,                      registry.example/team/v2",
        "localhost,                                     localhost",
        "localhost:5000,                                localhost:5000",
        "under_score.example,                           under_score.example",
        "192.0.2.7:5000,                                192.0.2.7:5000",
        "bücher.example,                                xn--bcher-kva.example",
        "BÜCHER.example,                                xn--bcher-kva.example",
        "xn--bcher-kva.example,                         xn--bcher-kva.example",
        "::1,                                           [::1]",
        "[::1],                                         [::1]",
        "[::1]:443,                                     [::1]",
        "[::1]:5000/team,                               [::1]:5000/team",
        "[2001:DB8::0:1],                               [2001:db8:0:0:0:0:0:1]",
        "docker.io,                                     docker.io",
        "index.docker.io,                               docker.io",
        "registry-1.docker.io,                          docker.io",
        "https://index.docker.io/v1/,                   docker.io",
        "https://index.docker.io/v1,                    docker.io",
        "https://registry-1.docker.io:443/v2/,          docker.io",
        "docker.io/library,                             docker.io/library",
        "https://index.docker.io/v1/access-token,       docker.io/v1/access-token",
        "https://index.docker.io/v1/refresh-token,      docker.io/v1/refresh-token",
        "hub.docker.com,                                hub.docker.com",
        "docker.io:5000,                                docker.io:5000",
        "http://docker.io,                              http://docker.io",
        "evil-docker.io,                                evil-docker.io",
        "docker.io.evil.example,                        docker.io.evil.example",
    })
    void spellings_have_an_identity(String spelling, String identity) {
        ServerAddress address = ServerAddress.parse(spelling);

        assertThat(address.identity()).isEqualTo(identity);
        assertThat(address.spelling()).isEqualTo(spelling);
        assertThat(address).isEqualTo(ServerAddress.parse(identity)).hasSameHashCodeAs(ServerAddress.parse(identity));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    registry.example                         | registry.example
                    registry.example:5000/a/b                | registry.example:5000/a/b registry.example:5000/a registry.example:5000
                    http://registry.example                  | http://registry.example registry.example
                    http://registry.example/a                | http://registry.example/a http://registry.example registry.example/a registry.example
                    http://registry.example:443              | http://registry.example:443 registry.example
                    http://registry.example:5000             | http://registry.example:5000 registry.example:5000
                    https://index.docker.io/v1/              | docker.io
                    docker.io/library/alpine                 | docker.io/library/alpine docker.io/library docker.io
                    https://index.docker.io/v1/access-token  | docker.io/v1/access-token
                    https://index.docker.io/v1/refresh-token | docker.io/v1/refresh-token
                    """)
    void the_narrowest_is_asked_first(String spelling, String order) {
        assertThat(ServerAddress.parse(spelling).lookupOrder()).isEqualTo(List.of(order.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "registry.example ",
                "registry example",
                "registry.example\n",
                "registry.example\0",
                "registry.example/a\u2028b",
                "registry.example/a\u200bb",
                "registry.example/\ud800",
                "ftp://registry.example",
                "unix:///run/docker.sock",
                "://registry.example",
                "https://",
                "https:///path",
                "/path",
                ":5000",
                ".",
                ".registry.example",
                "registry..example",
                "registry.example..",
                "registry.example:",
                "registry.example:port",
                "registry.example:0",
                "registry.example:65536",
                "registry.example:-1",
                "registry.example:+5",
                "registry.example:٥٠٠٠",
                "registry.example:5000:5000",
                "alice@registry.example",
                "https://alice:hunter2@registry.example",
                "registry.example?x=1",
                "registry.example/a?x=1",
                "registry.example#a",
                "registry.example\\a",
                "registry.example/../a",
                "registry.example/a/./b",
                "reg*stry.example",
                "[::1",
                "[::1]x",
                "[::1]]:5000",
                "[]",
                "[registry.example]",
                "[::1%eth0]",
                "1:2:3",
                "::1::",
                "12345::",
                "1:2:3:4:5:6:7:8:9",
            })
    void what_is_no_server_address_is_refused(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text)).isInstanceOf(InvalidServerAddressException.class);
    }

    @Test
    void limits_are_kept() {
        String label = "a".repeat(63);
        assertThat(ServerAddress.parse(label + "." + label).host()).hasSize(127);
        assertThatThrownBy(() -> ServerAddress.parse(label + "a.example"))
                .isInstanceOf(InvalidServerAddressException.class);
        assertThatThrownBy(() -> ServerAddress.parse(String.join(".", label, label, label, label)))
                .isInstanceOf(InvalidServerAddressException.class);
        assertThatThrownBy(() -> ServerAddress.parse("a/" + "b".repeat(5000)))
                .isInstanceOf(InvalidServerAddressException.class);
    }

    @Test
    void the_message_does_not_repeat_what_may_be_a_password() {
        assertThatThrownBy(() -> ServerAddress.parse("https://alice:hunter2@registry.example"))
                .hasMessageNotContaining("hunter2")
                .hasMessageContaining("user name");
    }

    @Test
    void the_parts_can_be_asked() {
        ServerAddress address = ServerAddress.parse("http://Registry.Example.:5000/a");

        assertThat(address.host()).isEqualTo("registry.example");
        assertThat(address.port()).isEqualTo(5000);
        assertThat(address.authority()).isEqualTo("registry.example:5000");
        assertThat(address.isPlainHttp()).isTrue();
        assertThat(address.isHub()).isFalse();
        assertThat(ServerAddress.parse("[::1]:5000").authority()).isEqualTo("[::1]:5000");
        assertThat(ServerAddress.parse("[::1]").host()).isEqualTo("::1");
        assertThat(ServerAddress.hub().isHub()).isTrue();
        assertThat(ServerAddress.parse("docker.io/library").isHub()).isFalse();
    }

    @Property(tries = 2000)
    void any_text_is_parsed_or_refused(@ForAll @StringLength(max = 60) String text) {
        parseOrRefuse(text);
    }

    @Test
    void mutated_addresses_are_parsed_or_refused_and_stay_the_same_when_parsed_again() {
        Random random = new Random(20261122);
        String alphabet = "aZ0.-_:/[]@?#%\\ \nü\u3002:://http";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder("https://reg.example:5000/v2/[::1]");
            for (int edits = random.nextInt(12); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean() && text.length() > 1) {
                    text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
                    text.append("h");
                } else {
                    text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            parseOrRefuse(text.toString());
        }
    }

    private static void parseOrRefuse(String text) {
        ServerAddress address;
        try {
            address = ServerAddress.parse(text);
        } catch (InvalidServerAddressException refused) {
            return;
        }
        assertThat(ServerAddress.parse(address.identity()))
                .describedAs("identity of %s", text)
                .isEqualTo(address);
        assertThat(address.lookupOrder()).startsWith(address.identity());
    }
}
