package dev.coffer.platform.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The hosts of {@code NO_PROXY}, by the rules of Go's {@code httpproxy} package, which docker, podman and skopeo follow:
 * entries are divided by commas; {@code *} is every host; an address or a CIDR block matches addresses; {@code a.b}
 * matches itself and every name under it, {@code .a.b} and {@code *.a.b} only the names under it; a port narrows an
 * entry down. Entries that are none of these match nothing.
 */
final class NoProxy {
    private final List<Rule> rules = new ArrayList<>();

    NoProxy(String list) {
        for (String entry : list.split(",", -1)) {
            String text = entry.strip().toLowerCase(Locale.ROOT);
            if (!text.isEmpty()) {
                rule(text).ifPresent(rules::add);
            }
        }
    }

    /** True when requests to the host (lower case, no brackets) and port go without a proxy. */
    boolean covers(String host, int port) {
        Optional<InetAddress> address = Hosts.literal(host);
        for (Rule rule : rules) {
            if (rule.matches(host, address, port)) {
                return true;
            }
        }
        return false;
    }

    private sealed interface Rule {
        boolean matches(String host, Optional<InetAddress> address, int port);
    }

    private record Everything() implements Rule {
        @Override
        public boolean matches(String host, Optional<InetAddress> address, int port) {
            return true;
        }
    }

    private record Block(InetAddress network, int bits) implements Rule {
        @Override
        public boolean matches(String host, Optional<InetAddress> address, int port) {
            return address.isPresent()
                    && holds(network.getAddress(), address.get().getAddress());
        }

        private boolean holds(byte[] block, byte[] candidate) {
            if (candidate.length != block.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((candidate[bit / 8] & mask) != (block[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Address(InetAddress expected, Optional<Integer> expectedPort) implements Rule {
        @Override
        public boolean matches(String host, Optional<InetAddress> address, int port) {
            return address.filter(expected::equals).isPresent()
                    && expectedPort.filter(p -> p != port).isEmpty();
        }
    }

    private record Domain(String suffix, boolean itselfToo, Optional<Integer> expectedPort) implements Rule {
        @Override
        public boolean matches(String host, Optional<InetAddress> address, int port) {
            boolean matches = host.endsWith(suffix) || (itselfToo && host.equals(suffix.substring(1)));
            return matches && expectedPort.filter(p -> p != port).isEmpty();
        }
    }

    private static Optional<Rule> rule(String text) {
        if (text.equals("*")) {
            return Optional.of(new Everything());
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return block(text.substring(0, slash), text.substring(slash + 1));
        }
        if (Hosts.literal(text).isPresent()) {
            return Hosts.literal(text).map(address -> new Address(address, Optional.empty()));
        }
        int colon = text.lastIndexOf(':');
        Optional<Integer> port = colon < 0 ? Optional.empty() : number(text.substring(colon + 1), 65535);
        if (colon == 0 || (colon > 0 && port.isEmpty())) {
            return Optional.empty();
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        Optional<InetAddress> address = Hosts.literal(host);
        if (address.isPresent()) {
            return Optional.of(new Address(address.get(), port));
        }
        String name = host.startsWith("*.") ? host.substring(1) : host;
        boolean itselfToo = !name.startsWith(".");
        return Optional.of(new Domain(itselfToo ? "." + name : name, itselfToo, port));
    }

    private static Optional<Rule> block(String network, String bits) {
        Optional<InetAddress> address = Hosts.literal(network);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        InetAddress prefix = address.get();
        return number(bits, prefix.getAddress().length * 8).map(length -> new Block(prefix, length));
    }

    private static Optional<Integer> number(String digits, int highest) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return number > highest ? Optional.empty() : Optional.of(number);
    }
}
