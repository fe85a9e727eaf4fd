package dev.coffer.platform.http;

import dev.coffer.platform.places.Environment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A careful HTTP/1.1 client. It follows no redirect, bounds every wait and every body, takes proxies from the
 * environment and always verifies TLS against the system's roots and the authorities of {@code certs.d}; there is no
 * way to switch that off. Certificates are read at the first {@code https} request, not before.
 */
public final class Http implements AutoCloseable {
    /**
     * The JDK keeps Basic credentials from proxies on the way to TLS servers unless this property says otherwise. It is
     * read once in a process, before the first request of any client of the JDK: a program that needs such a proxy and
     * makes requests before this class is used has to set it itself.
     */
    private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final String userAgent;
    private final Limits limits;
    private final Proxies proxies;
    private final Tls tls;
    private final Map<Peer, HttpClient> clients = new HashMap<>();

    private Http(Environment environment, String version, Limits limits) {
        this.userAgent = "coffer/" + version;
        this.limits = limits;
        this.proxies = new Proxies(environment);
        this.tls = new Tls(environment);
        if (proxies.wantPassword() && System.getProperty(TUNNELING) == null) {
            System.setProperty(TUNNELING, "");
        }
    }

    /** Whom a connection is made for: what is trusted, and the way there, depend on it. */
    private record Peer(String scheme, String authority, Optional<URI> alsoTrustedBy, boolean direct) {}

    /** A client that finds proxies and certificates by the environment and calls itself {@code coffer/VERSION}. */
    public static Http of(Environment environment, String version) {
        return of(environment, version, Limits.DEFAULT);
    }

    /** The same with limits of its own. */
    public static Http of(Environment environment, String version, Limits limits) {
        return new Http(environment, version, limits);
    }

    /** True when a request to that address goes through a proxy, which then resolves the host name. */
    public boolean isProxied(URI uri) throws HttpFailure {
        return proxies.select(requireReachable(uri)).isPresent();
    }

    /**
     * Every address of the host. The JDK keeps the answer for 30 s (its property {@code networkaddress.cache.ttl}), so
     * that a request right after this call goes to one of these.
     *
     * @throws HttpFailure when there is no such host, or the name service takes longer than the limit
     */
    public List<InetAddress> addresses(URI uri, Duration limit) throws HttpFailure {
        String host = requireReachable(uri).getHost();
        Failures failures = new Failures(uri, Optional.empty(), tls);
        CompletableFuture<List<InetAddress>> lookup = CompletableFuture.supplyAsync(() -> {
            try {
                return List.of(InetAddress.getAllByName(host));
            } catch (UnknownHostException unknown) {
                throw new CompletionException(unknown);
            }
        });
        try {
            return await(lookup, shorter(limit), failures);
        } catch (ExecutionException unknown) {
            throw failures.unknownHost();
        }
    }

    /**
     * Sends the request and reads the answer.
     *
     * @param limit how long it may take from now, where that is shorter than the client's own limit
     * @throws HttpFailure when no complete answer came
     */
    public Answer send(Call call, Duration limit) throws HttpFailure {
        URI uri = requireReachable(call.uri());
        Optional<ProxyServer> proxy = call.isDirect() ? Optional.empty() : proxies.select(uri);
        Failures failures = new Failures(uri, proxy, tls);
        HttpRequest request = request(call, proxy);
        HttpClient client = clientFor(call, proxy);
        try {
            HttpResponse<byte[]> response = await(
                    client.sendAsync(request, head -> new LimitedBody(limits.bodyBytes())), shorter(limit), failures);
            if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
                throw failures.proxyWantsPassword();
            }
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (ExecutionException failed) {
            throw failures.explain(failed.getCause() == null ? failed : failed.getCause(), limits.bodyBytes());
        }
    }

    /** Closes every connection. */
    @Override
    public synchronized void close() {
        clients.values().forEach(HttpClient::shutdownNow);
        clients.clear();
    }

    private HttpRequest request(Call call, Optional<ProxyServer> proxy) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .header("User-Agent", userAgent)
                .method(
                        call.method(),
                        call.body().map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        call.headers().forEach(request::header);
        proxy.flatMap(ProxyServer::authorization).ifPresent(value -> request.header("Proxy-Authorization", value));
        return request.build();
    }

    private synchronized HttpClient clientFor(Call call, Optional<ProxyServer> proxy) throws HttpFailure {
        URI uri = call.uri();
        Peer peer = new Peer(uri.getScheme(), uri.getRawAuthority(), call.alsoTrustedBy(), call.isDirect());
        HttpClient known = clients.get(peer);
        if (known != null) {
            return known;
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .proxy(proxy.map(server ->
                                ProxySelector.of(InetSocketAddress.createUnresolved(server.host(), server.port())))
                        .orElse(HttpClient.Builder.NO_PROXY));
        if (uri.getScheme().equalsIgnoreCase("https")) {
            SSLContext context = tls.contextFor(uri, call.alsoTrustedBy());
            SSLParameters parameters = context.getDefaultSSLParameters();
            // The JDK's client does so by itself, but a system property can talk it out of it.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            builder.sslContext(context).sslParameters(parameters);
        }
        HttpClient client = builder.build();
        clients.put(peer, client);
        return client;
    }

    private Duration shorter(Duration limit) {
        return limit.compareTo(limits.exchange()) < 0 ? limit : limits.exchange();
    }

    private static <T> T await(CompletableFuture<T> future, Duration limit, Failures failures)
            throws HttpFailure, ExecutionException {
        try {
            return future.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            future.cancel(true);
            throw failures.timeout();
        } catch (InterruptedException interrupted) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw failures.timeout();
        }
    }

    /** The JDK's client reaches no host that java.net.URI cannot name, such as one with an underscore. */
    private static URI requireReachable(URI uri) throws HttpFailure {
        boolean http = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new HttpFailure(
                    HttpFailure.Kind.UNKNOWN_HOST,
                    "the address has no host name or port that can be reached by http (letters, digits, hyphens and dots; 1 to 65535)",
                    "give the host another name, or use its IP address");
        }
        return uri;
    }
}
