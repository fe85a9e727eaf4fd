package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies that the environment names: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY} as Go's
 * {@code httpproxy} package reads them, each also in lower case, and curl's {@code ALL_PROXY} where the first two say
 * nothing. Loopback addresses are never proxied. In a CGI program {@code HTTP_PROXY} is not read, because there a
 * client's {@code Proxy:} header sets it.
 */
final class Proxies {
    private final Environment environment;
    private final NoProxy without;

    Proxies(Environment environment) {
        this.environment = environment;
        this.without = new NoProxy(environment
                .get("NO_PROXY")
                .or(() -> environment.get("no_proxy"))
                .orElse(""));
    }

    /** The proxy for that address, if there is to be one. */
    Optional<ProxyServer> select(URI uri) throws HttpFailure {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        if (Hosts.isLoopback(bare) || without.covers(bare, port)) {
            return Optional.empty();
        }
        for (String variable : variables(tls)) {
            Optional<String> value = environment.get(variable);
            if (value.isPresent()) {
                return Optional.of(parse(variable, value.get().strip()));
            }
        }
        return Optional.empty();
    }

    /** True when the address of a proxy holds a user name. */
    boolean wantPassword() {
        for (boolean tls : new boolean[] {true, false}) {
            for (String variable : variables(tls)) {
                if (environment.get(variable).orElse("").indexOf('@') >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<String> variables(boolean tls) {
        if (tls) {
            return List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
        }
        return environment.get("REQUEST_METHOD").isPresent()
                ? List.of("http_proxy", "ALL_PROXY", "all_proxy")
                : List.of("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy");
    }

    /** No message repeats the value: it may hold a password. */
    private static ProxyServer parse(String variable, String value) throws HttpFailure {
        URI uri;
        try {
            uri = new URI(value.contains("://") ? value : "http://" + value);
        } catch (URISyntaxException notAUri) {
            throw unusable(variable, "is not an address");
        }
        if (!uri.getScheme().equalsIgnoreCase("http")) {
            throw unusable(variable, "has a scheme other than http, which is not supported");
        }
        if (uri.getHost() == null) {
            throw unusable(variable, "has no host name that can be read");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : 80;
        if (port < 1 || port > 65535) {
            throw unusable(variable, "has a port outside 1 to 65535");
        }
        return new ProxyServer(
                uri.getHost(), port, Optional.ofNullable(uri.getRawUserInfo()).map(Proxies::decode));
    }

    private static String decode(String userInfo) {
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        return userInfo.indexOf(':') >= 0 ? decoded : decoded + ":";
    }

    private static HttpFailure unusable(String variable, String why) {
        return new HttpFailure(
                HttpFailure.Kind.PROXY,
                "the proxy in " + variable + " " + why,
                "set " + variable + " to http://HOST:PORT, or name the host in NO_PROXY");
    }
}
