package dev.coffer.kubernetes.secrets;

import dev.coffer.api.Secret;
import dev.coffer.platform.terminal.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What keeps a pull secret fresh inside the cluster: a CronJob that writes it anew, and a service account that may read
 * and change this one secret and nothing else.
 *
 * <p>The job may not create the secret, since Kubernetes cannot limit that to a name in general: the manifest begins
 * with the secret as it is now, and whoever applies it makes it. Secrets are applied on the server's side, because
 * {@code kubectl apply} otherwise copies them into an annotation of the object.
 *
 * @param secret the secret as it is now; its namespace must be known
 * @param image an image with {@code coffer}, {@code kubectl} and a shell
 * @param every 5, 10, 15, 20 or 30 minutes, or 1, 2, 3, 4, 6, 8, 12 or 24 hours: what a cron schedule can say
 * @param accountAnnotations annotations of the service account, such as the cloud role that it may take on
 */
public record RefreshPlan(PullSecret secret, String image, Duration every, Map<String, String> accountAnnotations) {
    private static final List<Long> MINUTES = List.of(5L, 10L, 15L, 20L, 30L);
    private static final List<Long> HOURS = List.of(1L, 2L, 3L, 4L, 6L, 8L, 12L, 24L);
    private static final String SUFFIX = "-refresh";

    /** A CronJob adds eleven characters to its name for each job, which must fit into a label's 63. */
    private static final int MAX_CRONJOB_NAME = 52;

    private static final Duration MAX_JITTER = Duration.ofMinutes(5);
    private static final Duration TIME_TO_WORK = Duration.ofMinutes(5);
    private static final String RBAC = "rbac.authorization.k8s.io";

    /** The servers come as arguments, so that no text of theirs is ever read by the shell. */
    private static final String SCRIPT = """
            set -eu
            # Clusters that run the same schedule do not ask the registry in the same second.
            sleep "$(( $(od -An -N2 -tu2 /dev/urandom) %% %d ))"
            # Written in one piece or not at all: a failed look-up leaves the old secret.
            manifest=$(coffer kube pull-secret "$@")
            printf '%%s\\n' "$manifest" |
              kubectl apply --server-side --force-conflicts --field-manager=coffer -f -
            """;

    /** @throws PullSecretException when the plan cannot be a CronJob; the message says what can */
    public RefreshPlan {
        if (secret.namespace().isEmpty()) {
            throw new PullSecretException("what refreshes a secret lives in its namespace; name it with -n NAMESPACE");
        }
        if (secret.name().length() + SUFFIX.length() > MAX_CRONJOB_NAME) {
            throw new PullSecretException(
                    "the secret name '" + secret.name() + "' is longer than " + (MAX_CRONJOB_NAME - SUFFIX.length())
                            + " characters, the most that fits into the name of its CronJob");
        }
        if (image.isEmpty() || !image.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new PullSecretException("the image '" + Printable.escape(image) + "' is none");
        }
        boolean inMinutes = MINUTES.contains(every.toMinutes()) && every.equals(Duration.ofMinutes(every.toMinutes()));
        boolean inHours = HOURS.contains(every.toHours()) && every.equals(Duration.ofHours(every.toHours()));
        if (!inMinutes && !inHours) {
            throw new PullSecretException("a CronJob cannot run every " + every
                    + "; possible are 5m 10m 15m 20m 30m 1h 2h 3h 4h 6h 8h 12h 24h");
        }
        accountAnnotations = Map.copyOf(accountAnnotations);
    }

    /**
     * Refuses a plan that comes too late for the credentials at hand.
     *
     * @throws PullSecretException when the first of them expires before the first refresh is sure to be over
     */
    public void requireBeforeExpiry(Instant now) {
        secret.expires().ifPresent(expires -> {
            Duration left = Duration.between(now, expires);
            if (left.compareTo(every.plus(jitter()).plus(TIME_TO_WORK)) < 0) {
                throw new PullSecretException("the secret expires in " + Math.max(0, left.toMinutes())
                        + " minutes, before a refresh every " + every.toMinutes()
                        + " minutes is sure to renew it; choose at most half of the token's life");
            }
        });
    }

    /** The secret and what refreshes it, as YAML documents. As secret as the secret. */
    public Secret toYaml() {
        StringBuilder documents = new StringBuilder();
        for (Manifest.Members object : objects()) {
            documents.append(documents.isEmpty() ? "" : "---\n").append(Manifest.yaml(object));
        }
        return Secret.ofText(documents.toString());
    }

    /** The same as a JSON list. As secret as the secret. */
    public Secret toJson() {
        return Secret.ofText(Manifest.json(new Manifest.Members()
                .put("apiVersion", "v1")
                .put("items", new Manifest.Items(List.copyOf(objects())))
                .put("kind", "List")));
    }

    private List<Manifest.Members> objects() {
        return List.of(secret.toManifest(), serviceAccount(), role(), roleBinding(), cronJob());
    }

    private String name() {
        return secret.name() + SUFFIX;
    }

    private String namespace() {
        return secret.namespace().orElseThrow();
    }

    private Duration jitter() {
        Duration tenth = every.dividedBy(10);
        return tenth.compareTo(MAX_JITTER) < 0 ? tenth : MAX_JITTER;
    }

