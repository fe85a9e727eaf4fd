package dev.coffer.docker.tools;

import java.util.Locale;

/** The systems on which the tools look in different places. */
public enum OperatingSystem {
    LINUX,
    MACOS,
    WINDOWS,
    FREEBSD;

    /** The system that runs this program; anything unknown is taken for Linux. */
    public static OperatingSystem ofThisMachine() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return MACOS;
        }
        if (name.startsWith("windows")) {
            return WINDOWS;
        }
        return name.startsWith("freebsd") ? FREEBSD : LINUX;
    }
}
