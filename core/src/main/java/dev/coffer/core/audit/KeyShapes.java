package dev.coffer.core.audit;

import dev.coffer.api.ServerAddress;
import dev.coffer.core.audit.LoginFile.Kind;
import dev.coffer.core.audit.Remedy.Command;
import dev.coffer.docker.config.AuthEntry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Keys that no tool can match, that match more than they say, or that match equally well. */
final class KeyShapes implements Check {
    @Override
    public String subject() {
        return "keys of logins";
    }

    @Override
    public void look(Machine machine, Findings findings) {
        for (LoginFile file : machine.loginFiles().readable()) {
            for (AuthEntry entry : file.credentials()) {
                judge(file, entry.server(), findings);
            }
            judgeTies(file, findings);
            for (Map.Entry<String, String> helper : file.credHelpers().entrySet()) {
                judgeHelperKey(file, helper.getKey(), helper.getValue(), findings);
            }
        }
    }

    private static void judge(LoginFile file, String key, Findings findings) {
        if (Keys.isHubToken(key)) {
            return;
        }
        if (Keys.isUnmatchable(key)) {
            findings.add(never(file, key, "holds a user, a digest, a blank or a wildcard, or no host at all"));
            return;
        }
        if (file.kind() == Kind.PODMAN || file.kind() == Kind.LEGACY) {
            judgePodmans(file, key, findings);
        } else {
            judgeDockers(file, key, findings);
        }
    }

    /** containers/image: with a scheme the path goes and the host is compared; without, each level of the name. */
    private static void judgePodmans(LoginFile file, String key, Findings findings) {
        if (Keys.hasScheme(key)) {
            if (!Keys.path(key).isEmpty()) {
                findings.add(wholeHost(file, key, "podman and skopeo drop the path of a key with a scheme"));
            }
        } else if (key.endsWith("/")) {
            findings.add(never(file, key, "ends with a slash, and podman and skopeo ask without one"));
        } else if (Keys.hasTag(key)) {
            findings.add(never(file, key, "has a tag, and tools ask for the repository only"));
        }
    }

    /** docker, oras, helm and crane compare hosts; of Docker Hub they know one spelling. */
    private static void judgeDockers(LoginFile file, String key, Findings findings) {
        if (Keys.isMisspelledHub(key)) {
            findings.add(Finding.of(
                            Code.KEY_NEVER_MATCHES,
                            file.path(),
                            "docker never uses the login of " + Shown.key(key) + ": for Docker Hub it looks for "
                                    + ServerAddress.HUB_SPELLING + " only, with that slash; podman finds both")
                    .advising("rename the key to " + ServerAddress.HUB_SPELLING + ", or log in again: docker login"));
        } else if (!Keys.path(key).isEmpty() && !key.equals(ServerAddress.HUB_SPELLING)) {
            findings.add(wholeHost(file, key, "docker, crane, oras and jib compare the host only"));
        }
    }

    private static Finding never(LoginFile file, String key, String why) {
        return Finding.of(Code.KEY_NEVER_MATCHES, file.path(), "the key of " + Shown.key(key) + " " + why)
                .advising("rename the key to the host, or to host and repository without tag: "
                        + Shown.key(Keys.host(key)));
    }

    private static Finding wholeHost(LoginFile file, String key, String why) {
        String host = Shown.key(Keys.host(key));
        return Finding.of(
                        Code.KEY_SERVES_WHOLE_HOST,
                        file.path(),
                        "the login of " + Shown.key(key) + " is sent to every image of " + host + ": " + why)
                .mendedBy(Command.of("coffer", "import", file.path().toString()));
    }

    /** Without a key that is just the host, any key of the host will do, in the random order of Go's maps. */
    private static void judgeTies(LoginFile file, Findings findings) {
        Map<String, Set<String>> byHost = new LinkedHashMap<>();
        Set<String> exact = new LinkedHashSet<>();
        for (AuthEntry entry : file.entries()) {
            exact.add(entry.server());
        }
        boolean isPodmans = file.kind() == Kind.PODMAN || file.kind() == Kind.LEGACY;
        for (AuthEntry entry : file.credentials()) {
            String key = entry.server();
            boolean isCompared = !isPodmans || Keys.hasScheme(key);
            if (isCompared && !Keys.isHubToken(key) && !exact.contains(Keys.host(key))) {
                byHost.computeIfAbsent(Keys.host(key), _ -> new LinkedHashSet<>())
                        .add(Shown.key(key));
            }
        }
        byHost.forEach((host, keys) -> {
            if (keys.size() > 1) {
                findings.add(Finding.of(
                                Code.KEY_AMBIGUOUS,
                                file.path(),
                                String.join(" and ", keys.stream().limit(4).toList()) + " match equally well, and "
                                        + (isPodmans ? "podman picks" : "docker, buildx and crane pick")
                                        + " one at random")
                        .advising("keep one of them under the key " + Shown.key(host)
                                + ", or keep them in Coffer, which knows paths: coffer import "
                                + file.path()));
            }
        });
    }

    /** The keys of {@code credHelpers} are compared as they are with what the tool asks for: a bare host. */
    private static void judgeHelperKey(LoginFile file, String key, String helper, Findings findings) {
        if (key.equals(ServerAddress.HUB_SPELLING)) {
            return;
        }
        boolean isBareHost = !Keys.hasScheme(key) && key.indexOf('/') < 0 && !Keys.isUnmatchable(key);
        boolean isHub = Keys.isMisspelledHub(key);
        if (isBareHost && !(isHub && file.kind() != Kind.PODMAN)) {
            return;
        }
        findings.add(Finding.of(
                        Code.KEY_NEVER_MATCHES,
                        file.path(),
                        "credHelpers: " + Shown.helper(helper) + " is never asked by the key " + Shown.key(key)
                                + ": tools compare it, letter by letter, with the host"
                                + (isHub ? ", and docker asks for " + ServerAddress.HUB_SPELLING : ""))
                .advising("rename the key to "
                        + (isHub
                                ? ServerAddress.HUB_SPELLING
                                : Shown.key(Keys.host(key)) + ", without anything else")));
    }
}
