package dev.coffer.core.tokens;

import dev.coffer.api.WorkloadToken;
import dev.coffer.api.cloud.Cloud;
import dev.coffer.api.cloud.CloudRegistry;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stands for one registry and one identity: the same as long as nothing changes that could make the cloud give another
 * token. Says nothing without the secret key of the cache.
 *
 * @param hex 64 hexadecimal digits
 */
record TokenKey(String hex) {
    static final String TOKEN_SUFFIX = ".age";
    static final String FAILURE_SUFFIX = ".failed";

    /** Half of the key would do against accidents; the other half inside a file shows that its maker knew the key. */
    private static final int NAME_LENGTH = 40;

    private static final int HEX_LENGTH = 64;
    private static final int LOCK_LENGTH = 2;
    private static final String FORM = "coffer token key 2";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    TokenKey {
        if (hex.length() != HEX_LENGTH) {
            throw new IllegalArgumentException("a token's key has 64 digits");
        }
    }

    /** The key as things are now. */
    static TokenKey of(
            CacheIdentity identity,
            Environment environment,
            Path home,
            CloudRegistry registry,
            Map<String, String> options,
            Set<String> allowedHosts,
            Optional<WorkloadToken> workload) {
        KeyInputs inputs = new KeyInputs(environment, home, identity.mac());
        inputs.text("form", FORM);
        inputs.text("home", home.toString());
        // Whom a metadata server takes us for depends on the machine, and a home folder may be on many.
        inputs.text("boot", bootId());
        describe(registry, inputs);
        inputs.texts("options", options);
        String keyFile = options.get(Cloud.Option.KEY_FILE);
        if (keyFile != null) {
            inputs.named(keyFile);
        }
        inputs.text("allowed hosts", String.join(" ", new TreeSet<>(allowedHosts)));
        inputs.text("for a workload", Boolean.toString(workload.isPresent()));
        if (workload.isPresent()) {
            // The whole token, and not whom it names: nobody has verified that, so anyone could name another workload.
            inputs.secret("workload token", workload.get().token());
            inputs.texts("annotations", workload.get().annotations());
        }
        return new TokenKey(inputs.key());
    }

    private static void describe(CloudRegistry registry, KeyInputs inputs) {
        switch (registry) {
            case CloudRegistry.Ecr ecr -> {
                inputs.text("cloud", "ecr");
                inputs.text("partition", ecr.partition().name());
                inputs.text("region", ecr.region());
                inputs.text("account", ecr.account());
                inputs.text("fips", Boolean.toString(ecr.fips()));
                inputs.text("dual stack", Boolean.toString(ecr.dualStack()));
                AwsIdentity.describe(inputs);
            }
            case CloudRegistry.EcrPublic _ -> {
                inputs.text("cloud", "ecr public");
                AwsIdentity.describe(inputs);
            }
            case CloudRegistry.Gcr _ -> {
                // One token is good for all of Google's hosts.
                inputs.text("cloud", "gcr");
                GoogleIdentity.describe(inputs);
            }
            case CloudRegistry.Acr acr -> {
                inputs.text("cloud", "acr");
                inputs.text("host", acr.host());
                AzureIdentity.describe(inputs);
            }
        }
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID);
        } catch (IOException none) {
            return "";
        }
    }

    // Written out, as the next one: at every look into the cache, where a native executable would interpret what the
    // compiler
    // makes for records.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenKey that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** The name of the file with the token. */
    String tokenFile() {
        return hex.substring(0, NAME_LENGTH) + TOKEN_SUFFIX;
    }

    /** The name of the file that tells of the last failure. */
    String failureFile() {
        return hex.substring(0, NAME_LENGTH) + FAILURE_SUFFIX;
    }

    /**
     * The name of the lock file. There are 256 in all, shared by chance: a lock file of its own would have to be deleted
     * some day, and a lock on a deleted file keeps nobody out.
     */
    String lockFile() {
        return "lock-" + hex.substring(0, LOCK_LENGTH);
    }

    /** True for a name that a key gives to a file with a token. */
    static boolean isTokenFile(String name) {
        return isNamed(name, TOKEN_SUFFIX);
    }

    /** True for a name that a key gives to a file about a failure. */
    static boolean isFailureFile(String name) {
        return isNamed(name, FAILURE_SUFFIX);
    }

    private static boolean isNamed(String name, String suffix) {
        if (name.length() != NAME_LENGTH + suffix.length() || !name.endsWith(suffix)) {
            return false;
        }
        for (int i = 0; i < NAME_LENGTH; i++) {
            if (Character.digit(name.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
