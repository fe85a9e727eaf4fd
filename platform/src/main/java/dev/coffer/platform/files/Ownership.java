package dev.coffer.platform.files;

import java.io.IOException;
import java.nio.file.Path;

/** Whose files we may trust, and in whose folders we may create something. */
final class Ownership {
    private Ownership() {}

    /** Refuses what belongs to another user than us. */
    static void requireOurs(Path file, FileStatus status) throws UnsafeFileException, IOException {
        if (status.uid() == EffectiveUser.uid()) {
            return;
        }
        String owner = "user " + Integer.toUnsignedString(status.uid());
        if (EffectiveUser.isRoot()) {
            throw underSudo(file + " belongs to " + owner + ", and we run as root");
        }
        throw new UnsafeFileException(
                file + " belongs to " + owner + ", and we are user " + Integer.toUnsignedString(EffectiveUser.uid()),
                "chown " + Integer.toUnsignedString(EffectiveUser.uid()) + " " + file);
    }

    /** Refuses, as root, to create something in another user's folder: that user could not touch it afterwards. */
    static void requireMayCreateIn(Path folder, FileStatus status) throws UnsafeFileException, IOException {
        if (status.uid() != EffectiveUser.ROOT && EffectiveUser.isRoot()) {
            throw underSudo(folder + " belongs to user " + Integer.toUnsignedString(status.uid())
                    + ", and root creates nothing in another user's folder");
        }
    }

    private static UnsafeFileException underSudo(String message) {
        return new UnsafeFileException(
                message + " (sudo may have kept that user's HOME)",
                "run it without sudo, or with root's own home: sudo -H, or HOME=/root");
    }
}
