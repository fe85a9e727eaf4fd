package dev.coffer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @ParameterizedTest(name = "{0}={1} for {2}: {3}")
    @CsvSource(nullValues = "none", textBlock = """
            HTTPS_PROXY, http://p.example:3128, https://r.example/, p.example:3128
            https_proxy, http://p.example:3128, https://r.example/, p.example:3128
            HTTPS_PROXY, p.example:3128,        https://r.example/, p.example:3128
            HTTPS_PROXY, p.example,             https://r.example/, p.example:80
            HTTPS_PROXY, http://p.example:3128, http://r.example/,  none
            HTTP_PROXY,  http://p.example:3128, http://r.example/,  p.example:3128
            http_proxy,  http://p.example:3128, http://r.example/,  p.example:3128
            HTTP_PROXY,  http://p.example:3128, https://r.example/, none
            ALL_PROXY,   http://p.example:3128, https://r.example/, p.example:3128
            all_proxy,   http://p.example:3128, http://r.example/,  p.example:3128
            HTTPS_PROXY, http://[fd00::1]:3128, https://r.example/, [fd00::1]:3128
            HTTPS_PROXY, http://p.example:3128, https://localhost/, none
            HTTPS_PROXY, http://p.example:3128, https://127.9.9.9/, none
            HTTPS_PROXY, http://p.example:3128, 'https://[::1]:5000/', none
            """)
    void are_found_in_the_environment(String variable, String value, String uri, String expected) throws HttpFailure {
        Proxies proxies = new Proxies(new Environment(Map.of(variable, value)));

        assertThat(proxies.select(URI.create(uri)).map(ProxyServer::toString).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void are_left_out_for_the_hosts_of_no_proxy() throws HttpFailure {
        Proxies proxies =
                new Proxies(new Environment(Map.of("HTTPS_PROXY", "p.example:1", "no_proxy", "r.example:5000")));

        assertThat(proxies.select(URI.create("https://r.example:5000/"))).isEmpty();
        assertThat(proxies.select(URI.create("https://r.example/"))).isPresent();
    }

    @Test
    void get_the_user_name_and_password_of_their_address() throws HttpFailure {
        Proxies proxies = new Proxies(new Environment(Map.of("HTTPS_PROXY", "http://us%40er:p+a%3Ass@p.example:1")));

        ProxyServer proxy = proxies.select(URI.create("https://r.example/")).orElseThrow();

        assertThat(proxy.userInfo()).contains("us@er:p+a:ss");
        assertThat(proxy.authorization()).contains("Basic dXNAZXI6cCthOnNz");
        assertThat(proxy.toString()).isEqualTo("p.example:1");
        assertThat(proxies.wantPassword()).isTrue();
    }

    @Test
    void in_a_cgi_program_are_not_taken_from_the_variable_that_a_client_can_set() throws HttpFailure {
        Proxies proxies = new Proxies(new Environment(Map.of("HTTP_PROXY", "evil.example:1", "REQUEST_METHOD", "GET")));

        assertThat(proxies.select(URI.create("http://r.example/"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://u:SECRET@p.example:1",
                "https://u:SECRET@p.example:1",
                "http://u:SECRET@p.example:99999",
                "http://u:SECRET@p_q.example:1",
                "http://u:SECRET@ p.example",
                "http://u:SECRET%zz@p.example:1",
                "http://u:SECRET@p.example:0"
            })
    void that_cannot_be_used_are_named_without_their_password(String value) {
        Proxies proxies = new Proxies(new Environment(Map.of("HTTPS_PROXY", value)));

        assertThatThrownBy(() -> proxies.select(URI.create("https://r.example/")))
                .isInstanceOfSatisfying(HttpFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.PROXY);
                    assertThat(failure.getMessage() + failure.remedy())
                            .contains("HTTPS_PROXY")
                            .doesNotContain("SECRET");
                });
    }
}
