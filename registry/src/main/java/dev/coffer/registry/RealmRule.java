package dev.coffer.registry;

import dev.coffer.platform.http.Challenge;
import dev.coffer.platform.http.Hosts;
import dev.coffer.platform.http.Http;
import dev.coffer.platform.http.HttpFailure;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the token server that a registry names may get the password. Another host is normal (Docker Hub, GitLab), but
 * the way there must be https, it must not lie nearer to us than the registry does, and it must be the one seen before.
 */
final class RealmRule {
    private final Http http;
    private final Quoting quoting;
    private final Deadline deadline;

    RealmRule(Http http, Quoting quoting, Deadline deadline) {
        this.http = http;
        this.quoting = quoting;
        this.deadline = deadline;
    }

    /** The realm of the challenge, when it may be used. */
    URI check(Challenge challenge, URI registry, Optional<String> known) throws HttpFailure, StoppedException {
        String text = challenge.parameter("realm").orElse("");
        URI realm = parse(text, registry);
        WebOrigin origin = WebOrigin.of(realm);
        WebOrigin home = WebOrigin.of(registry);
        String host = quoting.quote(origin.authority());
        if (!origin.isSecure() && !isPlainHttpBearable(origin, home)) {
            throw unsafe(
                    home.authority() + " wants the password sent over plain http to " + host,
                    "have the registry name a token server with https");
        }
        if (known.isPresent() && !known.get().equals(origin.authority())) {
            throw unsafe(
                    home.authority() + " now wants the password sent to " + host + ", at the last login it was "
                            + quoting.quote(known.get()),
                    "log in again if this change is expected");
        }
        if (!origin.host().equals(home.host())) {
            requireNotNearer(realm, registry, host);
        }
        return realm;
    }

    private static URI parse(String text, URI registry) throws StoppedException {
        try {
            URI realm = new URI(text);
            boolean web = "https".equalsIgnoreCase(realm.getScheme()) || "http".equalsIgnoreCase(realm.getScheme());
            if (web
                    && realm.getHost() != null
                    && realm.getUserInfo() == null
                    && realm.getRawFragment() == null
                    && realm.getPort() != 0
                    && realm.getPort() <= 65535) {
                return realm;
            }
        } catch (URISyntaxException notAnAddress) {
            // Said below, together with the addresses that lead nowhere.
        }
        throw new StoppedException(new Verdict.BadChallenge(
                registry.getRawAuthority() + " asks for a token but names no usable token server",
                "have the realm in the registry's settings corrected"));
    }

    /** Where the password went to the registry itself in the clear, the same host or this machine is no worse. */
    private static boolean isPlainHttpBearable(WebOrigin realm, WebOrigin registry) {
        return !registry.isSecure() && (realm.host().equals(registry.host()) || Hosts.isLoopback(realm.host()));
    }

    /** Through a proxy only addresses written as such can be judged: names are resolved at its other end. */
    private void requireNotNearer(URI realm, URI registry, String host) throws HttpFailure, StoppedException {
        Set<AddressZone> home = EnumSet.noneOf(AddressZone.class);
        addresses(registry).forEach(address -> home.add(AddressZone.of(address)));
        for (InetAddress address : addresses(realm)) {
            AddressZone zone = AddressZone.of(address);
            if (!isAllowed(zone, home)) {
                throw unsafe(
                        registry.getRawAuthority() + " wants the password sent to " + host + ", which has the " + zone
                                + " address " + address.getHostAddress() + " while the registry has none of that kind",
                        "do not log in unless the registry's keeper can explain it");
            }
        }
    }

    /** A realm may be public, or lie where the registry lies too. */
    static boolean isAllowed(AddressZone realm, Set<AddressZone> registry) {
        return realm == AddressZone.PUBLIC || (realm != AddressZone.UNUSABLE && registry.contains(realm));
    }

    private List<InetAddress> addresses(URI uri) throws HttpFailure {
        Optional<InetAddress> literal = Hosts.literal(uri.getHost());
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        Duration remaining = deadline.remaining();
        return http.isProxied(uri) ? List.of() : http.addresses(uri, remaining);
    }

    private static StoppedException unsafe(String message, String remedy) {
        return new StoppedException(new Verdict.Unsafe(message, remedy));
    }
}
