package dev.coffer.platform.http;

import dev.coffer.platform.http.HttpFailure.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in our words what the JDK's client reports as exceptions of many kinds. Their texts are not passed on. */
final class Failures {
    /** What the two texts have in common by which the JDK reports bytes that are not TLS; there is no type for it. */
    private static final String NOT_TLS = "nrecognized SSL message";
    /** How the JDK's client reports a proxy that refuses a tunnel; there is no type for it. */
    private static final String NO_TUNNEL = "Tunnel failed, got: ";
    /** How the JDK's client reports a connection that ended before the answer began; there is no type for it. */
    private static final String NO_ANSWER = "header parser received no bytes";

    private static final String CHECK_ADDRESS = "check the spelling of the address and the network";

    private final URI uri;
    private final Optional<ProxyServer> proxy;
    private final Tls tls;

    Failures(URI uri, Optional<ProxyServer> proxy, Tls tls) {
        this.uri = uri;
        this.proxy = proxy;
        this.tls = tls;
    }

    HttpFailure explain(Throwable thrown, int bodyLimit) {
        if (Causes.find(thrown, LimitedBody.TooLongException.class).isPresent()) {
            return failure(
                    Kind.TOO_LARGE,
                    where() + " sent an answer longer than " + bodyLimit + " bytes",
                    "check that the address is a registry's");
        }
        if (Causes.find(thrown, HttpTimeoutException.class).isPresent()
                || Causes.find(thrown, TimeoutException.class).isPresent()) {
            return timeout();
        }
        Optional<HttpFailure> ours = Causes.find(thrown, HttpFailure.class);
        if (ours.isPresent()) {
            return ours.get();
        }
        Optional<UntrustedCertificateException> untrusted = Causes.find(thrown, UntrustedCertificateException.class);
        if (untrusted.isPresent()) {
            return untrusted(untrusted.get().why());
        }
        Optional<SSLException> ssl = Causes.find(thrown, SSLException.class);
        if (ssl.isPresent()) {
            return tlsFailed(ssl.get());
        }
        return connectionFailed(thrown);
    }

    HttpFailure timeout() {
        return failure(
                Kind.TIMEOUT,
                where() + " did not answer in time",
                "try again, or check the network"
                        + proxy.map(server -> " and the proxy " + server).orElse(""));
    }

    HttpFailure proxyWantsPassword() {
        return failure(
                Kind.PROXY,
                "the proxy " + proxy.map(ProxyServer::toString).orElse("")
                        + " wants a user name and password, or others than these",
                "write them into the proxy's address: http://USER:PASSWORD@HOST:PORT");
    }

    private HttpFailure untrusted(UntrustedCertificateException.Why why) {
        return switch (why) {
            case UNKNOWN_AUTHORITY ->
                failure(
                        Kind.TLS_NOT_TRUSTED,
                        "the certificate of " + where() + " is signed by an authority that this machine does not trust",
                        "put the authority's certificate into " + tls.suggestion(uri)
                                + ", or name a bundle that holds it in SSL_CERT_FILE");
            case NOT_VALID_NOW ->
                failure(
                        Kind.TLS_NOT_TRUSTED,
                        "the certificate of " + where() + " has expired or is not valid yet",
                        "check this machine's clock, or have the server's certificate renewed");
            case WRONG_NAME ->
                failure(
                        Kind.TLS_WRONG_NAME,
                        "the certificate of " + where() + " is made out to another name",
                        "use the name in the certificate, or have this one added to it");
        };
    }

    private HttpFailure tlsFailed(SSLException ssl) {
        String text = String.valueOf(ssl.getMessage());
        if (text.contains(NOT_TLS)) {
            return failure(
                    Kind.PLAIN_HTTP,
                    where() + " speaks plain http where TLS was expected",
                    "set up TLS there, or allow plain http for it");
        }
        if (ssl.getCause() instanceof EOFException || text.contains("terminated the handshake")) {
            return closed();
        }
        return failure(
                Kind.TLS_FAILED,
                "TLS with " + where() + " failed"
                        + (text.startsWith("Received fatal alert: ")
                                ? ": it sent the alert " + text.substring("Received fatal alert: ".length())
                                : ""),
                "check which TLS versions the server offers and whether it wants a client certificate; one belongs beside "
                        + tls.suggestion(uri));
    }

    private HttpFailure connectionFailed(Throwable thrown) {
        boolean unknownHost =
                Causes.find(thrown, UnresolvedAddressException.class).isPresent();
        boolean refused = Causes.find(thrown, ConnectException.class).isPresent()
                || Causes.find(thrown, NoRouteToHostException.class).isPresent();
        if (proxy.isPresent() && (unknownHost || refused)) {
            return failure(
                    Kind.PROXY,
                    "the proxy " + proxy.get() + " cannot be reached",
                    "check HTTPS_PROXY and HTTP_PROXY, or name " + uri.getHost() + " in NO_PROXY");
        }
        if (unknownHost) {
            return unknownHost();
        }
        if (refused) {
            return failure(Kind.REFUSED, where() + " accepts no connection", CHECK_ADDRESS);
        }
        String text = String.valueOf(thrown.getMessage());
        int tunnel = text.indexOf(NO_TUNNEL);
        if (tunnel >= 0 && proxy.isPresent()) {
            return failure(
                    Kind.PROXY,
                    "the proxy " + proxy.get() + " refused the way to " + where() + " with status "
                            + text.substring(tunnel + NO_TUNNEL.length()),
                    "ask the proxy's keeper, or name " + uri.getHost() + " in NO_PROXY");
        }
        if (text.contains(NO_ANSWER)
                || Causes.find(thrown, SocketException.class).isPresent()
                || Causes.find(thrown, ClosedChannelException.class).isPresent()) {
            return closed();
        }
        return failure(Kind.MALFORMED, where() + " sent an answer that is not sound HTTP", CHECK_ADDRESS);
    }

    HttpFailure unknownHost() {
        return failure(Kind.UNKNOWN_HOST, "there is no host " + uri.getHost(), CHECK_ADDRESS);
    }

    private HttpFailure closed() {
        return failure(Kind.CLOSED, where() + " closed the connection without an answer", CHECK_ADDRESS);
    }

    private String where() {
        return uri.getRawAuthority();
    }

    private static HttpFailure failure(Kind kind, String message, String remedy) {
        return new HttpFailure(kind, message, remedy);
    }
}
