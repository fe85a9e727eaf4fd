package dev.coffer.core.audit;

import dev.coffer.core.audit.Remedy.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code ~/.m2/settings.xml}: jib and docker-maven-plugin take registry logins from its servers. Only looks for the
 * elements; an encrypted value stands in braces, and one from elsewhere is <code>${env.NAME}</code>.
 */
final class MavenSettings implements SecretFormat {
    private static final String[] ELEMENTS = {"password", "passphrase"};

    @Override
    public Optional<Finding> look(Path file, byte[] content) {
        String text = withoutComments(new String(content, StandardCharsets.UTF_8));
        int plain = 0;
        for (String element : ELEMENTS) {
            plain += count(text, "<" + element + ">", "</" + element + ">");
        }
        return plain == 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                                Code.PLAIN_TEXT_PASSWORD,
                                file,
                                plain + (plain == 1 ? " password is" : " passwords are") + " in plain text")
                        .mendedBy(Command.of("mvn", "--encrypt-password")));
    }

    private static int count(String text, String begin, String end) {
        int count = 0;
        int from = text.indexOf(begin);
        while (from >= 0) {
            int value = from + begin.length();
            int to = text.indexOf(end, value);
            if (to < 0) {
                return count;
            }
            if (isPlain(text.substring(value, to).strip())) {
                count++;
            }
            from = text.indexOf(begin, to);
        }
        return count;
    }

    private static boolean isPlain(String value) {
        boolean isEncrypted = value.indexOf('{') >= 0 && value.endsWith("}");
        return !value.isEmpty() && !isEncrypted;
    }

    private static String withoutComments(String text) {
        StringBuilder rest = new StringBuilder(text.length());
        int from = 0;
        while (true) {
            int begin = text.indexOf("<!--", from);
            int end = begin < 0 ? -1 : text.indexOf("-->", begin);
            if (end < 0) {
                return rest.append(text, from, begin < 0 ? text.length() : begin)
                        .toString();
            }
            rest.append(text, from, begin);
            from = end + "-->".length();
        }
    }
}
