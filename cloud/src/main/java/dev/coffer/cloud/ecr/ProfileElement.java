package dev.coffer.cloud.ecr;

import java.util.Optional;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * The profile of AWS's configuration files.
 *
 * @param profile its name
 * @param asked whether somebody asked for it by name; {@code default} need not be there
 */
record ProfileElement(ProfileFile configuration, Profiles profiles, String profile, boolean asked)
        implements ChainElement {
    @Override
    public String name() {
        return "profile " + AwsFailure.quoted(profile);
    }

    @Override
    public Search search() throws AwsFailure {
        Optional<Profile> found = configuration.profile(profile);
        if (found.isEmpty()) {
            if (asked) {
                throw Profiles.unknown(profile);
            }
            return new Search.NotSet("no such profile in the configuration files");
        }
        Optional<Identity> identity = profiles.identity(found.get());
        return identity.isPresent()
                ? new Search.Found(identity.get())
                : new Search.NotSet("the profile sets no credentials");
    }
}
