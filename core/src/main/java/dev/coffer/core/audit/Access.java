package dev.coffer.core.audit;

import dev.coffer.platform.files.EffectiveUser;
import dev.coffer.platform.files.FileStatus;

/** Who besides the owner may touch a file, by its mode. */
final class Access {
    static final int READ = 4;
    static final int WRITE = 2;
    static final int SEARCH = 1;

    private static final int GROUP_SHIFT = 3;

    private Access() {}

    /** Whether others, or a group of more than one, have a right. */
    static boolean othersMay(FileStatus status, int right) {
        return (status.permissions() & right) != 0
                || ((status.permissions() & (right << GROUP_SHIFT)) != 0 && !isPrivateGroup(status));
    }

    /** In a sticky folder of root, such as {@code /tmp}, everybody may move only what is theirs. */
    static boolean othersMayExchangeIn(FileStatus folder) {
        boolean isSharedByDesign = folder.isSticky() && folder.uid() == EffectiveUser.ROOT;
        return othersMay(folder, WRITE) && !isSharedByDesign;
    }

    /** True for root's group, and for the group that a user has for themselves alone: by convention the same number. */
    private static boolean isPrivateGroup(FileStatus status) {
        return status.gid() == EffectiveUser.ROOT || status.gid() == status.uid();
    }
}
