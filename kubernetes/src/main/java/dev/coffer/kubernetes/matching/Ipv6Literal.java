package dev.coffer.kubernetes.matching;

/** IPv6 addresses as Go's {@code netip.ParseAddr} takes them: RFC 4291, with an IPv4 tail or a zone where wanted. */
final class Ipv6Literal {
    private static final int GROUPS = 8;

    private Ipv6Literal() {}

    static boolean isOne(String text) {
        int zone = text.indexOf('%');
        if (zone == text.length() - 1) {
            return false;
        }
        String address = zone < 0 ? text : text.substring(0, zone);
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == GROUPS;
        }
        int head = groups(address.substring(0, gap), false);
        int tail = groups(address.substring(gap + 2), true);
        return head >= 0 && tail >= 0 && head + tail < GROUPS;
    }

    /** How many groups of 16 bits the text stands for; -1 when it is malformed. An IPv4 tail stands for two. */
    private static int groups(String text, boolean atEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = atEnd && i == parts.length - 1;
            if (last && isIpv4(parts[i])) {
                return parts.length + 1;
            }
            if (!isGroup(parts[i])) {
                return -1;
            }
        }
        return parts.length;
    }

    private static boolean isGroup(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= 4;
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            if (!digits || leadingZero || part.isEmpty() || part.length() > 3 || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }
}
