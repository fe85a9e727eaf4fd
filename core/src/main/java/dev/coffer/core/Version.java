package dev.coffer.core;

/** The version of Coffer. */
public final class Version {
    /** The version, as the build names it. */
    public static final String CURRENT = "0.1.0";

    /** Where the sources are; clients show it beside the version. */
    public static final String SOURCE = "coffer.dev";

    private Version() {}
}
