package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ~/.aws/credentials} and {@code ~/.aws/config}: profiles in brackets, of which some hold an access key. */
final class AwsCredentials implements SecretFormat {
    private static final String SECRET = "aws_secret_access_key";

    @Override
    public Optional<Finding> look(Path file, byte[] content) {
        List<String> profiles = new ArrayList<>();
        String profile = "default";
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[") && text.endsWith("]")) {
                String section = text.substring(1, text.length() - 1).strip();
                profile = section.startsWith("profile ")
                        ? section.substring("profile ".length()).strip()
                        : section;
            } else if (equals > 0
                    && text.substring(0, equals)
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .equals(SECRET)
                    && !text.substring(equals + 1).isBlank()) {
                profiles.add(profile);
            }
        }
        return profiles.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                                Code.PLAIN_TEXT_CLOUD_KEY,
                                file,
                                "the secret access key of " + Shown.list(profiles) + " is in plain text")
                        .mendedBy(Command.of("aws", "configure", "sso", "--profile", profiles.getFirst())));
    }
}
