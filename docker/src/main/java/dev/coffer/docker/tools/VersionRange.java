package dev.coffer.docker.tools;

import java.util.Optional;

/**
 * Versions from one on and before another.
 *
 * @param from the first version; without it there is no lower end
 * @param before the first version that no longer belongs to it
 */
public record VersionRange(Optional<ToolVersion> from, Optional<ToolVersion> before) {
    /** Every version. */
    public static VersionRange all() {
        return new VersionRange(Optional.empty(), Optional.empty());
    }

    /** This version and all later ones. */
    public static VersionRange from(ToolVersion first) {
        return new VersionRange(Optional.of(first), Optional.empty());
    }

    /** All versions earlier than this one. */
    public static VersionRange before(ToolVersion end) {
        return new VersionRange(Optional.empty(), Optional.of(end));
    }

    /** All from the first version on that are earlier than the end. */
    public static VersionRange between(ToolVersion first, ToolVersion end) {
        return new VersionRange(Optional.of(first), Optional.of(end));
    }

    /** True when the version belongs to it. */
    public boolean contains(ToolVersion version) {
        return from.map(first -> version.compareTo(first) >= 0).orElse(true)
                && before.map(end -> version.compareTo(end) < 0).orElse(true);
    }

    /** {@code 28.3 and later}, {@code before 28.3}, {@code all versions}. */
    @Override
    public String toString() {
        if (from.isPresent()) {
            return from.get() + (before.isPresent() ? " to before " + before.get() : " and later");
        }
        return before.isPresent() ? "before " + before.get() : "all versions";
    }
}
