package dev.coffer.kubernetes.nomad;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds credentials written in clear in Nomad jobs, in HCL or JSON: a job is kept by the servers and shown to everyone
 * who may read jobs. References ({@code var.x}, {@code ${…}}, functions, {@code {{ … }}}) are no findings.
 */
public final class JobCheck {
    /** The longest file that is read, in bytes: more than Nomad takes. */
    public static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String USE_HELPER =
            "remove the auth block and let the driver ask coffer (coffer nomad config), then change the password";
    private static final String USE_VARIABLE =
            "read it from a Nomad variable or Vault in a template block that writes to secrets/, then change it";
    private static final String USE_INPUT =
            "leave the default out and give the value with NOMAD_VAR_NAME, then change it";

    private static final Pattern DOCKER_CONFIG_SECRET = Pattern.compile(
            "\"(auth|password|identitytoken|registrytoken)\"\\s{0,20}:\\s{0,20}\"([^\"]{1,65536})\"",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile(
            "[a-z][a-z0-9+.-]{1,20}://[^/\\s\"':@]{1,256}:([^/\\s\"'@]{1,4096})@", Pattern.CASE_INSENSITIVE);
    private static final List<String> SECRET_WORDS = List.of("password", "passwd", "token", "secret");
    private static final List<String> REGISTRY_WORDS =
            List.of("registry", "docker", "ecr", "acr", "gcr", "ghcr", "quay", "harbor", "artifactory", "nexus");

    private JobCheck() {}

    /**
     * What a job has in clear, by line.
     *
     * @throws MalformedJobException when it is neither HCL nor JSON
     */
    public static List<JobFinding> check(byte[] job) {
        if (job.length > MAX_BYTES) {
            throw new MalformedJobException(1, "the file is longer than " + MAX_BYTES + " bytes");
        }
        List<JobFinding> findings = new ArrayList<>();
        for (JobText text : JobTexts.find(new String(job, StandardCharsets.UTF_8))) {
            Optional<JobFinding> byName = byName(text);
            if (byName.isPresent()) {
                findings.add(byName.get());
            } else {
                inside(text, findings);
            }
        }
        findings.sort(Comparator.comparingInt(JobFinding::line));
        return List.copyOf(findings);
    }

    /** What the attribute's name gives away. */
    private static Optional<JobFinding> byName(JobText text) {
        if (text.token().text().isBlank() || text.isReference()) {
            return Optional.empty();
        }
        if (text.isNamed("password") || text.isNamed("identity_token") || text.isNamed("registry_token")) {
            return Optional.of(
                    text.isInside("auth")
                            ? finding(text, "the password of a registry in clear", USE_HELPER)
                            : finding(text, "a password in clear", USE_VARIABLE));
        }
        if (text.isNamed("auth") && isEncodedCredential(text.token().text())) {
            return Optional.of(
                    finding(text, "user and password of a registry in base64, which hides nothing", USE_HELPER));
        }
        if (text.isInside("env") && isSecretOfRegistry(text.name())) {
            return Optional.of(
                    finding(text, "a registry's secret in the environment of the task, in clear", USE_VARIABLE));
        }
        if (text.isInside("variable")
                && text.isNamed("default")
                && hasOneOf(text.path().getLast(), SECRET_WORDS)) {
            return Optional.of(finding(text, "the default of a variable that is a secret by its name", USE_INPUT));
        }
        return Optional.empty();
    }

    private static boolean isSecretOfRegistry(String name) {
        return hasOneOf(name, SECRET_WORDS) && hasOneOf(name, REGISTRY_WORDS);
    }

    private static boolean hasOneOf(String name, List<String> words) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lowerCase::contains);
    }

    /** What a text says itself: docker configurations and URLs, in templates, environments and anywhere else. */
    private static void inside(JobText text, List<JobFinding> findings) {
        String value = text.token().text();
        if (value.contains("\"auths\"") || hasOneOf(text.name(), List.of("dockercfg", "docker_auth_config"))) {
            Matcher secret = DOCKER_CONFIG_SECRET.matcher(value);
            while (secret.find()) {
                if (!JobText.isReference(secret.group(2))) {
                    findings.add(
                            finding(text, secret.start(), "a docker configuration with a credential", USE_VARIABLE));
                }
            }
        }
        Matcher url = URL_WITH_PASSWORD.matcher(value);
        while (url.find()) {
            if (!JobText.isReference(url.group(1))) {
                findings.add(finding(text, url.start(), "a URL with a password", USE_VARIABLE));
            }
        }
    }

    /** Base64 of {@code user:password}, or of the JSON that Docker sends as {@code X-Registry-Auth}. */
    private static boolean isEncodedCredential(String text) {
        String standard = text.strip().replace('-', '+').replace('_', '/');
        try {
            String decoded = new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
            return decoded.indexOf(':') > 0 && decoded.chars().noneMatch(c -> c < ' ' || c == 0xfffd);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static JobFinding finding(JobText text, String what, String remedy) {
        return new JobFinding(text.token().line(), where(text), what, remedy);
    }

    private static JobFinding finding(JobText text, int offset, String what, String remedy) {
        Token token = text.token();
        int line = token.line();
        if (token.kind() == Token.Kind.HEREDOC) {
            // The text begins on the line behind the mark.
            line += 1
                    + (int) token.text()
                            .substring(0, offset)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
        return new JobFinding(line, where(text), what, remedy);
    }

    private static String where(JobText text) {
        String path = String.join(".", text.path());
        String dot = path.isEmpty() || text.name().isEmpty() ? "" : ".";
        return path + dot + text.name();
    }
}
