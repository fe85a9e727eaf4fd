package dev.coffer.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** IPv6 addresses as text (RFC 4291), written in one canonical form so that equal addresses compare equal. */
final class Ipv6 {
    private static final int GROUPS = 8;

    private Ipv6() {}

    /** Eight groups in lower-case hex without leading zeros or abbreviation; {@code ::1} keeps its usual form. */
    static Optional<String> canonical(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        Optional<List<String>> head = groups(gap < 0 ? text : text.substring(0, gap));
        Optional<List<String>> tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty()) {
            return Optional.empty();
        }
        int given = head.get().size() + tail.get().size();
        if (gap < 0 ? given != GROUPS : given >= GROUPS) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(head.get());
        while (all.size() < GROUPS - tail.get().size()) {
            all.add("0");
        }
        all.addAll(tail.get());
        String full = String.join(":", all);
        return Optional.of(full.equals("0:0:0:0:0:0:0:1") ? "::1" : full);
    }

    private static Optional<List<String>> groups(String text) {
        List<String> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        for (String group : text.split(":", -1)) {
            if (group.isEmpty() || group.length() > 4) {
                return Optional.empty();
            }
            for (int i = 0; i < group.length(); i++) {
                if (Character.digit(group.charAt(i), 16) < 0 || group.charAt(i) > 'f') {
                    return Optional.empty();
                }
            }
            groups.add(Integer.toHexString(Integer.parseInt(group, 16)));
        }
        return Optional.of(groups);
    }
}
