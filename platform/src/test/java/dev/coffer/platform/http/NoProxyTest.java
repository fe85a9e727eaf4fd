package dev.coffer.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of golang.org/x/net/http/httpproxy. */
class NoProxyTest {
    @ParameterizedTest(name = "NO_PROXY={0} covers {1}:{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            *                      | a.example        | 443  | true
            a.example              | a.example        | 443  | true
            a.example              | b.a.example      | 443  | true
            a.example              | ba.example       | 443  | false
            .a.example             | a.example        | 443  | false
            .a.example             | b.a.example      | 443  | true
            *.a.example            | a.example        | 443  | false
            *.a.example            | c.b.a.example    | 443  | true
            A.Example              | a.example        | 443  | true
            a.example:5000         | a.example        | 5000 | true
            a.example:5000         | a.example        | 443  | false
            a.example:x            | a.example        | 443  | false
            x, , a.example ,y      | a.example        | 443  | true
            10.1.2.3               | 10.1.2.3         | 443  | true
            10.1.2.3               | 10.1.2.4         | 443  | false
            10.1.2.3:80            | 10.1.2.3         | 443  | false
            10.1.2.3:443           | 10.1.2.3         | 443  | true
            10.1.0.0/16            | 10.1.255.9       | 443  | true
            10.1.0.0/16            | 10.2.0.1         | 443  | false
            10.1.0.0/33            | 10.1.0.1         | 443  | false
            0.0.0.0/0              | 8.8.8.8          | 443  | true
            0.0.0.0/0              | a.example        | 443  | false
            fd00::/8               | fd12::1          | 443  | true
            fd00::/8               | fe80::1          | 443  | false
            [fd12::1]:5000         | fd12::1          | 5000 | true
            [fd12::1]:5000         | fd12::1          | 443  | false
            :443                   | a.example        | 443  | false
            """)
    void covers_hosts_as_go_does(String list, String host, int port, boolean covered) {
        assertThat(new NoProxy(list).covers(host, port)).isEqualTo(covered);
    }

    @Property(tries = 500)
    void takes_any_text_without_an_exception(@ForAll String list, @ForAll String host) {
        new NoProxy(list).covers(host, 443);
        assertThat(new NoProxy(list + ",*").covers(host, 443)).isTrue();
    }
}