    private Manifest.Members object(String apiVersion, String kind, Manifest.Members metadata) {
        return new Manifest.Members()
                .put("apiVersion", apiVersion)
                .put("kind", kind)
                .put("metadata", metadata.put("name", name()).put("namespace", namespace()));
    }

    private Manifest.Members serviceAccount() {
        Manifest.Members metadata = new Manifest.Members();
        if (!accountAnnotations.isEmpty()) {
            Manifest.Members annotations = new Manifest.Members();
            new TreeMap<>(accountAnnotations).forEach(annotations::put);
            metadata.put("annotations", annotations);
        }
        return object("v1", "ServiceAccount", metadata);
    }

    private Manifest.Members role() {
        Manifest.Members rule = new Manifest.Members()
                .put("apiGroups", Manifest.texts(List.of("")))
                .put("resources", Manifest.texts(List.of("secrets")))
                .put("resourceNames", Manifest.texts(List.of(secret.name())))
                .put("verbs", Manifest.texts(List.of("get", "patch")));
        return object(RBAC + "/v1", "Role", new Manifest.Members()).put("rules", new Manifest.Items(List.of(rule)));
    }

    private Manifest.Members roleBinding() {
        Manifest.Members subject = new Manifest.Members()
                .put("kind", "ServiceAccount")
                .put("name", name())
                .put("namespace", namespace());
        return object(RBAC + "/v1", "RoleBinding", new Manifest.Members())
                .put(
                        "roleRef",
                        new Manifest.Members()
                                .put("apiGroup", RBAC)
                                .put("kind", "Role")
                                .put("name", name()))
                .put("subjects", new Manifest.Items(List.of(subject)));
    }

    private Manifest.Members cronJob() {
        Manifest.Members job = new Manifest.Members()
                .put("activeDeadlineSeconds", jitter().plus(TIME_TO_WORK).toSeconds())
                .put("backoffLimit", 2)
                .put("template", new Manifest.Members().put("spec", pod()));
        return object("batch/v1", "CronJob", new Manifest.Members())
                .put(
                        "spec",
                        new Manifest.Members()
                                .put("schedule", schedule())
                                .put("timeZone", "Etc/UTC")
                                .put("concurrencyPolicy", "Forbid")
                                .put(
                                        "startingDeadlineSeconds",
                                        every.dividedBy(2).toSeconds())
                                .put("successfulJobsHistoryLimit", 1)
                                .put("failedJobsHistoryLimit", 3)
                                .put("jobTemplate", new Manifest.Members().put("spec", job)));
    }

    private Manifest.Members pod() {
        Manifest.Members security = new Manifest.Members()
                .put("runAsNonRoot", true)
                .put("runAsUser", 65532)
                .put("seccompProfile", new Manifest.Members().put("type", "RuntimeDefault"));
        return new Manifest.Members()
                .put("serviceAccountName", name())
                .put("restartPolicy", "Never")
                .put("securityContext", security)
                .put("containers", new Manifest.Items(List.of(container())))
                .put(
                        "volumes",
                        new Manifest.Items(List.of(new Manifest.Members()
                                .put("name", "home")
                                .put(
                                        "emptyDir",
                                        new Manifest.Members()
                                                .put("medium", "Memory")
                                                .put("sizeLimit", "64Mi")))));
    }

    private Manifest.Members container() {
        Manifest.Members security = new Manifest.Members()
                .put("allowPrivilegeEscalation", false)
                .put("readOnlyRootFilesystem", true)
                .put("capabilities", new Manifest.Members().put("drop", Manifest.texts(List.of("ALL"))));
        Manifest.Members home = new Manifest.Members().put("name", "HOME").put("value", "/home/refresh");
        Manifest.Members mount = new Manifest.Members().put("name", "home").put("mountPath", "/home/refresh");
        Manifest.Members resources = new Manifest.Members()
                .put("requests", new Manifest.Members().put("cpu", "10m").put("memory", "64Mi"))
                .put("limits", new Manifest.Members().put("memory", "256Mi"));
        String script = SCRIPT.formatted(jitter().toSeconds());
        return new Manifest.Members()
                .put("name", "refresh")
                .put("image", image)
                .put("command", Manifest.texts(List.of("/bin/sh", "-c", script, "refresh")))
                .put("args", Manifest.texts(arguments()))
                .put("env", new Manifest.Items(List.of(home)))
                .put("resources", resources)
                .put("securityContext", security)
                .put("volumeMounts", new Manifest.Items(List.of(mount)));
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--name", secret.name(), "--namespace", namespace()));
        if (secret.type() == SecretType.DOCKERCFG) {
            arguments.add("--dockercfg");
        }
        arguments.add("--");
        // Kubernetes replaces $(NAME) in arguments and takes $$ for $.
        secret.logins().forEach(login -> arguments.add(login.server().spelling().replace("$", "$$")));
        return arguments;
    }

    /** Where in the interval it runs hangs on the names, so that the secrets of a cluster do not come all at once. */
    private String schedule() {
        long minutes = every.toMinutes();
        long offset = Math.floorMod((namespace() + "/" + secret.name()).hashCode(), minutes);
        if (minutes < 60) {
            return offset + "-59/" + minutes + " * * * *";
        }
        long hours = minutes / 60;
        String hour = hours == 1 ? "*" : hours == 24 ? "" + offset / 60 : offset / 60 + "-23/" + hours;
        return offset % 60 + " " + hour + " * * *";
    }
}
