package dev.coffer.cli.kube;

import dev.coffer.api.InvalidServerAddressException;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.routes.Route;
import dev.coffer.core.routes.ServerPattern;
import dev.coffer.core.routes.Target;
import dev.coffer.kubernetes.matching.ImagePattern;
import dev.coffer.kubernetes.matching.InvalidImagePatternException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * For which images a kubelet is to ask Coffer: the servers of the routes to helpers, and the registries of all clouds.
 * Routes to clouds need no pattern of their own, since they serve that cloud's registries only, and denied servers need
 * none at all.
 *
 * <p>A pattern of a route is more than the kubelet's language can say in two cases: {@code **}, and a last {@code *} that
 * stands for several labels. On the other hand {@code host/team} fits {@code host/team2} for the kubelet; it then asks,
 * and gets an empty answer.
 *
 * @param patterns none of which covers another one
 * @param leftOut why the other routes have no pattern, for people
 */
public record RoutePatterns(List<ImagePattern> patterns, List<String> leftOut) {
    private static final String STARS = "**";
    private static final String HTTPS_PORT = ":443";

    public RoutePatterns {
        patterns = List.copyOf(patterns);
        leftOut = List.copyOf(leftOut);
    }

    /** The patterns of these routes, then those of the clouds. */
    public static RoutePatterns of(List<Route> routes) {
        List<ImagePattern> patterns = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Route route : routes) {
            if (route.target() instanceof Target.Helper) {
                for (String text : texts(route.servers())) {
                    Optional<String> problem = add(patterns, text);
                    problem.ifPresent(why -> leftOut.add(leftOut(route, why)));
                }
                whyUnspeakable(route.servers()).ifPresent(why -> leftOut.add(leftOut(route, why)));
            }
        }
        patterns.addAll(CloudPatterns.all());
        return new RoutePatterns(narrowed(patterns), leftOut);
    }

    private static String leftOut(Route route, String why) {
        return "the route " + route + " in " + route.where() + " is left out: " + why;
    }

    private static Optional<String> add(List<ImagePattern> patterns, String text) {
        try {
            ImagePattern pattern = ImagePattern.parse(text);
            if (pattern.whyNever().isEmpty()) {
                patterns.add(pattern);
            }
            return pattern.whyNever();
        } catch (InvalidImagePatternException unparsable) {
            return Optional.of("for a kubelet " + text + " " + unparsable.getMessage());
        }
    }

    private static Optional<String> whyUnspeakable(ServerPattern servers) {
        String text = servers.toString();
        if (text.equals(STARS)) {
            return Optional.of("a kubelet has no pattern for every server; name the servers as arguments");
        }
        return isOpen(text)
                ? Optional.of("its last * stands for any number of labels, and a kubelet's for one;"
                        + " name the servers as arguments")
                : Optional.empty();
    }

    /** The same in the kubelet's language; nothing where that cannot be said. */
    private static List<String> texts(ServerPattern servers) {
        String text = servers.toString();
        if (text.equals(STARS) || isOpen(text)) {
            return List.of();
        }
        String authority = authority(text).toLowerCase(Locale.ROOT);
        String path = text.substring(authority.length());
        String slashless = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!authority.endsWith(HTTPS_PORT)) {
            return List.of(normal(authority) + slashless);
        }
        // One server to us and two to the kubelet.
        String host = normal(authority.substring(0, authority.length() - HTTPS_PORT.length()));
        return List.of(host + slashless, host + HTTPS_PORT + slashless);
    }

    /** Without stars an address, of which images have one spelling: that of Docker Hub, and ASCII. */
    private static String normal(String authority) {
        try {
            return authority.indexOf('*') < 0 ? ServerAddress.parse(authority).authority() : authority;
        } catch (InvalidServerAddressException unusual) {
            return authority;
        }
    }

    private static boolean isOpen(String text) {
        return authority(text).endsWith(".*");
    }

    private static String authority(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static List<ImagePattern> narrowed(List<ImagePattern> patterns) {
        List<ImagePattern> narrowed = new ArrayList<>();
        for (ImagePattern pattern : patterns) {
            if (narrowed.stream().noneMatch(other -> other.covers(pattern))) {
                narrowed.removeIf(pattern::covers);
                narrowed.add(pattern);
            }
        }
        return narrowed;
    }
}
